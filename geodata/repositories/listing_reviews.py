"""« The listing of my département is complete for this form »: what makes « no association » a known fact."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.nomenclatures import Form
from config.roles import Action, Level, Object
from geodata import journal, territories
from geodata.journal import Event
from geodata.models import ListingReview
from geodata.perimetre import Perimetre
from geodata.repositories.listing_rows import Entry, ListingError, by, insert_or_nothing
from geodata.rights import require

OBJECT = "listing_reviews"
_KEY = ("departement", "form", "reviewed_on")


def record_review(
    session: Session, perimetre: Perimetre, departement: str, forms: Collection[str], *, entry: Entry
) -> int:
    """Keep that the listing of `departement` was found complete today for each of `forms`; gives how many are new.

    Said twice on the same day, it is kept once. Raises `NotAllowed` for whoever does not validate the listing there,
    `ListingError` for an unknown form, no form, or what is no département.
    """
    if not territories.is_departement(departement):
        raise ListingError(f"« {departement} » n’est pas un code de département.")
    require(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=departement)
    wanted = [form.value for form in Form if form.value in forms]
    if len(wanted) < len(set(forms)) or not wanted:
        raise ListingError("Choisir au moins une forme d’exploitation de la liste.")
    rows = [
        {"departement": departement, "form": form, "reviewed_on": entry.day} | by(perimetre, entry) for form in wanted
    ]
    statement = insert_or_nothing(session, ListingReview, _KEY).returning(ListingReview.form)
    kept = sorted(session.execute(statement, rows).scalars())
    if kept:
        journal.record(
            session, perimetre, Event.WRITE, obj=OBJECT, key=departement, channel=entry.channel, level=Level.N0,
            departement=departement, after={"rows": len(kept), "forms": kept, "demonstration": entry.demonstration},
        )  # fmt: skip
    return len(kept)


def last_reviews(session: Session, perimetre: Perimetre, departement: str, until: date) -> dict[str, date]:
    """Form → the last day, `until` included, on which the listing was found complete; public. Raises `NotAllowed`."""
    require(perimetre, Object.STRUCTURES, Action.READ, departement=departement, level=Level.N0)
    query = (
        select(ListingReview.form, func.max(ListingReview.reviewed_on))
        .where(ListingReview.departement == departement, ListingReview.reviewed_on <= until)
        .group_by(ListingReview.form)
    )
    return {row[0]: row[1] for row in session.execute(query)}
