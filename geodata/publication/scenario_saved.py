"""What is kept of a scenario: what was asked, what each département would receive, and the data behind it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from geodata.facts.planning import planning
from geodata.perimetre import Level, Perimetre
from geodata.publication.scenarios import Solved, read, read_country, written
from geodata.rights import Action, Object, require
from geodata.scenarios import Scenario

NUMBERS = ("need", "dedicated", "opened", "unmet_before", "unmet_after")


def content_of(scenario: Scenario, public: str | None) -> dict[str, Any]:
    """A scenario and its public, as plain data."""
    return {"scenario": written(scenario), "public": public}


def asked_of(content: Mapping[str, Any]) -> tuple[Scenario, str | None]:
    """The scenario and the public that were kept. Raises `ValueError` for data that are not those of a scenario."""
    public = content.get("public")
    return read(content.get("scenario", {})), None if public is None else str(public)


def result_of(solved: Solved) -> dict[str, Any]:
    """`departements`: code → its line, that says the scenario too, since it is all that a préfet receives.

    A line: `NUMBERS` (None where unknown), `opened_low` and `opened_high`, `robust`, `why` it is left aside, then of
    the scenario `places`, `objective`, `public`, and `times`, by which the need of this département is multiplied.
    """
    plan, robust = solved.plan, set(solved.range.robust)
    low, high = solved.range.low.opened, solved.range.high.opened
    return {
        "departements": {
            str(code): {name: _plain(row[name]) for name in NUMBERS}
            | {
                "opened_low": int(low[code]),
                "opened_high": int(high[code]),
                "robust": code in robust,
                "why": row["why"],
                "places": plan.scenario.places,
                "objective": plan.scenario.objective.value,
                "public": solved.public,
                "times": plan.scenario.need_times.get(str(code), 1.0),
            }
            for code, row in zip(plan.departements.index, plan.departements.to_dict("records"), strict=True)
        },
        "value": plan.value,
        "unit": plan.unit,
        "cost": plan.cost,
        "seconds": plan.seconds,
        "proven": plan.gap == 0,
    }


def fingerprint(session: Session, perimetre: Perimetre, year: int, public: str | None) -> str:
    """The fingerprint of the data as they are now. Raises `NotAllowed` as `read_country`."""
    return read_country(session, perimetre, year, public).sha256


def moved(session: Session, perimetre: Perimetre, departement: str, year: int, public: str | None, sha256: str) -> bool:
    """Whether the data have changed since a scenario shown to this département was solved, and nothing else of them.

    Raises `NotAllowed` for who does not read the places of that département (N2).
    """
    require(perimetre, Object.PLACES, Action.READ, departement=departement, level=Level.N2)
    return planning(session, year, public).sha256 != sha256


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
