"""What the form of a scenario asks, or the sentence that says what makes no sense; and a scenario put back in it."""

from typing import Any

import streamlit as st

from dashboard.components import scenario_fields as fields
from geodata import territories
from geodata.publication.french import exact, number
from geodata.scenarios import Limits, Objective, Scenario
from geodata.scenarios.contract import MOST_PLACES

MOST_TIMES, WHOLE = 10.0, 100.0
_EARTH_KM = 20_000


def read_form(year: int) -> tuple[str, Scenario | None]:
    """What the form asks; or the French sentence that says what makes no sense, and None."""
    try:
        return "", _scenario(year)
    except ValueError as problem:
        return str(problem), None


def fill_form(scenario: Scenario, public: str | None, year: int) -> None:
    """Put a scenario back in the form, from a button."""
    values: dict[fields.Field, Any] = {
        fields.PLACES: scenario.places,
        fields.OBJECTIVE: scenario.objective.value,
        fields.PUBLIC: public or fields.ALL,
        fields.CHANGED: list(scenario.need_times),
        fields.REACH: round(scenario.reach_km),
        fields.EACH_MOST: scenario.each.most,
        fields.REGION: None if scenario.every_region_most is None else _percent(scenario.every_region_most),
        fields.OPENING: scenario.opening,
        fields.REFERENT: scenario.with_referent,
        fields.DIAGNOSTIC: scenario.with_recent_diagnostic,
        fields.FRAMED: list(scenario.departements),
        fields.REGIONS: sorted({*scenario.region_least, *scenario.region_most}),
        fields.PAID: list(scenario.costs),
        fields.BUDGET: None if scenario.budget is None else round(scenario.budget),
    }
    for code, limits in scenario.departements.items():
        values |= {fields.least_of(code): limits.least or None, fields.most_of(code): limits.most}
    values |= {fields.times_of(code): times for code, times in scenario.need_times.items()}
    values |= {fields.share_least_of(code): _percent(share) for code, share in scenario.region_least.items()}
    values |= {fields.share_most_of(code): _percent(share) for code, share in scenario.region_most.items()}
    values |= {fields.cost_of(kind): round(cost) for kind, cost in scenario.costs.items()}
    fields.put(values)
    st.session_state["choix_annee"] = str(year)


def _scenario(year: int) -> Scenario:
    places = _needed(fields.PLACES, "Écrire combien de places ouvrir.")
    if not 0 <= places <= MOST_PLACES:
        raise ValueError(f"Un scénario ouvre de 0 à {number(MOST_PLACES)} places.")
    region = fields.REGION.value
    if region is not None and not 0 < region <= WHOLE:
        raise ValueError("La part d’une région est un pourcentage, de 1 à 100.")
    reach = _needed(fields.REACH, "Écrire à combien de kilomètres une place est « à portée ».")
    if not 0 <= reach <= _EARTH_KM:
        raise ValueError("Une distance « à portée » se compte de 0 à 20 000 kilomètres.")
    budget = fields.BUDGET.value
    if budget is not None and budget < 0:
        raise ValueError("Un budget n’est jamais négatif.")
    shares = {code: _shares(code, year) for code in fields.REGIONS.value}
    return Scenario(
        places=int(places),
        objective=Objective(fields.OBJECTIVE.value),
        each=Limits(most=_not_negative(fields.EACH_MOST, "le maximum d’un département")),
        departements={code: limits for code in fields.FRAMED.value if (limits := _limits(code)) != Limits()},
        opening=int(_needed(fields.OPENING, "Écrire combien de places on ouvre au moins à la fois.")),
        every_region_most=None if region is None else region / 100,
        region_least={code: least / 100 for code, (least, _) in shares.items() if least},
        region_most={code: most / 100 for code, (_, most) in shares.items() if most is not None},
        costs={kind: _cost(kind) for kind in fields.PAID.value},
        budget=budget,
        with_referent=fields.REFERENT.value,
        with_recent_diagnostic=fields.DIAGNOSTIC.value,
        need_times={code: times for code in fields.CHANGED.value if (times := _times(code)) != 1},
        reach_km=float(reach),
    )


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


def _shares(code: str, year: int) -> tuple[float | None, float | None]:
    name = territories.every_region()[code]
    if code not in territories.regions(year).index:
        raise ValueError(f"{name} n’était pas une région en {year} : l’enlever des contraintes.")
    least, most = fields.share_least_of(code).value, fields.share_most_of(code).value
    if any(share is not None and not 0 <= share <= WHOLE for share in (least, most)):
        raise ValueError(f"{name} : une part des places est un pourcentage, de 0 à 100.")
    if least is not None and most is not None and least > most:
        raise ValueError(f"{name} : la part minimum ({exact(least)} %) dépasse la part maximum ({exact(most)} %).")
    return least, most


def _percent(share: float) -> float:
    return round(100 * share, 6)


def _times(code: str) -> float:
    name = f"{territories.names()[code]} ({code})"
    times = _needed(fields.times_of(code), f"{name} : écrire par combien le besoin est multiplié.")
    if not 0 <= times <= MOST_TIMES:
        raise ValueError(f"{name} : un besoin se multiplie par un nombre de 0 à {number(MOST_TIMES)}.")
    return float(times)


def _cost(kind: str) -> float:
    cost = fields.cost_of(kind).value
    if cost is None:
        raise ValueError(f"Écrire le coût annuel d’une place : {fields.KINDS[kind]}.")
    return float(cost)
