"""*Mineurs*: the national state of the experimental centre of mesure 11, and nothing by département."""

import streamlit as st

from dashboard import pages, planning, steering
from dashboard.components.french import as_markdown, day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from dashboard.components.mesure_figures import indicators
from geodata.publication.needs import MINORS
from geodata.rights import FRANCE


def places_minors() -> None:
    """What has been validated of the mesure for the whole country."""
    state = planning.experimental_centre(steering.present_day())
    st.subheader(f"Mesure {state.mesure.number}. {state.mesure.title}", anchor=False)
    st.markdown(
        f"**France entière**, situation au {day(state.today)}. {MINORS} Il n’y a ni carte, ni effectif, ni lieu."
    )
    indicators(state)
    if state.synthesis is not None:
        st.markdown(f"> {as_markdown(state.synthesis.text)}")
    html_table(
        "Ce que le texte demande",
        ["Sous-action", "Responsable"],
        [[Cell(f"{each.action.code} {each.action.title}"), each.action.responsible] for each in state.actions],
    )
    st.caption(
        f"Source : texte du plan {state.plan.code} et valeurs nationales validées dans Vigie"
        + (" (démonstration, inventées)." if state.demonstration else ".")
    )
    where = address(pages.MESURES, plan=state.plan.code, mesure=state.mesure.number, departement=FRANCE)
    st.html(f'<p><a class="vigie-link" href="{where}">La mesure et ses valeurs</a></p>')
