"""« Et si le besoin changeait ? »: the plan at the need as stated, beside the plan at the changed need."""

import streamlit as st

from dashboard.components.rate import percent
from dashboard.components.scenario_compare import Side, compare, named_need
from dashboard.components.scenario_table import named
from geodata.publication.french import counted, number
from geodata.publication.scenario_saved import result_of
from geodata.publication.scenarios import Solved
from geodata.scenarios import Objective

STATED, CHANGED = "Besoin déclaré", "Besoin changé"
WHY_NOT = (
    "Pourquoi pas davantage ? Avec cet objectif, une place ouverte couvre une place manquante où qu’elle soit ; à "
    "égalité, elle va là où la part du besoin couverte est la plus faible. Un autre objectif répond autrement."
)
NOT_ALONE = "Un plan optimal n’est pas toujours le seul : à valeur égale, d’autres répartitions peuvent exister."


def what_if(stated: Solved, changed: Solved) -> None:
    """Both plans, where they differ, and why a département whose need grows may receive no more."""
    times = changed.plan.scenario.need_times
    st.header(f"Et si le besoin changeait : {named_need(times)}", anchor=False)
    first, second = result_of(stated)["departements"], result_of(changed)["departements"]
    moved = compare(Side(STATED, first), Side(CHANGED, second))
    for code in sorted(times):
        st.markdown(_of_changed(code, first[code], second[code]))
    if changed.plan.scenario.objective == Objective.UNMET and not set(moved) >= set(times):
        st.caption(WHY_NOT)
    if moved:
        st.caption(NOT_ALONE)


def _of_changed(code: str, before: dict[str, float], after: dict[str, float]) -> str:
    if after["need"] is None or after["unmet_after"] is None:
        return f"{named(code)} : son besoin ou ses places ne sont pas renseignés, et le multiplier n’y change rien."
    share = 100 * min(after["dedicated"] + after["opened"], after["need"]) / after["need"] if after["need"] else 100
    covered = f"{percent(share)} de son besoin serait alors couvert"
    same = after["opened"] == before["opened"]
    beside = "comme sans ce changement" if same else f"au lieu de **{number(before['opened'])}**"
    return (
        f"{named(code)} recevrait **{counted(int(after['opened']), 'place')}**, {beside} ; il lui en manquerait "
        f"{number(after['unmet_after'])} au lieu de {number(before['unmet_after'])}, et {covered}."
    )
