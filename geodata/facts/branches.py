"""Associations: where each branch acts, on which forms of exploitation, and what has been verified."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY, Form, ZoneMode
from geodata import territories
from geodata.facts.calendar import reference_date, verified_since
from geodata.listing.merging import Row, Verdict, Word, folded, standing
from geodata.models import Branch, BranchMerge, ListingReview, Structure, Zone

POINT_STATUSES = ("precise", "street", "commune")
"""Statuses of a geocoded address whose point may be drawn and measured from."""


def branches(session: Session, form: str | None = None, public: str | None = None) -> pd.DataFrame:
    """Branches that are listed and open, indexed by id, each with those merged into it; of one form, one public.

    Those of an invented organisation (`Structure.demonstration`) are never among them: somebody who looks for help
    would be sent to nobody, and a figure would count it.

    Columns of the table, but `association` and `name` are those that people read; then `description`, `zones` (tuple of
    codes, `FR` for the whole country), `modes` (code → `ZoneMode`, or empty), `zones_validated` (code → day, or None)
    and `merged` (ids of the branches that it shows too).
    """
    columns = [*Branch.__table__.columns.keys(), "description", "zones", "modes", "zones_validated", "merged"]
    shown = folded(_live(session), standing(_words(session)))
    rows = pd.DataFrame(list(shown.values()), columns=columns, dtype=object)
    rows = rows.astype({"id": "int64", "lat": "float64", "lon": "float64", "geo_score": "float64"}).set_index("id")
    rows["zones"] = [tuple(zones) for zones in rows["zones"]]
    for column, wanted in (("forms", form), ("publics", public)):
        if wanted is not None:
            rows = rows[rows[column].map(lambda values, wanted=wanted: wanted in values).astype(bool)]
    return rows


def _live(session: Session) -> dict[int, Row]:
    query = (
        select(Branch.__table__, Structure.name.label("present_name"), Structure.description)
        .join(Structure, Structure.code == Branch.structure)
        .where(Branch.listed, Branch.closed_on.is_(None), ~Structure.demonstration)
        .order_by(Structure.name, Branch.name)
    )
    rows = {
        row["id"]: {**row, "association": row["present_name"], "name": row["called"] or row["name"]}
        for row in session.execute(query).mappings()
    }
    for each in rows.values():
        each |= {"zones": [], "modes": {}, "zones_validated": {}}
    columns = (Zone.branch_id, Zone.departement, Zone.mode, Zone.validated_on)
    for branch_id, code, mode, validated_on in session.execute(select(*columns).order_by(Zone.departement)):
        if row := rows.get(branch_id):
            row["zones"].append(code)
            row["modes"][code] = mode
            row["zones_validated"][code] = validated_on
    return rows


def _words(session: Session) -> list[Word]:
    columns = (BranchMerge.kept_id, BranchMerge.absorbed_id, BranchMerge.kind)
    said = session.execute(select(*columns).order_by(BranchMerge.id))
    return [Word(kept, absorbed, Verdict(kind)) for kept, absorbed, kind in said]


def acting(branches: pd.DataFrame) -> pd.DataFrame:
    """One row per branch and département where it acts: at its address, or declared in its zone.

    Not `FR`, nor a zone served from a distance: both are a line to call, not somebody who comes.
    """
    columns = (branches["departement"], branches["zones"], branches["modes"])
    where = branches.assign(
        departement=[
            sorted({home, *(zone for zone in zones if modes.get(zone) != ZoneMode.REMOTE)} - {WHOLE_COUNTRY, ""})
            for home, zones, modes in zip(*columns, strict=True)
        ]
    )
    return where.explode("departement").dropna(subset="departement")


def reviews(session: Session, year: int) -> pd.DataFrame:
    """True where the préfecture has checked its listing for a form, recently enough for `year`: 101 rows, 7 columns."""
    query = select(ListingReview.departement, ListingReview.form).where(
        ListingReview.reviewed_on <= reference_date(year), ListingReview.reviewed_on > verified_since(year)
    )
    checked = pd.DataFrame(False, index=list(territories.CODES), columns=[form.value for form in Form])
    for departement, form in session.execute(query):
        checked.loc[departement, form] = True
    return checked


def reviewed(session: Session, year: int, form: str | None) -> pd.Series:
    """Whether « none » can be believed in each département: the listing was checked, for `form` or for all seven."""
    checked = reviews(session, year)
    return checked[form] if form is not None else checked.all(axis="columns")
