"""Associations: where each branch acts, on which forms of exploitation, and what has been verified."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import Form
from geodata import territories
from geodata.facts.calendar import reference_date, verified_since
from geodata.models import Branch, ListingReview, Zone

WHOLE_COUNTRY = "FR"
POINT_STATUSES = ("precise", "street", "commune")
"""Statuses of a geocoded address whose point may be drawn and measured from."""


def branches(session: Session, form: str | None = None, public: str | None = None) -> pd.DataFrame:
    """Branches indexed by id, with `zones` (tuple of codes, `FR` for the whole country); of one form, one public."""
    rows = pd.DataFrame(
        session.execute(select(Branch.__table__).order_by(Branch.association, Branch.name)).mappings().all(),
        columns=Branch.__table__.columns.keys(),
    ).set_index("id")
    zones: dict[int, list[str]] = {}
    for branch_id, departement in session.execute(select(Zone.branch_id, Zone.departement).order_by(Zone.departement)):
        zones.setdefault(branch_id, []).append(departement)
    rows["zones"] = [tuple(zones.get(branch_id, ())) for branch_id in rows.index]
    for column, wanted in (("forms", form), ("publics", public)):
        if wanted is not None:
            rows = rows[rows[column].map(lambda values, wanted=wanted: wanted in values).astype(bool)]
    return rows


def acting(branches: pd.DataFrame) -> pd.DataFrame:
    """One row per branch and département where it acts: at its address, or declared in its zone; not `FR`."""
    where = branches.assign(
        departement=[
            sorted({home, *zones} - {WHOLE_COUNTRY, ""})
            for home, zones in zip(branches["departement"], branches["zones"], strict=True)
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
