"""Scenarios at the counter: solved on the exact figures of the country, for whoever reads them all (N2).

The words of a plan are in `geodata.publication.scenario_words`.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts.planning import Planning, planning
from geodata.perimetre import Level, Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.provenance import origins
from geodata.publication.scenario_words import asked
from geodata.publication.tables import Table
from geodata.rights import FRANCE, Action, Object, require
from geodata.scenarios import Objective, Plan, Scenario
from geodata.scenarios.prices import OneMore, one_more_budget, one_more_place
from geodata.scenarios.robust import Range, solve_range

OBJECT = "scenarios"
_SCENARIO = TypeAdapter(Scenario)
LABELS = {
    "name": "Département",
    "region": "Région",
    "need": "Besoin",
    "need_low": "Besoin, bas",
    "need_high": "Besoin, haut",
    "diagnostic": "Diagnostic du",
    "dedicated": "Places dédiées",
    "opened": "Places à ouvrir",
    "unmet_before": "Manque avant",
    "unmet_after": "Manque après",
    "robust": "Robuste",
    "why": "Laissé de côté",
}

BY_INHABITANT = (Objective.UNMET_RATE, Objective.REACH)
"""What these are worth depends on how many people live where."""


@dataclass(frozen=True)
class Solved:
    """A scenario and its plans at low, middle and high need; `table`: one row per département, for pages and files.

    `public`: the only one that is counted, None for all. What one more place would change: `next_place`.
    """

    year: int
    public: str | None
    range: Range
    table: Table
    facts_sha256: str
    provenance: tuple[Provenance, ...]

    @property
    def plan(self) -> Plan:
        """The plan at the need as stated."""
        return self.range.middle


class Moved(ValueError):
    """The figures have changed since the plan was made; the message is a French sentence."""


def read_country(session: Session, perimetre: Perimetre, year: int, public: str | None = None) -> Planning:
    """The facts of a scenario. Raises `NotAllowed` for who does not read the places of the whole country (N2)."""
    require(perimetre, Object.PLACES, Action.READ, departement=FRANCE, level=Level.N2)
    return planning(session, year, public)


def solve_scenario(
    session: Session, perimetre: Perimetre, year: int, scenario: Scenario, public: str | None = None
) -> Solved:
    """Solve a scenario at three needs, proven optimal each time; one row per département.

    Raises `NotAllowed` as `read_country`, `Impossible` and `NotProven` as `geodata.scenarios.solve`.
    """
    facts = read_country(session, perimetre, year, public)
    found = solve_range(facts.country, facts.low, facts.high, scenario)
    sources = origins(session, ["diagnostics_360", *(["population"] if scenario.objective in BY_INHABITANT else [])])
    return Solved(
        year=year,
        public=public,
        range=found,
        table=Table(
            id="scenario",
            title="Où ouvrir les prochaines places dédiées",
            rows=rows_of(facts, found, year),
            labels=LABELS,
            provenance=sources,
            notes=notes(found, asked(scenario, year, public)),
        ),
        facts_sha256=facts.sha256,
        provenance=sources,
    )


def next_place(session: Session, perimetre: Perimetre, solved: Solved) -> OneMore:
    """The best use of one place beyond those of a plan: solved again, hence asked for apart.

    Raises `NotAllowed` as `read_country`, `Moved` when the figures are not those of the plan, `NotProven`.
    """
    return one_more_place(_same_country(session, perimetre, solved).country, solved.plan)


def next_budget(session: Session, perimetre: Perimetre, solved: Solved) -> OneMore | None:
    """The best use of the price of one more place, the cheapest; None without a budget. Raises as `next_place`."""
    if solved.plan.scenario.budget is None:
        return None
    return one_more_budget(_same_country(session, perimetre, solved).country, solved.plan)


def _same_country(session: Session, perimetre: Perimetre, solved: Solved) -> Planning:
    facts = read_country(session, perimetre, solved.year, solved.public)
    if facts.sha256 != solved.facts_sha256:
        raise Moved("Les données ont changé depuis ce calcul : relancer le scénario.")
    return facts


def rows_of(facts: Planning, found: Range, year: int) -> pd.DataFrame:
    """One row per département: what is needed, what is there, what the plan opens, what stays unmet."""
    names, regions = territories.names(), territories.regions(year)["name"]
    rows = found.middle.departements.rename_axis("departement").reset_index()
    robust = set(found.robust)
    return rows.assign(
        name=[names[code] for code in rows["departement"]],
        region=[regions.get(code, code) for code in facts.country.facts["region"]],
        need_low=found.low.departements["need"].to_numpy(),
        need_high=found.high.departements["need"].to_numpy(),
        diagnostic=facts.dated.to_numpy(),
        robust=["oui" if code in robust else "" for code in rows["departement"]],
    )[["departement", *LABELS]]


def notes(found: Range, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What a reader must know of a plan, in French: what was asked, how it was solved, what it leaves aside."""
    proven = "Plan optimal, prouvé par le solveur HiGHS" if found.middle.gap == 0 else "Plan non prouvé"
    silent = int(found.middle.departements["unmet_before"].isna().sum())
    told = [
        f"Scénario. {' '.join(asked)}",
        f"{proven} ; calculé aussi pour un besoin bas et un besoin haut : « robuste » veut dire choisi dans les trois.",
        "Places ordinaires dédiées (mesure 7), par département : aucune place sécurisante n’entre dans ce calcul.",
    ]
    if found.middle.scenario.objective in BY_INHABITANT:
        told.append("Habitants : populations légales des communes (Insee).")
    if silent:
        told.append(
            f"{silent} départements sans besoin ou sans places connus ne reçoivent rien : leur silence n’est pas zéro."
            if silent > 1
            else "Un département sans besoin ou sans places connus ne reçoit rien : son silence n’est pas zéro."
        )
    return tuple(told)


def written(scenario: Scenario) -> dict[str, Any]:
    """A scenario as plain data, to be kept."""
    content: dict[str, Any] = _SCENARIO.dump_python(scenario, mode="json")
    return content


def read(content: dict[str, Any]) -> Scenario:
    """A scenario that was kept. Raises `ValueError` for data that are not one."""
    return _SCENARIO.validate_python(content)
