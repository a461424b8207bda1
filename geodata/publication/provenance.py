"""Which received files stand behind what is shown."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from geodata.instants import utc
from geodata.models import (
    Branch,
    CaseCount,
    DiagnosticRow,
    GeneralSupply,
    Import,
    ListingReview,
    Population,
    RelocationRequest,
    SecureCapacity,
)
from geodata.publication.contract import Provenance

# The table that each job fills: an import stays an origin as long as one of its rows is still there.
TABLES: dict[str, Any] = {
    "associations": Branch,
    "listing_reviews": ListingReview,
    "diagnostics_360": DiagnosticRow,
    "general_supply": GeneralSupply,
    "relocation_requests": RelocationRequest,
    "etat_4001": CaseCount,
    "case_counts": CaseCount,
    "population": Population,
    "secure_capacity": SecureCapacity,
}


def origins(session: Session, jobs: Iterable[str]) -> tuple[Provenance, ...]:
    """The imports of `jobs` of which at least one row is still kept, the latest first."""
    wanted = list(jobs)
    kept = {import_id for job in wanted for import_id in session.scalars(select(TABLES[job].import_id).distinct())}
    query = select(Import).where(Import.job.in_(wanted)).order_by(Import.received_at.desc(), Import.id.desc())
    said = _said_on_pages(session) if "listing_reviews" in wanted else ()
    return (*said, *(_origin(each) for each in session.scalars(query) if each.id in kept))


def _said_on_pages(session: Session) -> tuple[Provenance, ...]:
    """Checks of the listing that no file has brought."""
    columns = func.max(ListingReview.recorded_at), func.max(cast(ListingReview.demonstration, Integer))
    last, invented = session.execute(select(*columns).where(ListingReview.import_id.is_(None))).one()
    if last is None:
        return ()
    title = "Vérifications de l’annuaire enregistrées dans Vigie"
    return (Provenance(title, "Préfectures", "", "", utc(last), bool(invented)),)


def _origin(each: Import) -> Provenance:
    return Provenance(each.title, each.producer, each.vintage, each.file_name, each.received_at, each.demonstration)


def row_origins(session: Session, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with, in place of `import_id`, their own `sources` (a sentence) and `demonstration` (invented?)."""
    known = {each.id: _origin(each) for each in session.scalars(select(Import))}
    origins = rows["import_id"].map(known)
    return rows.drop(columns="import_id").assign(
        demonstration=[origin.demonstration for origin in origins], sources=[origin.sentence for origin in origins]
    )
