"""*Accès*: who can reach a specialised association, by form of exploitation and public."""

import streamlit as st

from config.access import access_rules
from dashboard import campaigns, data, pages, planning
from dashboard.components.choices import choice, forget, form_choice, public_choice, year_choice
from dashboard.components.downloads import downloads
from dashboard.components.figures import distribution
from dashboard.components.footnote import footnote
from dashboard.components.map_view import map_of
from dashboard.components.places_country import places_public_choice
from dashboard.components.places_departement import ACCESS
from dashboard.components.silences import silences
from dashboard.components.table_twin import table_twin
from dashboard.components.totals_table import totals_table
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Perimetre
from geodata.publication.french import number
from layers import LAYERS, legend

TO_PLACES = "access_places"


def places_access(perimetre: Perimetre) -> None:
    """A map and a table of one indicator of access."""
    labels = {name: INDICATORS[name].label for name in planning.readable(ACCESS, perimetre)}
    first, second, third, fourth = st.columns([3, 1, 2, 2])
    with first:
        name = choice("Indicateur d’accès", "acces", labels, ACCESS[0]) or ACCESS[0]
    with second:
        year = year_choice(data.years())
    if name == TO_PLACES:
        forget("forme", "public")
        with third:
            asked = Choice(year, public=places_public_choice())
    else:
        forget("public_accueilli")
        with third:
            form = form_choice()
        with fourth:
            asked = Choice(year, form, public_choice())
    published = data.indicator(name, asked, perimetre)
    st.subheader(published.indicator.question, anchor=False)
    st.markdown(_how(name))
    left, right = st.columns([4, 3], gap="medium")
    with left:
        clicked = map_of([LAYERS[name].draw(published)], key="acces")
        st.html(legend.html(published))
        totals_table(published)
    with right:
        distribution(published)
        table_twin(published, height=420)
        silences(published)
    footnote(published, None if name == TO_PLACES else campaigns.sentence(perimetre))
    downloads(published, f"vigie_{name}_{year}")
    if clicked:
        st.session_state["parties_partie"] = "departement"
        st.switch_page(pages.PLACES, query_params={"partie": "departement", "departement": clicked, "annee": str(year)})


def _how(name: str) -> str:
    rules = access_rules()
    decay = rules.places if name == TO_PLACES else rules.associations
    steps = " ; ".join(
        f"jusqu’à {number(km)} km : {number(100 * weight)}\N{NO-BREAK SPACE}%" for km, weight in decay.steps.items()
    )
    whence = (
        "de centre à centre de départements, jamais depuis un lieu"
        if name == TO_PLACES
        else "de chaque commune à l’antenne"
    )
    return (
        f"Distances **à vol d’oiseau**, {whence} : ni routes, ni transports, ni temps de trajet. Ce que pèse ce qui "
        f"est à portée – {steps} ; au-delà, rien."
    )
