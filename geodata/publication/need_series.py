"""The needs and places of one département, year after year, as each year is published by itself."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from geodata.models import DiagnosticRow
from geodata.perimetre import Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.needs import MINORS, NEED, NUMBERS, publish_needs
from geodata.publication.provenance import origins
from geodata.publication.tables import Table

SOURCE = "diagnostics_360"
ELSEWHERE = ("equipment_rate", "equipment_rate_state")
"""Of the DREES, and told by itself beside the series: what is left here comes from diagnostics alone."""
LAST_ONLY = (
    "Un point par année : le dernier diagnostic observé dans l’année, tel qu’il se lit aujourd’hui. Ses versions "
    "précédentes, et les diagnostics qu’un autre a suivis la même année, ne sont dits à aucun niveau : rapprochés du "
    "dernier, ils laisseraient recalculer ce que le secret statistique retire."
)


def publish_need_series(session: Session, perimetre: Perimetre, *, departement: str) -> Table:
    """One row per year in which a diagnostic was observed anywhere, the oldest first: the cells of `publish_needs`.

    A year in which this département has no diagnostic is unknown, not zero. Raises `NotAllowed`.
    """
    told = {year: publish_needs(session, perimetre, year=year) for year in diagnosed_years(session)}
    return series_of(departement, told, diagnosed_from(session))


def series_of(departement: str, told: Mapping[int, Table], files: tuple[Provenance, ...]) -> Table:
    """The same, out of tables of `publish_needs` by year: nothing is added to what they tell, nor asked again.

    `files`: those of `diagnosed_from`, since these tables tell of other sources too.
    """
    own = [table.rows[table.rows["departement"] == departement].assign(year=year) for year, table in told.items()]
    labels = {"year": "Année"} | {name: label for table in told.values() for name, label in table.labels.items()}
    rows = pd.concat(own, ignore_index=True) if own else pd.DataFrame(columns=["year"])
    # What is not read here at all is absent; it may be read in another département.
    unread = [name for name in NUMBERS if name in rows and rows[f"{name}_state"].isna().all()]
    unread += ["need_low", "need_high", "method"] if NEED in unread else []
    gone = {*unread, *(f"{name}_state" for name in unread), "name", "region", *ELSEWHERE}
    return Table(
        id="need_series",
        title="Besoins et places, diagnostic après diagnostic",
        rows=rows.drop(columns=gone, errors="ignore"),
        labels={name: label for name, label in labels.items() if name not in gone},
        provenance=files,
        notes=(LAST_ONLY, MINORS),
    )


def diagnosed_years(session: Session) -> list[int]:
    """The years in which a 360° diagnostic was observed somewhere, the oldest first."""
    query = select(extract("year", DiagnosticRow.observed_on)).where(DiagnosticRow.kind == "360").distinct()
    return sorted(int(year) for year in session.scalars(query))


def diagnosed_from(session: Session) -> tuple[Provenance, ...]:
    """The files behind a series: diagnostics, and nothing else."""
    return origins(session, [SOURCE])
