"""Choosing a profile and the place to which it is attached."""

from typing import Any

import streamlit as st

from config.roles import roles
from geodata import territories

_NOT_ASKED = {"public", "exploitation", "technique", "lien"}


def profile_choice(key: str, *, public: bool = False) -> str:
    """A profile as accounts write it (`prefecture:48`); `key` keeps two choices of one page apart.

    `public`: that profile too, for whoever looks as another.
    """
    without = _NOT_ASKED - {"public"} if public else _NOT_ASKED
    cards = {name: card for name, card in roles().profiles.items() if name not in without}
    name = st.selectbox("Profil", list(cards), format_func=lambda each: cards[each].label, key=f"{key}_profil")
    match cards[name].attached_to:
        case "departement":
            return f"{name}:{_among('Département', territories.names(), f'{key}_departement')}"
        case "region":
            regions = territories.regions(2016)["name"].to_dict()
            return f"{name}:{_among('Région', regions, f'{key}_region')}"
        case "ministry":
            labels = {code: ministry.label for code, ministry in roles().ministries.items()}
            return f"{name}:{_among('Ministère', labels, f'{key}_ministere')}"
        case "structure":
            structure = st.text_input("Numéro de la structure dans l’annuaire de Vigie", key=f"{key}_structure")
            return f"{name}:{structure.strip()}:{_among('Département', territories.names(), f'{key}_departement')}"
    return name


def _among(label: str, options: dict[Any, str], key: str) -> Any:
    return st.selectbox(label, list(options), format_func=lambda code: f"{options[code]} ({code})", key=key)
