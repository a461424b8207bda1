"""What the visitor asks for, kept in the address of the page so that a link gives the same view."""

from collections.abc import Mapping

import streamlit as st

from config.nomenclatures import Form, Public
from geodata import territories
from geodata.indicators import INDICATORS, Indicator

ALL = "tous"


def choice(label: str, parameter: str, options: Mapping[str, str], default: str | None = None) -> str | None:
    """A list of choices (`options`: code → words) whose code is the query parameter `parameter`.

    The address comes first when it has changed by itself (a link, the Back button), then what the session remembers,
    then `default`. An unknown code in the address gives the default view, and says so. None when nothing is chosen.
    """
    key, last = f"choix_{parameter}", f"adresse_{parameter}"
    asked = st.query_params.get(parameter)
    remembered = st.session_state.get(key)
    if asked is not None and asked != st.session_state.get(last):
        if asked in options:
            remembered = asked
        else:
            st.info(f"L’adresse demande une valeur inconnue pour « {label} » : la vue habituelle est affichée.")
    st.session_state[key] = remembered if remembered in options else default
    chosen = st.selectbox(
        label,
        list(options),
        index=0 if default else None,  # only a choice without a default may be emptied
        format_func=options.__getitem__,
        key=key,
        placeholder="Choisir…",
        persist_state="session",
    )
    if chosen is None:
        st.query_params.pop(parameter, None)
        st.session_state.pop(last, None)
    else:
        st.query_params[parameter] = st.session_state[last] = chosen
    return chosen


def indicator_choice() -> Indicator:
    labels = {code: indicator.label for code, indicator in INDICATORS.items()}
    first = next(iter(labels))
    return INDICATORS[choice("Indicateur", "indicateur", labels, first) or first]


def year_choice(years: list[int]) -> int:
    latest = str(years[0])
    return int(choice("Année", "annee", {str(year): str(year) for year in years}, latest) or latest)


def form_choice() -> str | None:
    return _filter("Forme d’exploitation", "forme", "Toutes les formes", {each.value: each.label for each in Form})


def public_choice() -> str | None:
    return _filter("Public", "public", "Tous les publics", {each.value: each.label for each in Public})


def departement_choice(default: str | None = None) -> str | None:
    names = {code: f"{name} ({code})" for code, name in territories.names().items()}
    return choice("Département", "departement", names, default)


def _filter(label: str, parameter: str, all_of_them: str, options: Mapping[str, str]) -> str | None:
    chosen = choice(label, parameter, {ALL: all_of_them, **options}, ALL)
    return None if chosen in {ALL, None} else chosen


def forget(*parameters: str) -> None:
    """Remove from the address the choices that the present view does not have."""
    for parameter in parameters:
        st.query_params.pop(parameter, None)
        st.session_state.pop(f"adresse_{parameter}", None)
