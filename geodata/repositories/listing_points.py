"""Branches whose point on the map has to be looked at by a person."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import Function
from config.roles import Action, Level, Object
from geodata import territories
from geodata.models import Branch, Structure
from geodata.perimetre import Perimetre
from geodata.rights import decide

TO_PLACE = ("review", "failed", "area")
"""Statuses of a point that nobody should rely on: doubtful, not found, or known to its département alone."""


@dataclass(frozen=True)
class ToPlace:
    """A branch without a sure point. `lat`, `lon`: degrees, None without any. `sensitive`: it offers housing."""

    id: int
    structure: str
    structure_name: str
    name: str
    street: str
    postcode: str
    city: str
    departement: str
    status: str
    reason: str
    lat: float | None
    lon: float | None
    sensitive: bool


def to_place(session: Session, perimetre: Perimetre) -> list[ToPlace]:
    """Those of the départements whose listing the visitor validates, doubtful ones first; empty for anybody else."""
    places = [code for code in territories.CODES if _answers(perimetre, code)]
    query = (
        select(Branch, Structure.name)
        .join(Structure, Structure.code == Branch.structure)
        .where(
            Branch.departement.in_(places), Branch.geo_status.in_(TO_PLACE), Branch.geo_locked.is_(False),
            Branch.listed, Branch.closed_on.is_(None),
        )
        .order_by(Branch.departement, Structure.name, Branch.id)
    )  # fmt: skip
    found = [_told(branch, name) for branch, name in session.execute(query)]
    return sorted(found, key=lambda each: TO_PLACE.index(each.status))


def _told(branch: Branch, name: str) -> ToPlace:
    return ToPlace(
        branch.id, branch.structure, name, branch.called or branch.name, branch.street, branch.postcode, branch.city,
        branch.departement, branch.geo_status, branch.geo_reason, branch.lat, branch.lon,
        Function.HEBERGEMENT in branch.functions,
    )  # fmt: skip


def _answers(perimetre: Perimetre, code: str) -> bool:
    return decide(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=code, level=Level.N2).allowed
