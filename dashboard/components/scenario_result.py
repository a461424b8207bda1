"""What a plan changes, in a few figures and sentences; then the départements that it leaves aside, and why."""

import streamlit as st

from dashboard.components.figures import Figure, figures
from dashboard.components.rate import percent
from dashboard.components.scenario_table import named
from geodata.publication import State
from geodata.publication.french import counted, number
from geodata.publication.scenarios import Solved
from geodata.scenarios import Objective, Plan
from geodata.scenarios.model import INHABITANTS

EUROS = "\N{NO-BREAK SPACE}€"
REACHED = {
    Objective.UNMET_RATE: "Objectif atteint",
    Objective.REACH: "Habitants à portée",
    Objective.WORST_REGION: "Région la moins bien couverte",
}


def plan_figures(solved: Solved) -> None:
    """Places opened, need unmet before and after, the objective, the cost, how sure the plan is."""
    plan = solved.plan
    opened = int(plan.opened.sum())
    before, after = missing(plan)
    boxes = [
        Figure("Places ouvertes", f"{number(opened)} sur {number(plan.scenario.places)}", _where(plan)),
        _change(plan, before, after),
    ]
    if plan.scenario.objective in REACHED:
        boxes.append(Figure(REACHED[plan.scenario.objective], *_reached(plan)))
    if plan.scenario.costs:
        budget = plan.scenario.budget
        beside = "sans budget fixé" if budget is None else f"pour un budget de {number(budget)}{EUROS}"
        boxes.append(Figure("Coût par an", f"{number(plan.cost)}{EUROS}", beside))
    sure = len(solved.range.robust)
    boxes.append(Figure("Choix robustes", number(sure), "départements choisis à besoin bas, moyen et haut"))
    boxes.append(proof(plan))
    figures(boxes)
    if plan.left and plan.departements["unmet_before"].notna().any():
        use = "n’ont pas" if plan.left > 1 else "n’a pas"
        st.info(
            f"{counted(plan.left, 'place')} sur {number(plan.scenario.places)} {use} d’emploi utile sous ces "
            "contraintes : là où le besoin est connu, il est couvert, ou la contrainte interdit d’ouvrir davantage.",
            icon=":material/info:",
        )


def _change(plan: Plan, before: float, after: float) -> Figure:
    known = int(plan.departements["unmet_before"].notna().sum())
    if not known:
        return Figure("Places manquantes", State.UNKNOWN.label, "aucun besoin connu", silent=True)
    beside = f"avant → après, {counted(known, 'département connu')}"
    return Figure("Places manquantes", f"{number(before)} → {number(after)}", beside)


def proof(plan: Plan) -> Figure:
    """Whether the solver has proven that there is no better plan, and in how long."""
    time = f"le solveur HiGHS, en {number(plan.seconds, 1)}\N{NO-BREAK SPACE}s"
    if plan.gap == 0:
        return Figure("Plan", "Optimal", f"prouvé par {time}")
    return Figure("Plan", "Non prouvé", f"selon {time}", silent=True)


def missing(plan: Plan) -> tuple[float, float]:
    """Places missing where the need is known, before and after the plan."""
    totals = plan.departements[["unmet_before", "unmet_after"]].sum()
    return float(totals["unmet_before"]), float(totals["unmet_after"])


def left_aside(solved: Solved) -> None:
    """The départements that receive nothing whatever their need, by reason: silence is not zero."""
    rows = solved.plan.departements
    reasons = {str(why): [named(str(code)) for code in group.index] for why, group in rows.groupby("why") if why}
    count = sum(len(those) for those in reasons.values())
    if not count:
        return
    with st.expander(f"{counted(count, 'département')} de côté, et pourquoi"):
        for why, those in reasons.items():
            st.markdown(f"**{why[0].upper()}{why[1:]}** ({len(those)}) : {', '.join(those)}.")
        st.caption("Un département dont le besoin n’est pas connu n’est pas un département sans besoin.")


def _where(plan: Plan) -> str:
    held = int((plan.opened > 0).sum())
    return f"dans {counted(held, 'département')}" if held else "aucune ne serait utile"


def _reached(plan: Plan) -> tuple[str, str]:
    if plan.scenario.objective == Objective.WORST_REGION:
        return percent(100 * plan.value), "de son besoin couvert, après"
    if plan.scenario.objective == Objective.REACH:
        return number(plan.value), f"à {number(plan.scenario.reach_km)} km au plus, à vol d’oiseau"
    return number(plan.value, 1), plan.unit.replace("100 000", number(INHABITANTS))
