"""« Et si le besoin changeait ? »: the plan at the need as stated, beside the plan at the changed need."""

import streamlit as st

from dashboard.components.rate import percent
from dashboard.components.scenario_compare import Side, compare, named_need
from dashboard.components.scenario_table import named
from geodata.publication.scenario_saved import result_of
from geodata.publication.scenarios import Solved
from geodata.scenarios import Objective

STATED, CHANGED = "Besoin déclaré", "Besoin changé"


def what_if(stated: Solved, changed: Solved) -> None:
    """Both plans, where they differ, and why a département whose need grows may receive no more."""
    times = changed.plan.scenario.need_times
    st.header(f"Et si le besoin changeait : {named_need(times)}", anchor=False)
    first, second = result_of(stated)["departements"], result_of(changed)["departements"]
    compare(Side(STATED, first), Side(CHANGED, second))
    for code in times:
        st.markdown(_of_changed(code, first[code], second[code], changed))


def _of_changed(code: str, before: dict[str, float], after: dict[str, float], changed: Solved) -> str:
    if after["need"] is None or after["unmet_after"] is None:
        return f"{named(code)} : son besoin ou ses places ne sont pas renseignés, et le multiplier n’y change rien."
    more = after["opened"] - before["opened"]
    if more > 0:
        return (
            f"{named(code)} recevrait **{after['opened']:g}** places au lieu de **{before['opened']:g}** ; il lui en "
            f"manquerait {after['unmet_after']:g}."
        )
    sentence = (
        f"{named(code)} recevrait **{after['opened']:g}** places, comme sans ce changement, et il lui en manquerait "
        f"{after['unmet_after']:g} au lieu de {before['unmet_after']:g}."
    )
    if more == 0 and changed.plan.scenario.objective == Objective.UNMET and after["need"]:
        covered = percent(100 * min(after["dedicated"] + after["opened"], after["need"]) / after["need"])
        sentence += (
            " Une place ouverte couvre une place manquante où qu’elle soit ; à égalité, elle va là où la part du "
            f"besoin couverte est la plus faible, et celle-ci serait encore de {covered} ici."
        )
    return sentence
