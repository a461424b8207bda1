"""The small France of the pages, with needs that a plan can answer: 42 places are missing where the need is known."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from geodata.models import DiagnosticRow, Import
from tests.dashboard.small_france import _diagnostic

MISSING = {"48": 12, "01": 1, "23": 0, "93": 19, "57": 10}
"""Places missing by département; the 96 others are silent."""


def plan_needs(session: Session) -> None:
    """Moselle (57) and Seine-Saint-Denis (93) beside Lozère, Ain and Creuse."""
    session.add(_diagnostic("93", needed=24, dedicated=5, refused=9))
    session.add(_diagnostic("57", needed=10, dedicated=0, refused=3))


def change_the_data(session: Session) -> None:
    """A file is received, and the need of Moselle is no longer the same."""
    last = session.get_one(Import, 3)
    session.add(Import(**{c.name: getattr(last, c.name) for c in Import.__table__.columns if c.name != "id"}))
    session.execute(update(DiagnosticRow).where(DiagnosticRow.departement == "57").values(places_needed=30))
