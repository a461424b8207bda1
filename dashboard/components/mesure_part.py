"""The mesures of the plan on the page of a département: how many are known, what calls for attention, and the list."""

import streamlit as st

from dashboard import pages, steering
from dashboard.components import mesure_list, rate
from dashboard.components.alert_counters import alert_counters
from dashboard.components.figures import Figure, figures
from dashboard.components.french import day
from geodata.perimetre import Perimetre


def mesure_part(perimetre: Perimetre, code: str, year: int) -> None:
    """The plan that covers the year, as it stood at its end; a sentence when no plan does."""
    plan = steering.plan_of(year)
    if plan is None:
        st.caption(f"Vigie ne tient pas les mesures d’un plan qui couvre {year}.")
        return
    when = steering.end_of(year)
    rows = steering.overview(perimetre, plan.code, when)
    rows = rows[rows["departement"] == code]
    progress = steering.departement_progress(perimetre, plan.code, code, when)
    st.caption(f"Plan {plan.code}, situation au {day(when)}. Les mesures nationales n’y sont pas.")
    boxes = [Figure("Plan", *_mean(progress.plan.rate, progress.plan.known, progress.plan.due))]
    boxes += [
        Figure(f"Priorité {number}", *_mean(made.rate, made.known, made.due))
        for number, made in progress.priorities.items()
        if made.due
    ]
    figures(boxes)
    query = {"plan": plan.code, "annee": str(year), "departement": code}
    waiting = steering.proposals_waiting(perimetre, plan.code, when, rows)
    alert_counters(rows, waiting, pages.MESURES, None, **query)
    with st.expander("Toutes les mesures du département"):
        mesure_list.compact(plan, rows, query)
    st.page_link(
        pages.MESURES, label="Ouvrir les mesures du département", icon=":material/checklist:", query_params=query
    )


def _mean(value: float | None, known: int, due: int) -> tuple[str, str, bool]:
    told = f"{known} mesure{'s' if known > 1 else ''} sur {due}"
    return (rate.NOT_EVALUABLE, told, True) if value is None else (rate.percent(value), told, False)
