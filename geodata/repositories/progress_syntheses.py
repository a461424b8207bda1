"""The weather of a mesure in a département, with the text that explains it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Level, Object
from config.thresholds import threshold
from geodata.instants import utc
from geodata.models import Synthesis as Row
from geodata.models import SynthesisValidation
from geodata.perimetre import Perimetre
from geodata.progress.states import ValueStatus, Weather
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append,
    append_versions,
    by,
    known_mesure,
    known_plan,
    require_another,
    require_place,
    require_validating,
    require_writing,
    tell,
)
from geodata.repositories.progress_scope import places_of, within

OBJECT = "syntheses"
KEY = ["plan", "mesure", "departement"]


@dataclass(frozen=True)
class NewSynthesis:
    """`expected`: the version that the author had before him, 0 for none, None unchecked."""

    plan: str
    mesure: int
    departement: str
    weather: Weather
    text: str
    stated_on: date
    expected: int | None = None


@dataclass(frozen=True)
class Synthesis:
    """A version as it is kept; `status` is that of its last validation."""

    row_id: int
    mesure: int
    departement: str
    version: int
    weather: Weather
    text: str
    stated_on: date
    status: ValueStatus
    answer: str
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewSynthesis], *, entry: Entry) -> list[int]:
    """Keep syntheses, and give their ids: a weather never stands without its text.

    Raises `NotAllowed`, `ProgressError`, `Conflict` with both texts.
    """
    require_writing(perimetre, ((row.mesure, row.departement) for row in rows))
    kept = [_checked(row, entry) | by(perimetre, entry) for row in rows]
    ids = append_versions(session, Row, KEY, kept, [row.expected for row in rows], _text)
    if ids:
        mesure = {"mesure": rows[0].mesure} if len(rows) == 1 else {}
        tell(session, perimetre, OBJECT, ids, entry, departements={row.departement for row in rows}, **mesure)
    return ids


def validate(
    session: Session,
    perimetre: Perimetre,
    synthesis_ids: Sequence[int],
    *,
    accepted: bool,
    entry: Entry,
    answer: str = "",
) -> None:
    """Accept or refuse syntheses written by somebody else; a refusal says why. Raises `NotAllowed`, `ProgressError`."""
    rows = list(session.scalars(select(Row).where(Row.id.in_(synthesis_ids))))
    if len(rows) != len(set(synthesis_ids)):
        raise ProgressError("L’une de ces synthèses n’existe pas.")
    require_validating(perimetre, ((row.mesure, row.departement) for row in rows))
    for row in rows:
        require_another(row, perimetre, entry)
    written = a_text(answer, "la raison du refus", required=not accepted)
    told = {"accepted": accepted, "answer": written} | by(perimetre, entry)
    append(session, SynthesisValidation, [{"synthesis_id": row.id} | told for row in rows])
    state = "validated" if accepted else "refused"
    tell(session, perimetre, OBJECT, synthesis_ids, entry, departements={row.departement for row in rows}, state=state)


def history(session: Session, perimetre: Perimetre, plan: str, mesure: int, departement: str) -> list[Synthesis]:
    """Every version that the visitor may read, the newest first."""
    return list(_read(session, perimetre, plan, mesure, departement))


def latest(
    session: Session,
    perimetre: Perimetre,
    plan: str,
    today: date,
    *,
    mesure: int | None = None,
    departement: str | None = None,
) -> dict[tuple[int, str], Synthesis]:
    """The last version that the visitor may read on a day, by mesure and département."""
    found: dict[tuple[int, str], Synthesis] = {}
    for each in _read(session, perimetre, plan, mesure, departement, today):
        found.setdefault((each.mesure, each.departement), each)
    return found


def _read(
    session: Session,
    perimetre: Perimetre,
    plan: str,
    mesure: int | None,
    departement: str | None,
    today: date | None = None,
) -> Iterator[Synthesis]:
    """The newest first; until `today` when it is given."""
    numbers = (mesure,) if mesure is not None else tuple(each.number for each in known_plan(plan).mesures)
    drafts = places_of(perimetre, Object.DRAFTS, numbers)
    # Who reads provisional things nowhere (the rapporteur) reads what has been validated.
    settled = places_of(perimetre, Object.DRAFTS, numbers, Level.N1)
    query = select(*Row.__table__.columns).where(Row.plan == plan, within(settled, Row.mesure, Row.departement))
    if mesure is not None:
        query = query.where(Row.mesure == mesure)
    if departement is not None:
        query = query.where(Row.departement == departement)
    if today is not None:
        query = query.where(Row.stated_on <= today)
    rows = session.execute(query.order_by(Row.id.desc())).all()
    told = SynthesisValidation
    words = (
        select(told.synthesis_id, told.accepted, told.answer)
        .join(Row, Row.id == told.synthesis_id)
        .where(Row.plan == plan)
    )
    if departement is not None:
        words = words.where(Row.departement == departement)
    last = {word.synthesis_id: word for word in session.execute(words.order_by(told.id))}
    for row in rows:
        each = _kept(row, last.get(row.id))
        if each.departement in drafts[each.mesure] or each.status == ValueStatus.VALIDATED:
            yield each


def _kept(row: Any, word: Any) -> Synthesis:
    status = ValueStatus.PROVISIONAL
    if word is not None:
        status = ValueStatus.VALIDATED if word.accepted else ValueStatus.REFUSED
    return Synthesis(
        row_id=row.id,
        mesure=row.mesure,
        departement=row.departement,
        version=row.version,
        weather=Weather(row.weather),
        text=row.text,
        stated_on=row.stated_on,
        status=status,
        answer="" if word is None else word.answer,
        recorded_at=utc(row.recorded_at),
        account_id=row.account_id,
        profile=row.profile,
        demonstration=row.demonstration,
    )


def _checked(row: NewSynthesis, entry: Entry) -> dict[str, Any]:
    require_place(known_mesure(row.plan, row.mesure), row.departement)
    if row.stated_on > entry.day:
        raise ProgressError("La date d’une synthèse ne peut pas être dans le futur.")
    return {
        "plan": row.plan,
        "mesure": row.mesure,
        "departement": row.departement,
        "weather": row.weather.value,
        "text": a_text(row.text, "le texte qui explique la météo", int(threshold("progress.synthesis_characters"))),
        "stated_on": row.stated_on,
    }


def _text(row: Any) -> str:
    return f"{Weather(row.weather).label} : {row.text}"
