"""Every indicator of the 101 départements, beside a plain pandas script on the same database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd

from geodata import territories
from geodata.database import transaction
from geodata.facts import populations
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Perimetre, perimetre
from geodata.publication import Published, publish
from tests.bench import exports
from tests.bench.facts import YEAR, fill
from tests.bench.indicators_in_pandas import ONE_BY_ONE, Script, population_within
from tests.bench.measured import timed
from tests.bench.table import Cell, Table
from tests.bench.workspace import database, empty, fresh_archive

TIMES = {"vigie_ms": "Vigie ms", "pandas_ms": "pandas ms", "faster": "Vigie × as fast"}
TOTAL = {"associations": "associations", **TIMES}
EACH = {"indicator": "indicator", **TIMES, "same": "same values", "invented": "unknown shown as figures"}
NOTES = [
    "Vigie: facts read from SQLite, formula, four states, secrecy, scope, French readings, provenance; no cache.",
    "pandas: tables read, grouped and divided; no state, no secrecy; one distance table for both radii, all pairs.",
]
NOTES_EACH = [
    "Same values: départements where both give the same figure, of those that Vigie publishes. The indice de lacune of "
    "the script takes what nobody verified for covered or missing.",
    "Unknown shown as figures: départements that Vigie says unknown or withheld, and the script fills.",
]
WITHIN = ("population_within_30_km", "population_within_60_km")


def measure(quick: bool) -> list[Table]:
    who = perimetre("miprof")
    totals: list[dict[str, Cell]] = []
    each: list[dict[str, Cell]] = []
    sizes, runs = ((100,), 1) if quick else ((100, 1_000, 10_000), 3)
    with fresh_archive() as folder:
        for size in sizes:
            empty(folder)
            with transaction() as session:
                fill(session, size)
            each = _side_by_side(folder, who, runs)
            vigie, pandas = (sum(float(row[key] or 0) for row in each) for key in ("vigie_ms", "pandas_ms"))
            totals.append(dict(zip(TOTAL, (size, vigie, pandas, pandas / vigie), strict=True)))
        written = exports.measure(who, sizes[-1], runs)
    return [
        Table("indicators", f"All {len(INDICATORS)} indicators of 101 départements", TOTAL, totals, NOTES),
        Table("indicators_each", f"Each indicator, {sizes[-1]} associations", EACH, each, NOTES_EACH),
        written,
    ]


def _side_by_side(folder: Path, who: Perimetre, runs: int) -> list[dict[str, Cell]]:
    with closing(sqlite3.connect(database(folder))) as connection:
        script = Script(connection, populations.of_communes(), territories.departements()["population"], YEAR)
        rows = [
            _row((each,), who, runs, lambda each=each: {each: ONE_BY_ONE[each](script)})  # type: ignore[misc]
            for each in ONE_BY_ONE
        ]
        return [*rows, _row(WITHIN, who, runs, lambda: population_within(script))]


def _row(
    indicators: tuple[str, ...], who: Perimetre, runs: int, by_script: Callable[[], dict[str, "pd.Series[float]"]]
) -> dict[str, Cell]:
    def by_vigie() -> dict[str, Published]:
        with transaction() as session:
            return {each: publish(session, each, Choice(YEAR), who) for each in indicators}

    vigie, published = timed(by_vigie, runs)
    pandas, plain = timed(by_script, runs)
    same, shown, invented = (sum(each) for each in zip(*_compared(published, plain), strict=True))
    name = indicators[0] if len(indicators) == 1 else "population_within 30 and 60 km"
    values = (name, 1000 * vigie, 1000 * pandas, pandas / vigie, f"{same} of {shown}", invented)
    return dict(zip(EACH, values, strict=True))


def _compared(published: dict[str, Published], plain: dict[str, "pd.Series[float]"]) -> Iterator[tuple[int, int, int]]:
    """For each indicator: published cells on which the script agrees, published cells, other cells that it fills."""
    for name, each in published.items():
        values, script = each.values(), plain[name]
        agree = (script.loc[values.index] - values).abs() <= 1e-6 * values.abs()
        yield int(agree.sum()), len(values), int(script.drop(values.index).notna().sum())
