"""What the pages of steering ask for: a plan, a day, a territory, a mesure; all of it kept in the address."""

from datetime import date

import streamlit as st

from config.plan import Plan, plans
from dashboard import steering
from dashboard.components.choices import ALL, choice
from geodata import territories
from geodata.perimetre import Perimetre
from geodata.progress.states import Alert
from geodata.rights import FRANCE

TODAY = "aujourdhui"
TERRITORY = "departement"
MESURE = "mesure"
ALERT = "alerte"


def plan_choice() -> Plan:
    """One of the plans; by default the latest whose mesures are known."""
    known = {plan.code: plan for plan in plans()}
    usual = steering.usual_plan().code
    return known[choice("Plan", "plan", {code: code for code in known}, usual) or usual]


def day_choice(plan: Plan) -> date:
    """The day on which the plan is looked at: the end of one of its years, or today."""
    today = steering.present_day()
    over = [year for year in reversed(plan.years) if date(year, 12, 31) < today]
    labels = {str(year): f"Au 31/12/{year}" for year in over} | {TODAY: "Aujourd’hui"}
    # Years after its end, everything in a plan is late and nothing moves: its last day says more.
    usual = TODAY if plan.end >= today.year else str(plan.end)
    chosen = choice("Situation", "annee", labels, usual)
    return today if chosen in {TODAY, None} else date(int(str(chosen)), 12, 31)


def territory_choice(perimetre: Perimetre) -> str:
    """A département, or `FR`; by default the visitor's own one."""
    labels = {FRANCE: "Toute la France"} | {code: f"{name} ({code})" for code, name in territories.names().items()}
    own = next(iter(perimetre.departements)) if len(perimetre.departements) == 1 else FRANCE
    return choice("Territoire", TERRITORY, labels, own) or own


def mesure_choice(plan: Plan) -> int | None:
    """A mesure of the plan, or None for all of them."""
    labels = {ALL: "Toutes les mesures"} | {str(each.number): f"{each.number}. {each.title}" for each in plan.mesures}
    chosen = choice("Mesure", MESURE, labels, ALL)
    return None if chosen in {ALL, None} else int(str(chosen))


def alert_asked() -> Alert | None:
    """The alert that the address asks for; it lives there alone, so that a counter is a link."""
    asked = st.query_params.get(ALERT)
    return next((alert for alert in Alert if alert.value == asked), None)
