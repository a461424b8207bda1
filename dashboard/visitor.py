"""Who is here: the only place that turns a visitor into rights.

Without a login, everybody is the public. The demonstration lets its visitor look as any profile would; that choice
lives in the session, never in the address, so that a shared link shows to each reader what this reader may see.
"""

import streamlit as st

from config.settings import settings
from geodata import territories
from geodata.perimetre import Perimetre, profiles
from geodata.perimetre import perimetre as rights_of

PUBLIC = "public"
DEFAULT_VIEW = "miprof"
DEFAULT_DEPARTEMENT = "48"
_PROFILE, _WHERE = "voir_comme", "voir_comme_departement"


def perimetre() -> Perimetre:
    """The rights of the present visitor, read again at each run."""
    if not settings().demonstration:
        return rights_of(PUBLIC)
    profile = st.session_state.get(_PROFILE, DEFAULT_VIEW)
    where = st.session_state.get(_WHERE, DEFAULT_DEPARTEMENT)
    return rights_of(f"{profile}:{where}" if _needs_departement(profile) else profile)


def choose_profile() -> None:
    """In the demonstration, the sidebar where the visitor chooses the profile to look as; nothing otherwise."""
    if not settings().demonstration:
        return
    labels = {name: label for name, label in profiles().items() if name != "exploitation"}
    names = territories.names()
    st.session_state.setdefault(_PROFILE, DEFAULT_VIEW)
    with st.sidebar:
        chosen = st.selectbox("Voir comme (démonstration)", list(labels), format_func=labels.__getitem__, key=_PROFILE)
        if _needs_departement(chosen):
            st.session_state.setdefault(_WHERE, DEFAULT_DEPARTEMENT)
            st.selectbox("Département du profil", list(names), format_func=lambda c: f"{names[c]} ({c})", key=_WHERE)
        st.caption(
            "Chaque profil ne voit que ce que ses droits permettent. Ici, sans compte, tous peuvent être essayés."
        )


def _needs_departement(profile: str) -> bool:
    try:
        rights_of(profile)
    except ValueError:
        return True
    return False
