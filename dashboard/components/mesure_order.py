"""What the text of the plan orders: who is in charge, and with what."""

import streamlit as st

from config.plan import Mesure, Plan
from dashboard.components.french import as_html

LEVELS = {
    "departement": "conduite par le préfet, département par département",
    "ressort": "conduite par les parquets, dans le ressort de chaque tribunal",
    "national": "conduite au niveau national : un préfet n’y est jamais en retard",
}


def order(plan: Plan, mesure: Mesure) -> None:
    """What the text says of a mesure, folded."""
    names = [plan.name_of(each) for each in (*mesure.ministries, *mesure.services)]
    heading = next((each.title for each in plan.headings if each.number == mesure.heading), "")
    lines = [
        ("Conduite", LEVELS[mesure.level]),
        ("Chargés", ", ".join(names) or "le texte ne charge personne"),
        ("Associés", ", ".join(plan.name_of(each) for each in mesure.partners)),
        ("Instruments", ", ".join(mesure.instruments)),
        ("Rubrique", heading),
        ("Source", plan.source),
    ]
    with st.expander("Ce que le plan demande"):
        items = "".join(f"<dt>{as_html(title)}</dt><dd>{as_html(text)}</dd>" for title, text in lines if text)
        st.html(f'<dl class="vigie-footnote">{items}</dl>')
