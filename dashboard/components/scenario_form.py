"""The form of a scenario: how many places, what for, and if the need changed; constraints are folded.

Solved as soon as a value changes. What makes no sense is said in a sentence, and stays in its box.
"""

from typing import Any

import streamlit as st

from dashboard.components import scenario_fields as fields
from dashboard.components.choices import year_choice
from dashboard.components.scenario_limits import limits_block, whole_number
from dashboard.components.scenario_need import changed_need
from dashboard.scenarios import Asked
from geodata import territories
from geodata.publication.french import number
from geodata.scenarios import Limits, Objective, Scenario
from geodata.scenarios.contract import MOST_PLACES

MOST_TIMES = 10.0


def scenario_form(years: list[int]) -> Asked | None:
    """What is asked; None, with a sentence, while something typed makes no sense."""
    fields.prepare()
    names = {code: f"{name} ({code})" for code, name in territories.names().items()}
    first, second, third, fourth = st.columns([2, 4, 3, 2])
    with first:
        whole_number(
            "Places à ouvrir", fields.PLACES, help="Le nombre de places dédiées nouvelles, dans toute la France."
        )
    with second:
        st.selectbox(
            "Objectif", list(fields.OBJECTIVES), format_func=fields.OBJECTIVES.__getitem__, key=fields.OBJECTIVE.key,
            persist_state="session",
        )  # fmt: skip
    with third:
        st.selectbox(
            "Public", list(fields.PUBLICS), format_func=fields.PUBLICS.__getitem__, key=fields.PUBLIC.key,
            help="Les mineurs n’en sont pas : Vigie ne tient d’eux que l’état national du centre expérimental.",
            persist_state="session",
        )  # fmt: skip
    with fourth:
        year = year_choice(years)
    if fields.OBJECTIVE.value == Objective.REACH:
        whole_number("À portée, en kilomètres à vol d’oiseau", fields.REACH)
    changed_need(names)
    limits_block(names)
    fields.keep()
    problem, scenario = read_form()
    if scenario is None:
        st.error(f"{problem} Rien de ce que vous avez saisi n’est perdu.", icon=":material/edit:")
        return None
    public = fields.PUBLIC.value
    return Asked(year, None if public == fields.ALL else str(public), scenario)


def read_form() -> tuple[str, Scenario | None]:
    """What the form asks; or the French sentence that says what makes no sense, and None."""
    try:
        return "", _scenario()
    except ValueError as problem:
        return str(problem), None


def fill_form(scenario: Scenario, public: str | None, year: int) -> None:
    """Put a scenario back in the form, from a button."""
    values: dict[fields.Field, Any] = {
        fields.PLACES: scenario.places,
        fields.OBJECTIVE: scenario.objective.value,
        fields.PUBLIC: public or fields.ALL,
        fields.CHANGED: list(scenario.need_times),
        fields.TIMES: next(iter(scenario.need_times.values()), fields.TIMES.default),
        fields.REACH: round(scenario.reach_km),
        fields.EACH_MOST: scenario.each.most,
        fields.REGION: None if scenario.every_region_most is None else round(100 * scenario.every_region_most, 6),
        fields.OPENING: scenario.opening,
        fields.REFERENT: scenario.with_referent,
        fields.DIAGNOSTIC: scenario.with_recent_diagnostic,
        fields.FRAMED: list(scenario.departements),
        fields.PAID: list(scenario.costs),
        fields.BUDGET: None if scenario.budget is None else round(scenario.budget),
    }
    for code, limits in scenario.departements.items():
        values |= {fields.least_of(code): limits.least or None, fields.most_of(code): limits.most}
    values |= {fields.cost_of(kind): round(cost) for kind, cost in scenario.costs.items()}
    fields.put(values)
    st.session_state["choix_annee"] = str(year)


def _scenario() -> Scenario:
    places = _needed(fields.PLACES, "Écrire combien de places ouvrir.")
    times = _needed(fields.TIMES, "Écrire par combien le besoin est multiplié.")
    if not 0 <= times <= MOST_TIMES:
        raise ValueError(f"Un besoin se multiplie par un nombre de 0 à {number(MOST_TIMES)}.")
    if not 0 <= places <= MOST_PLACES:
        raise ValueError(f"Un scénario ouvre de 0 à {number(MOST_PLACES)} places.")
    region = fields.REGION.value
    if region is not None and not 0 < region <= 100:
        raise ValueError("La part d’une région est un pourcentage, de 1 à 100.")
    reach = _needed(fields.REACH, "Écrire à combien de kilomètres une place est « à portée ».")
    if not 0 <= reach <= _EARTH_KM:
        raise ValueError("Une distance « à portée » se compte de 0 à 20 000 kilomètres.")
    budget = fields.BUDGET.value
    if budget is not None and budget < 0:
        raise ValueError("Un budget n’est jamais négatif.")
    return Scenario(
        places=int(places),
        objective=Objective(fields.OBJECTIVE.value),
        each=Limits(most=_not_negative(fields.EACH_MOST, "le maximum d’un département")),
        departements={code: _limits(code) for code in fields.FRAMED.value},
        opening=int(_needed(fields.OPENING, "Écrire combien de places on ouvre au moins à la fois.")),
        every_region_most=None if region is None else region / 100,
        costs={kind: _cost(kind) for kind in fields.PAID.value},
        budget=budget,
        with_referent=fields.REFERENT.value,
        with_recent_diagnostic=fields.DIAGNOSTIC.value,
        need_times={code: float(times) for code in fields.CHANGED.value if times != 1},
        reach_km=float(reach),
    )


_EARTH_KM = 20_000


def _needed(field: fields.Field, sentence: str) -> float:
    if field.value is None:
        raise ValueError(sentence)
    value: float = field.value
    return value


def _not_negative(field: fields.Field, what: str) -> int | None:
    value = field.value
    if value is not None and value < 0:
        raise ValueError(f"Un nombre de places n’est jamais négatif : corriger {what}.")
    return None if value is None else int(value)


def _limits(code: str) -> Limits:
    name = f"{territories.names()[code]} ({code})"
    least = _not_negative(fields.least_of(code), f"le minimum de {name}")
    most = _not_negative(fields.most_of(code), f"le maximum de {name}")
    if least is not None and most is not None and least > most:
        raise ValueError(f"{name} : le minimum ({least}) dépasse le maximum ({most}).")
    return Limits(least or 0, most)


def _cost(kind: str) -> float:
    cost = fields.cost_of(kind).value
    if cost is None:
        raise ValueError(f"Écrire le coût annuel d’une place : {fields.KINDS[kind]}.")
    return float(cost)
