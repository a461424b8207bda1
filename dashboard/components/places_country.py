"""*Le pays*: a map of the chosen number, the state of diagnostics, the 101 départements side by side."""

import streamlit as st

from config.nomenclatures import Public
from dashboard import data, pages, planning
from dashboard.components.choices import choice, forget, year_choice
from dashboard.components.downloads import downloads
from dashboard.components.figures import distribution
from dashboard.components.footnote import footnote, sources
from dashboard.components.map_view import map_of
from dashboard.components.needs_table import diagnosis_figures, needs_table
from dashboard.components.relocation_table import relocation_country
from dashboard.components.silences import silences
from dashboard.components.states import explained
from dashboard.components.totals_table import totals_table
from geodata import territories
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Perimetre
from layers import LAYERS, legend

MAPPED = (
    "coverage_rate", "places_needed", "places_dedicated", "places_accessible", "places_occupied", "places_missing",
    "requests_not_met", "recent_diagnostic", "siao_referent", "equipment_rate",
)  # fmt: skip
ALL = "tous"


def places_public_choice() -> str | None:
    """A public of places: minors are not told by département (mesure 11)."""
    options = {ALL: "Tous les publics"} | {each.value: each.label for each in Public if each != Public.MINEURS}
    chosen = choice("Public", "public_accueilli", options, ALL)
    return None if chosen in {ALL, None} else chosen


def places_country(perimetre: Perimetre) -> None:
    """What this visitor reads of the whole country."""
    names = planning.readable(MAPPED, perimetre)
    first, second, third = st.columns([3, 1, 2])
    with first:
        labels = {name: INDICATORS[name].label for name in names}
        usual = next((each for each in names if _everywhere(each, perimetre)), names[0])
        name = choice("Nombre sur la carte", "nombre", labels, usual) or usual
    with second:
        year = year_choice(data.years())
    indicator, public = INDICATORS[name], None
    if any("public" in INDICATORS[each].filters for each in names):
        with third:
            public = places_public_choice()
    else:
        forget("public_accueilli")
    table = planning.needs(year, public, perimetre)
    st.subheader("Où en sont les diagnostics", anchor=False)
    diagnosis_figures(table)
    st.subheader(indicator.question, anchor=False)
    published = data.indicator(name, Choice(year, public=public), perimetre)
    left, right = st.columns([4, 3], gap="medium")
    with left:
        clicked = map_of([LAYERS[name].draw(published)], key="places")
        st.html(legend.html(published))
    with right:
        distribution(published)
        silences(published)
        if public and "public" not in indicator.filters:
            st.caption("Ce nombre ne distingue pas les publics : il est donné tous publics confondus.")
        totals_table(published)
    footnote(published)
    st.subheader("Les départements côte à côte", anchor=False)
    needs_table(table, {"annee": str(year)})
    sources(table)
    downloads(table, f"vigie_besoins_places_{year}")
    if planning.reads_exact(perimetre):
        st.subheader("Demandes d’éloignement, par département d’origine", anchor=False)
        with explained():
            relocation_country(planning.relocation(None, perimetre))
    if clicked:
        st.session_state["parties_partie"] = "departement"
        st.switch_page(pages.PLACES, query_params={"partie": "departement", "departement": clicked, "annee": str(year)})


def _everywhere(name: str, perimetre: Perimetre) -> bool:
    """Whether this visitor reads the number in every département: a map of one of them is a poor beginning."""
    indicator = INDICATORS[name]
    return len(perimetre.readable(indicator.level, indicator.obj)) == len(territories.CODES)
