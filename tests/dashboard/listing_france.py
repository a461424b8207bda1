"""Two organisations that propose changes to their cards, in the small France of the pages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.journal import Channel
from geodata.listing.fields import Kind
from geodata.models import Branch
from geodata.perimetre import perimetre
from geodata.repositories.listing_proposals import Wanted, propose, propose_branch
from geodata.repositories.listing_rows import Entry
from tests.dashboard.logged_in import NOW

FRIENDS = "amicale-d-essai"


def branch_of(session: Session, name: str, association: str = "Amicale d’essai") -> int:
    return session.scalars(select(Branch.id).where(Branch.association == association, Branch.name == name)).one()


def ask(
    session: Session,
    values: Mapping[str, Any],
    *,
    branch: str | None = "Mende",
    kind: Kind = Kind.BRANCH,
    days_ago: float = 0,
    structure: str = FRIENDS,
    read: Mapping[str, Any] | None = None,
    note: str = "",
) -> int:
    """The number of the proposal that the organisation sends."""
    at: datetime = NOW - timedelta(days=days_ago)
    number = None if branch is None else branch_of(session, branch)
    who = perimetre(f"association:{structure}")
    (made,) = propose(
        session, who, structure, [Wanted(kind, number, values, read or {})],
        entry=Entry(at, Channel.PAGE, demonstration=True), note=note,
    )  # fmt: skip
    return made


def ask_branch(session: Session, values: Mapping[str, Any], zones: Mapping[str, str]) -> int:
    who = perimetre(f"association:{FRIENDS}")
    return propose_branch(session, who, FRIENDS, values, zones, entry=Entry(NOW, Channel.PAGE, demonstration=True))
