"""When no plan holds: which constraint to relax, and by how much at least, in French."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy

from geodata import territories
from geodata.scenarios.contract import Country, Scenario
from geodata.scenarios.model import TOLERANCE, build


@dataclass(frozen=True)
class Relaxation:
    """One family of constraints that, relaxed alone, makes a plan possible. `amounts`: by how much, by constraint."""

    family: str
    amounts: dict[str, float]
    sentence: str


class Impossible(Exception):
    """No plan respects all the constraints; the message is French, `relaxations` are the ways out."""

    def __init__(self, scenario: Scenario, ways: "tuple[Relaxation, ...]") -> None:
        self.scenario = scenario
        self.relaxations = ways
        told = " ; ou ".join(each.sentence for each in ways)
        out = f"Pour qu’un plan existe : {told}." if told else "Relâcher une seule contrainte ne suffit pas."
        super().__init__(f"Aucun plan ne respecte toutes ces contraintes. {out}")


def relaxations(country: Country, scenario: Scenario) -> tuple[Relaxation, ...]:
    """Each family that is enough by itself, with the smallest total excess that makes a plan possible."""
    found = []
    for family, told in _FAMILIES.items():
        built = build(country, scenario, relaxed=family)
        if not built.slack:
            continue
        built.highs.minimize(built.highs.qsum(built.slack.values()))
        if built.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            values = {name: built.highs.val(slack) for name, slack in built.slack.items()}
            amounts = {name: value for name, value in values.items() if value > TOLERANCE}
            found.append(Relaxation(family, amounts, told(scenario, amounts)))
    return tuple(found)


def _places(scenario: Scenario, amounts: dict[str, float]) -> str:
    return f"ouvrir {scenario.places + round(sum(amounts.values()))} places au lieu de {scenario.places}"


def _budget(scenario: Scenario, amounts: dict[str, float]) -> str:
    more = f"{sum(amounts.values()):,.0f}".replace(",", "\u202f")
    return f"ajouter {more}\u00a0€ par an au budget"


def _named(what: str, of_region: bool = False) -> Callable[[Scenario, dict[str, float]], str]:
    """« baisser le minimum de : Lozère (48), de 55 places »."""

    def told(scenario: Scenario, amounts: dict[str, float]) -> str:
        names = territories.every_region() if of_region else territories.names()
        parts = []
        for name, amount in amounts.items():
            code, places = name.partition(":")[2], max(1, round(amount))
            place = names.get(code, code) if of_region else f"{names.get(code, code)} ({code})"
            parts.append(f"{place}, de {places} place{'s' if places > 1 else ''}")
        return f"{what} : {' + '.join(parts)}"

    return told


_FAMILIES: dict[str, Callable[[Scenario, dict[str, float]], str]] = {
    "places": _places,
    "budget": _budget,
    "least": _named("baisser le minimum"),
    "most": _named("relever le maximum"),
    "excluded": _named("admettre un département laissé de côté"),
    "region_most": _named("relever la part maximum d’une région", of_region=True),
    "region_least": _named("baisser la part garantie à une région", of_region=True),
}
