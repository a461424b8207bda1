"""The door of the demonstration: without an account, the visitor looks as any profile would.

It exists only when `VIGIE_ENV=demo`, which refuses real providers and public addresses. The choice lives in the
session, never in the address, so that a shared link shows to each reader what this reader may see.
"""

import streamlit as st

from config.settings import settings
from geodata.perimetre import NotAllowed, Perimetre
from geodata.perimetre import perimetre as rights_of

DEFAULT_VIEW = "miprof"
DEFAULT_DEPARTEMENT = "48"
CHOICES = {
    "prefet:48": "Préfet de la Lozère",
    "prefecture:48": "Préfecture de la Lozère",
    "referent:93": "Référente traite de Seine-Saint-Denis",
    "miprof": "Miprof",
    "dihal": "DIHAL",
    "association:amicale-du-nid:93": "Association : Amicale du Nid",
    "siao:69": "SIAO du Rhône",
    "cncdh": "CNCDH",
    "public": "Public, sans compte",
}
_PROFILE = "voir_comme"


def perimetre() -> Perimetre:
    """The rights of the chosen profile. Raises `NotAllowed` outside the demonstration."""
    _require_demonstration()
    return _rights(st.session_state.get(_PROFILE, DEFAULT_VIEW))


def enter_as(profile: str) -> None:
    """Look as this profile from now on. Raises `NotAllowed` outside the demonstration, `ValueError` if unknown."""
    _require_demonstration()
    _rights(profile)
    st.session_state[_PROFILE] = profile


def chosen() -> str:
    """What the visitor is called at the moment."""
    profile = st.session_state.get(_PROFILE, DEFAULT_VIEW)
    return CHOICES.get(profile) or _rights(profile).label


def _require_demonstration() -> None:
    if not settings().demonstration:
        raise NotAllowed("La démonstration n’existe pas ici.")


def _rights(profile: str) -> Perimetre:
    try:
        return rights_of(profile)
    except ValueError:
        return rights_of(f"{profile}:{DEFAULT_DEPARTEMENT}")
