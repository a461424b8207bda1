"""Where should the next places be opened, and what if the need changed?"""

from dataclasses import replace

import streamlit as st

from dashboard import data, scenarios, secure_places, visitor
from dashboard.components import states
from dashboard.components.choices import forget, year_choice
from dashboard.components.footnote import sources
from dashboard.components.opening import opening
from dashboard.components.parts import part
from dashboard.components.scenario_compare import named_need
from dashboard.components.scenario_files import files
from dashboard.components.scenario_form import scenario_form
from dashboard.components.scenario_keep import keep_form, what_was_done
from dashboard.components.scenario_list import saved_list
from dashboard.components.scenario_maps import maps
from dashboard.components.scenario_prices import one_more
from dashboard.components.scenario_result import left_aside, plan_figures
from dashboard.components.scenario_shared import shared_lines
from dashboard.components.scenario_table import gains_table
from dashboard.components.scenario_what_if import CHANGED, STATED, what_if
from dashboard.components.secure_zones import secure_zones
from geodata.perimetre import NotAllowed, Perimetre
from geodata.scenarios import Impossible
from geodata.scenarios.solve import NotProven

OPEN, KEPT, SHARED, SECURE = "ouvrir", "enregistres", "partages", "securisantes"


def parts_of(perimetre: Perimetre) -> dict[str, str]:
    """The parts of the page that hold something for this visitor."""
    found = {}
    if scenarios.plans():
        found = {OPEN: "Où ouvrir", KEPT: "Scénarios enregistrés"}
    elif scenarios.read_at(perimetre):
        found = {SHARED: "Scénarios montrés"}
    if secure_places.readable(perimetre):
        found[SECURE] = "Places sécurisantes"
    return found


def plan_part(perimetre: Perimetre) -> None:
    """The form, and the plan that answers it; with a changed need, both plans."""
    asked = scenario_form(data.years())
    if asked is None:
        return
    stated = replace(asked, scenario=replace(asked.scenario, need_times={}))
    try:
        solved = scenarios.solved(perimetre, asked)
        before = solved if asked == stated else scenarios.solved(perimetre, stated)
    except Impossible as refusal:
        st.error(str(refusal), icon=":material/block:")
        st.caption("Tout ce que vous avez saisi est resté dans le formulaire.")
        return
    except (NotProven, ValueError) as refusal:
        st.error(str(refusal), icon=":material/timer_off:")
        return
    if solved is not before:
        what_if(before, solved)
        st.header("Le plan en détail", anchor=False)
        words = {CHANGED: f"{CHANGED} ({named_need(asked.scenario.need_times)})", STATED: STATED}
        chosen = st.segmented_control(
            "Plan montré", list(words), format_func=words.__getitem__, default=CHANGED, required=True
        )
        if chosen == STATED:
            solved, asked = before, stated
    else:
        st.header("Le plan", anchor=False)
    plan_figures(solved)
    maps(solved)
    gains_table(solved)
    left_aside(solved)
    one_more(perimetre, asked, solved)
    keep_form(perimetre, asked, solved)
    st.header("Source et méthode", anchor=False)
    sources(solved.table)
    files(perimetre, asked, solved)


perimetre = visitor.perimetre()
opening("Scénarios", "Où ouvrir les prochaines places dédiées, et que changerait un autre besoin ?")
if data.empty():
    states.nothing_received()
    st.stop()

# Its place is kept, so that what is being typed does not move when the sentence leaves.
with st.container(key="scenario_fait"):
    what_was_done()
parts = parts_of(perimetre)
shown = part(parts) if len(parts) > 1 else next(iter(parts), "")
if shown == OPEN:
    plan_part(perimetre)
elif shown == KEPT:
    forget("annee")
    saved_list(perimetre, OPEN)
elif shown == SHARED:
    forget("annee")
    shared_lines(perimetre, scenarios.read_at(perimetre))
elif shown == SECURE:
    secure_zones(perimetre, year_choice(data.years()))
else:
    states.refused(NotAllowed("Les scénarios sont ouverts à qui lit les places d’un département, ou du pays."))
