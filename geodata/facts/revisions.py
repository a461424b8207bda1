"""The figures of persons as they stood after each import: what was published once stays known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.facts.calendar import reference_date
from geodata.facts.diagnostics import sums_by_public
from geodata.models import CaseCount, DiagnosticRow, FormerCount, FormerNeed

NEEDS = ["places_needed", "places_occupied", "requests", "requests_not_met"]
_NEED = ["departement", "observed_on", "public", "place_type"]
_COUNT = ["source", "departement", "year", "service", "nomenclature", "form", "sex", "age_class"]


def by_public(session: Session, year: int) -> list[pd.DataFrame]:
    """The persons of the last 360° diagnostics of `year` by département and public, after each import, oldest first."""
    columns = [*_NEED, *NEEDS, "import_id"]
    rows = [
        each
        for model in (DiagnosticRow, FormerNeed)
        for each in session.execute(
            select(*(getattr(model, name) for name in columns)).where(
                model.kind == "360", model.observed_on >= date(year, 1, 1), model.observed_on <= reference_date(year)
            )
        )
    ]
    every = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(NEEDS, "Float64"))
    return [sums_by_public(state, NEEDS) for state in _states(every, _NEED)]


def counts(
    session: Session, public_sources: tuple[str, ...]
) -> dict[tuple[str, int], list[dict[tuple[Any, ...], float]]]:
    """By source and year, each number of persons by its key (`KEY` of case counts) after each import, oldest first."""
    columns = [*_COUNT, "count", "import_id"]
    rows = [
        each
        for model in (CaseCount, FormerCount)
        for each in session.execute(
            select(*(getattr(model, name) for name in columns)).where(model.source.not_in(public_sources))
        )
    ]
    every = pd.DataFrame(rows, columns=columns, dtype=object)
    found: dict[tuple[str, int], list[dict[tuple[Any, ...], float]]] = {}
    for (source, year), own in every.groupby(["source", "year"]):
        found[source, year] = [
            {
                tuple(key): float(count)
                for *key, count in state.dropna(subset="count")[[*_COUNT, "count"]].itertuples(index=False)
            }
            for state in _states(own, _COUNT)
        ]
    return found


def _states(rows: pd.DataFrame, key: list[str]) -> Iterator[pd.DataFrame]:
    """The rows in force after each of their imports: of each key, the last one received by then."""
    ordered = rows.sort_values("import_id", kind="stable")
    for number in sorted(set(ordered["import_id"])):
        yield ordered[ordered["import_id"] <= number].drop_duplicates(key, keep="last")
