"""What a scenario asks and what its plan says, in French sentences: the same on pages, in files and on paper."""

from collections.abc import Iterable, Mapping
from math import floor
from typing import TYPE_CHECKING

from config.nomenclatures import PlaceType, Public
from geodata import territories
from geodata.publication.french import counted, exact, number, with_unit
from geodata.scenarios import Limits, Objective, Plan, Scenario
from geodata.scenarios.prices import OneMore

if TYPE_CHECKING:
    from geodata.publication.scenarios import Solved

_ROUNDING = 1e-6
_PLURAL = 2


def asked(scenario: Scenario, year: int, public: str | None = None) -> tuple[str, ...]:
    """The scenario as its author asked it, one sentence per condition; nothing of a condition that was not set."""
    who = f"places pour {Public(public).label.lower()}" if public else "tous publics"
    told = [
        f"Ouvrir {counted(scenario.places, 'place')} au plus, dédiées aux victimes de traite ({who}), d’après les "
        f"diagnostics de {year}.",
        f"But : {_lower(scenario.objective.label)}{_within(scenario)}.",
    ]
    if scenario.need_times:
        times = [f"{named(code)} × {exact(value)}" for code, value in sorted(scenario.need_times.items())]
        told.append(f"Et si le besoin changeait : {_listed(times)}.")
    if (each := _limits(scenario.each)) != "":
        told.append(f"Dans chaque département : {each}.")
    told += [
        f"{named(code)} : {limited}."
        for code, limits in sorted(scenario.departements.items())
        if (limited := _limits(limits))
    ]
    if scenario.opening > 1:
        told.append(f"On ouvre {scenario.opening} places au moins là où l’on ouvre.")
    told += _of_regions(scenario, year)
    if scenario.with_referent:
        told.append("Les départements sans référent traite, ou dont on ne le sait pas, sont laissés de côté.")
    if scenario.with_recent_diagnostic:
        told.append("Les départements sans diagnostic de moins de 12 mois sont laissés de côté.")
    if scenario.costs:
        costs = [f"{_kind(kind)} {number(cost)}\N{NO-BREAK SPACE}€" for kind, cost in scenario.costs.items()]
        told.append(f"Coût d’une place par an, selon qui demande : {_listed(costs)}.")
    if scenario.budget is not None:
        told.append(f"Budget : {number(scenario.budget)}\N{NO-BREAK SPACE}€ par an au plus.")
    return tuple(told)


def said(solved: "Solved") -> tuple[str, ...]:
    """What the plan says: places opened, what stays unmet, where, what is robust, what no département could use."""
    plan = solved.plan
    opened = plan.opened[plan.opened > 0].sort_values(ascending=False, kind="stable")
    unmet = plan.departements[["unmet_before", "unmet_after"]].sum()
    objective = plan.scenario.objective
    lines = [
        f"{objective.label} : {_opened(int(opened.sum()))} dans {counted(len(opened), 'département')}.",
        f"Places manquantes : {number(unmet['unmet_before'])} avant, {number(unmet['unmet_after'])} après.",
        _where(opened) if len(opened) else "Aucune place ne serait utile.",
        f"Robuste (besoin bas, moyen et haut) : {_names(solved.range.robust) or 'aucun département'}.",
    ]
    if objective != Objective.UNMET:
        lines.insert(1, f"Atteint par ce plan : {reached(plan)}.")
    if plan.scenario.costs:
        lines.append(f"Coût : {number(plan.cost)}\N{NO-BREAK SPACE}€ par an.")
    if plan.left:
        use = "n’ont pas d’emploi utile" if plan.left > 1 else "n’a pas d’emploi utile"
        lines.append(f"{counted(plan.left, 'place')} sur {number(plan.scenario.places)} {use} sous ces contraintes.")
    return tuple(lines)


def reached(plan: Plan) -> str:
    """The value of the objective, with its unit."""
    if plan.scenario.objective == Objective.WORST_REGION:
        return f"{number(100 * plan.value, 1)}\N{NO-BREAK SPACE}% du besoin dans la région la moins bien couverte"
    return _quantity(plan, plan.value)


def _quantity(plan: Plan, value: float) -> str:
    if plan.scenario.objective == Objective.UNMET:
        return counted(round(value), "place manquante")
    decimals = 0 if abs(value - round(value)) < _ROUNDING else 2
    unit = plan.unit.replace("manquantes", "manquante", 1) if abs(value) < _PLURAL else plan.unit
    return with_unit(value, unit, decimals)


def next_place_said(plan: Plan, more: OneMore) -> str:
    """What one place beyond those of the plan would change."""
    return f"Une place de plus {_change(plan, more)}"


def next_budget_said(plan: Plan, more: OneMore | None) -> str:
    """What the price of one more place would change; empty without a budget."""
    if more is None:
        return ""
    added = number(min(plan.scenario.costs.values()))
    return f"{added}\N{NO-BREAK SPACE}€ de plus par an (le prix d’une place, la moins chère) {_change(plan, more)}"


def _change(plan: Plan, more: OneMore) -> str:
    added = [code for code, change in more.where.items() if change > 0]
    lost = [code for code, change in more.where.items() if change < 0]
    if not added:
        return "ne changerait rien : aucun département ne pourrait l’employer utilement sous ces contraintes."
    moved = f", avec moins de places pour {_names(lost)}" if lost else ""
    if plan.scenario.objective == Objective.WORST_REGION:
        gain = f"{number(100 * more.gain, 1)} points de besoin couvert dans la région la moins bien couverte"
    else:
        gain = _quantity(plan, more.gain)
    better = f" ; gain : {gain}" if more.gain > 0 else " ; le but n’y gagnerait rien de plus"
    return f"irait à : {_names(added)}{moved}{better}."


def named(code: str) -> str:
    """A département by its name and its code."""
    return f"{territories.names()[code]} ({code})"


def _opened(count: int) -> str:
    return "aucune place ouverte" if not count else counted(count, "place ouverte")


def _where(opened: Mapping[str, int]) -> str:
    return ", ".join(f"{named(str(code))} : {count}" for code, count in opened.items()) + "."


def _names(codes: Iterable[str]) -> str:
    return ", ".join(named(str(code)) for code in codes)


def _within(scenario: Scenario) -> str:
    if scenario.objective != Objective.REACH:
        return ""
    return f" ({number(scenario.reach_km)}\N{NO-BREAK SPACE}km à vol d’oiseau, d’un chef-lieu à l’autre)"


def _of_regions(scenario: Scenario, year: int) -> list[str]:
    names, told = territories.regions(year)["name"], []
    if (every := scenario.every_region_most) is not None:
        share = _share(every, floor(every * scenario.places + _ROUNDING))
        but = ", sauf celles dont la part est dite ici" if scenario.region_most else ""
        told.append(f"Aucune région ne reçoit plus de {share}{but}.")
    codes = sorted({*scenario.region_least, *scenario.region_most})
    return told + [f"{names.get(code, code)} : {_of_region(scenario, code)}." for code in codes]


def _of_region(scenario: Scenario, code: str) -> str:
    least, most = scenario.region_least.get(code), scenario.region_most.get(code)
    if most == 0:
        return "aucune place"
    told = [f"{_share(least, scenario.least_in(code))} au moins"] if least else []
    if most is not None:
        told.append(f"{_share(most, scenario.most_in(code) or 0)} au plus")
    return ", ".join(told)


def _limits(limits: Limits) -> str:
    if limits.most == 0:
        return "aucune place"
    told = [f"{limits.least} au moins"] if limits.least else []
    return ", ".join([*told, *([f"{limits.most} au plus"] if limits.most is not None else [])])


def _share(share: float, places: int) -> str:
    """« 20 % des places (8) »."""
    return f"{exact(100 * share)}\N{NO-BREAK SPACE}% des places ({number(places)})"


def _kind(kind: str) -> str:
    return PlaceType(kind).label if kind in set(PlaceType) else kind


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _listed(parts: list[str]) -> str:
    return " ; ".join(parts)
