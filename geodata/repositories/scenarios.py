"""Scenarios of places that somebody saved: read by those who read the places of the whole country, shown to préfets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata import territories
from geodata.instants import utc
from geodata.models import SavedScenario, ScenarioShare
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.progress_rows import Entry, a_text, append, by, insert_or_nothing, tell
from geodata.rights import FRANCE, require

OBJECT = "scenarios"
LONGEST_NAME = 80


class ScenarioError(ValueError):
    """What is asked of a scenario makes no sense; the message is a French sentence."""


@dataclass(frozen=True)
class Saved:
    """A scenario as it is kept; `shared`: the départements whose lines were shown to those who read their places."""

    id: int
    name: str
    year: int
    content: dict[str, Any]
    result: dict[str, Any]
    facts_sha256: str
    saved_at: datetime
    profile: str
    demonstration: bool
    shared: tuple[str, ...]


@dataclass(frozen=True)
class SharedLine:
    """What a scenario says of one département, and of no other."""

    id: int
    name: str
    year: int
    line: dict[str, Any]
    facts_sha256: str
    saved_at: datetime
    profile: str
    demonstration: bool


def save(
    session: Session,
    perimetre: Perimetre,
    name: str,
    year: int,
    *,
    content: Mapping[str, Any],
    result: Mapping[str, Any],
    facts_sha256: str,
    entry: Entry,
) -> int:
    """Keep a scenario under a name, and give its number; the former one of that name is kept too, behind it.

    `result`: `departements`, code → its line, and what else pages show. Raises `NotAllowed`, `ScenarioError`.
    """
    _require_reading(perimetre)
    if perimetre.viewer is not None:
        raise NotAllowed("Une vue « Voir comme… » n’enregistre rien.")
    named = a_text(name, "le nom du scénario", LONGEST_NAME)
    former = next((each for each in _live(session) if each.name == named), None)
    row = {
        "name": named,
        "year": year,
        "content": dict(content),
        "result": dict(result),
        "facts_sha256": facts_sha256,
        "replaces_id": None if former is None else former.id,
        "removed": False,
    }
    ids = append(session, SavedScenario, [row | by(perimetre, entry)])
    tell(session, perimetre, OBJECT, ids, entry, year=year)
    return ids[0]


def remove(session: Session, perimetre: Perimetre, scenario_id: int, *, entry: Entry) -> None:
    """Take a scenario out of the lists, and of those of the préfets. Raises `NotAllowed`, `ScenarioError`."""
    found = _of(session, perimetre, scenario_id)
    row = {name: getattr(found, name) for name in ("name", "year", "content", "result", "facts_sha256")}
    removed = row | {"replaces_id": found.id, "removed": True}
    ids = append(session, SavedScenario, [removed | by(perimetre, entry)])
    tell(session, perimetre, OBJECT, ids, entry, year=found.year, state="removed")


def share(
    session: Session, perimetre: Perimetre, scenario_id: int, departements: Collection[str], *, entry: Entry
) -> None:
    """Show to those who read the places of these départements their own line. Raises `NotAllowed`, `ScenarioError`.

    By whoever answers for the places of the whole country (DIHAL).
    """
    require(perimetre, Object.PLACES, Action.VALIDATE, departement=FRANCE, level=Level.N2)
    found = _of(session, perimetre, scenario_id)
    codes = sorted({territories.require_departement(code) for code in departements})
    who = {name: value for name, value in by(perimetre, entry).items() if name != "demonstration"}
    statement = insert_or_nothing(session, ScenarioShare, ["scenario_id", "departement"])
    for code in codes:
        session.execute(statement, {"scenario_id": found.id, "departement": code, **who})
    tell(session, perimetre, OBJECT, [found.id], entry, departements=codes, action="share")


def saved(session: Session, perimetre: Perimetre) -> list[Saved]:
    """The scenarios, the newest first. Raises `NotAllowed` for who does not read all places."""
    _require_reading(perimetre)
    shared: dict[int, list[str]] = {}
    for scenario_id, code in session.execute(select(ScenarioShare.scenario_id, ScenarioShare.departement)):
        shared.setdefault(scenario_id, []).append(code)
    return [_saved(each, tuple(sorted(shared.get(each.id, ())))) for each in reversed(_live(session))]


def shared_with(session: Session, perimetre: Perimetre, departement: str) -> list[SharedLine]:
    """What scenarios say of one département, where they were shown to it. Raises `NotAllowed`."""
    require(perimetre, Object.PLACES, Action.READ, departement=departement, level=Level.N2)
    shown = set(
        session.scalars(select(ScenarioShare.scenario_id).where(ScenarioShare.departement == departement)).all()
    )
    return [
        SharedLine(
            id=each.id,
            name=each.name,
            year=each.year,
            line=dict(each.result["departements"][departement]),
            facts_sha256=each.facts_sha256,
            saved_at=utc(each.recorded_at),
            profile=each.profile,
            demonstration=each.demonstration,
        )
        for each in reversed(_live(session))
        if each.id in shown
    ]


def _require_reading(perimetre: Perimetre) -> None:
    require(perimetre, Object.PLACES, Action.READ, departement=FRANCE, level=Level.N2)


def _live(session: Session) -> list[SavedScenario]:
    """Those that nothing has replaced, the oldest first."""
    rows = session.scalars(select(SavedScenario).order_by(SavedScenario.id)).all()
    replaced = {row.replaces_id for row in rows}
    return [row for row in rows if row.id not in replaced and not row.removed]


def _of(session: Session, perimetre: Perimetre, scenario_id: int) -> SavedScenario:
    _require_reading(perimetre)
    if perimetre.viewer is not None:
        raise NotAllowed("Une vue « Voir comme… » n’enregistre rien.")
    found = next((each for each in _live(session) if each.id == scenario_id), None)
    if found is None:
        raise ScenarioError("Ce scénario n’existe plus : quelqu’un l’a remplacé ou retiré.")
    return found


def _saved(row: SavedScenario, shared: tuple[str, ...]) -> Saved:
    return Saved(
        id=row.id,
        name=row.name,
        year=row.year,
        content=dict(row.content),
        result=dict(row.result),
        facts_sha256=row.facts_sha256,
        saved_at=utc(row.recorded_at),
        profile=row.profile,
        demonstration=row.demonstration,
        shared=shared,
    )
