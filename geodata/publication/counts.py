"""Case counts that leave the house, source by source."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import COUNT_FORMS, AgeClass, CountSource, CountStatus, Nomenclature, Sex
from config.thresholds import threshold
from geodata.models import CaseCount
from geodata.perimetre import Perimetre
from geodata.publication.contract import State
from geodata.publication.provenance import origins, row_origins
from geodata.publication.tables import Table, withhold
from geodata.secrecy import floors, too_small

KEY = ["source", "departement", "year", "service", "nomenclature", "form", "sex", "age_class"]
LABELS = {
    "source": "Source",
    "departement": "Département",
    "year": "Année",
    "service": "Service",
    "nomenclature": "Nomenclature",
    "form": "Forme d’exploitation",
    "sex": "Sexe",
    "age_class": "Âge",
    "count": "Effectif",
    "status": "Statut",
}
PUBLIC_SOURCES = (CountSource.ETAT_4001,)
"""Sources published elsewhere by département, whose own threshold is in `config/thresholds.toml`."""


def publish_case_counts(session: Session, perimetre: Perimetre, *, departement: str | None = None) -> Table:
    """Every count kept, its small ones withheld for this reader; `status` becomes `secret` with them.

    Who does not read exact figures reads no part (one sex, one age class) either: a total minus its parts would tell.
    A count that its producer withheld, could not give or was not asked for stays without a number, and says so.
    """
    columns = [*KEY, "count", "status", "import_id"]
    query = select(*(getattr(CaseCount, name) for name in columns)).order_by(*KEY)
    if departement is not None:
        query = query.where(CaseCount.departement == departement)
    rows = pd.DataFrame(session.execute(query).all(), columns=columns)
    rows = row_origins(session, rows)
    rows["count"] = rows["count"].astype("float64")
    levels = rows["departement"].map(lambda code: perimetre.level_in(code))
    # Beside its total, a part tells what is left: exact readers alone see both, until complementary suppression does.
    part = (rows["sex"] != Sex.ALL) | (rows["age_class"] != AgeClass.ALL)
    hidden = too_small(rows["count"], levels) | (part & (rows["count"] > 0) & (floors(levels) > 0))
    for source in PUBLIC_SOURCES:
        own = rows["source"] == source
        hidden = hidden.mask(own, (rows["count"] > 0) & (rows["count"] < threshold(f"secrecy.{source}")))
    rows = withhold(rows, "count", hidden)
    rows.loc[rows["status"] == CountStatus.SECRET, "count_state"] = State.SECRET
    rows.loc[rows["count_state"] == State.SECRET, "status"] = CountStatus.SECRET.value
    return Table(
        id="case_counts",
        title="Cas recensés, par source",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["etat_4001", "case_counts"]),
    )


def with_labels(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the labels that people read in place of the codes."""
    forms = [COUNT_FORMS[Nomenclature(n)][f] for n, f in zip(rows["nomenclature"], rows["form"], strict=True)]
    return rows.assign(
        source=[CountSource(value).label for value in rows["source"]],
        nomenclature=[Nomenclature(value).label for value in rows["nomenclature"]],
        form=forms,
        sex=[Sex(value).label for value in rows["sex"]],
        age_class=[AgeClass(value).label for value in rows["age_class"]],
        status=[CountStatus(value).label for value in rows["status"]],
    )
