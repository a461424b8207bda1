"""How a statement about the plan is written down: by whom, when, upon which version, and told to the journal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, text, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from config.plan import Mesure, Plan, plans
from config.roles import Action, Level, Object
from geodata import journal, territories
from geodata.conflict import Conflict
from geodata.instants import today_at
from geodata.journal import Channel, Event
from geodata.models import Base
from geodata.perimetre import NotAllowed, Perimetre
from geodata.rights import FRANCE, require, require_two_persons

TWICE = (
    "Quelqu’un a enregistré cette fiche pendant que vous la rédigiez : rien n’est perdu, ni de son texte ni du vôtre. "
    "Comparez-les, puis enregistrez de nouveau."
)
ALREADY = "Une valeur est déjà enregistrée pour ce jour : la corriger, plutôt que d’en ajouter une autre à côté."
_PROTECTED = Level.N2


class ProgressError(ValueError):
    """What is asked of the plan's progress makes no sense; the message is a French sentence."""


@dataclass(frozen=True)
class Entry:
    """The circumstances of a writing. `demonstration`: it is invented. `file_sha256`: the file where it was read."""

    at: datetime
    channel: Channel = Channel.PAGE
    demonstration: bool = False
    file_sha256: str = ""

    @property
    def day(self) -> date:
        """The day in Paris, that pages show."""
        return today_at(self.at)


def by(perimetre: Perimetre, entry: Entry) -> dict[str, Any]:
    """Who writes, and when: the columns that every statement has."""
    return {
        "recorded_at": entry.at.astimezone(UTC),
        "account_id": perimetre.account,
        "profile": perimetre.profile,
        "demonstration": entry.demonstration,
    }


def known_plan(code: str) -> Plan:
    """The plan of that code. Raises `ProgressError`."""
    for plan in plans():
        if plan.code == code:
            return plan
    raise ProgressError(f"Le plan « {code} » n’existe pas. Plans connus : {', '.join(each.code for each in plans())}.")


def known_mesure(plan: str, number: int) -> Mesure:
    """The mesure of that number. Raises `ProgressError`."""
    found = next((each for each in known_plan(plan).mesures if each.number == number), None)
    if found is None:
        raise ProgressError(f"Le plan {plan} n’a pas de mesure {number}.")
    return found


def require_place(mesure: Mesure, departement: str) -> None:
    """Raise `ProgressError` unless the mesure is followed there: in a département, or `FR` for a national one."""
    if departement != FRANCE and not territories.is_departement(departement):
        raise ProgressError(f"« {departement} » n’est ni un département, ni {FRANCE}.")
    if mesure.level == "national" and departement != FRANCE:
        raise ProgressError(f"La mesure {mesure.number} est nationale : elle ne se suit pas par département.")


def require_writing(perimetre: Perimetre, places: Iterable[tuple[int, str]], obj: Object = Object.DRAFTS) -> None:
    """Raise `NotAllowed` unless the visitor writes `obj` of each mesure in each département named."""
    for mesure, departement in sorted(set(places)):
        require(perimetre, obj, Action.WRITE, departement=departement, mesure=mesure)


def require_validating(perimetre: Perimetre, places: Iterable[tuple[int, str]]) -> None:
    """Raise `NotAllowed` unless the visitor answers for the figures of each mesure in each département named."""
    for mesure, departement in sorted(set(places)):
        require(perimetre, Object.DRAFTS, Action.VALIDATE, departement=departement, mesure=mesure)


def require_another(written: Any, perimetre: Perimetre, entry: Entry) -> None:
    """Raise `NotAllowed` when the visitor wrote what he would answer for.

    Invented statements have no accounts behind them: their profiles tell the two persons apart.
    """
    if not (written.demonstration and entry.demonstration):
        require_two_persons(Object.DRAFTS, Action.VALIDATE, written.account_id, perimetre.account)
    elif written.profile == perimetre.profile:
        raise NotAllowed("Deux personnes différentes sont nécessaires pour valider, même dans la démonstration.")


def a_text(text: str, what: str, longest: int = 1000, *, required: bool = True) -> str:
    """A text without the blanks around it. Raises `ProgressError` for an empty or a longer one; `what`: « la note »."""
    written = text.strip()
    if required and not written:
        raise ProgressError(f"Donner {what}.")
    if len(written) > longest:
        raise ProgressError(f"Raccourcir {what} : {len(written)} caractères, pour {longest} au plus.")
    return written


def append(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows that nothing can contradict, and give their ids in the same order."""
    if not rows:
        return []
    table = cast(Table, model.__table__)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(session.execute(statement, [dict(row) for row in rows]).scalars())


def append_versions(
    session: Session,
    model: type[Base],
    key: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    expected: Sequence[int | None],
    text_of: Callable[[Any], str],
) -> list[int]:
    """Insert the next version of each record, and give the ids in the same order.

    `key`: the columns that say which record it is. `expected`: the version that its author had before him (None: not
    checked). Raises `Conflict`, with both texts, when the record has moved since, or moves at this very moment.
    """
    table, kept = cast(Table, model.__table__), _versions(session, model, key, rows)
    numbered = []
    for row, version in zip(rows, expected, strict=True):
        place = tuple(row[name] for name in key)
        if version is not None and version != kept.get(place, 0):
            raise _conflict(session, model, key, row, text_of)
        kept[place] = kept.get(place, 0) + 1
        numbered.append({**row, "version": kept[place]})
    names = [*key, "version"]
    statement = insert_or_nothing(session, model, names).returning(table.c.id, *(table.c[name] for name in names))
    ids: dict[tuple[Any, ...], int] = {}
    for inserted in session.execute(statement, numbered) if numbered else ():
        ids[tuple(inserted[1:])] = inserted[0]
    for row in numbered:
        if tuple(row[name] for name in names) not in ids:
            raise _conflict(session, model, key, row, text_of)
    return [ids[tuple(row[name] for name in names)] for row in numbered]


def append_first(
    session: Session,
    model: type[Base],
    key: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    text_of: Callable[[Any], str],
) -> list[int]:
    """Insert rows that replace nothing, one by key, and give the ids in the same order.

    Raises `Conflict`, with both texts and the id of the row to replace, when there is already one for a key.
    """
    if not rows:
        return []
    table = cast(Table, model.__table__)
    alone = insert_or_nothing(session, model, key, where="replaces_id IS NULL")
    ids: dict[tuple[Any, ...], int] = {}
    for inserted in session.execute(alone.returning(table.c.id, *(table.c[name] for name in key)), list(rows)):
        ids[tuple(inserted[1:])] = inserted[0]
    if len(ids) < len(rows):
        missing = next((row for row in rows if tuple(row[name] for name in key) not in ids), rows[-1])
        raise _conflict(session, model, key, missing, text_of, ALREADY)
    return [ids[tuple(row[name] for name in key)] for row in rows]


def append_correction(
    session: Session, model: type[Base], row: Mapping[str, Any], text_of: Callable[[Any], str]
) -> int:
    """Insert a row that replaces another one. Raises `Conflict` when that one has already been replaced."""
    table = cast(Table, model.__table__)
    made = session.execute(
        insert_or_nothing(session, model, ["replaces_id"]).returning(table.c.id), [dict(row)]
    ).scalar()
    if made is None:
        raise _conflict(session, model, ["replaces_id"], row, text_of)
    return made


def tell(session: Session, perimetre: Perimetre, obj: str, ids: Sequence[int], entry: Entry, **after: Any) -> None:
    """One line of the journal for what has been written; `after`: what it may repeat (codes and counters)."""
    places = sorted({str(code) for code in after.pop("departements", ())})
    journal.record(
        session,
        perimetre,
        Event.WRITE,
        obj=obj,
        key=str(ids[0]) if len(ids) == 1 else "",
        channel=entry.channel,
        level=_PROTECTED,
        departement=places[0] if len(places) == 1 else "",
        after={"rows": len(ids), "departements": places, "demonstration": entry.demonstration, **after},
    )


def insert_or_nothing(session: Session, model: type[Base], unique: Sequence[str], where: str = "") -> Any:
    """An insertion that waits for a rival and then does nothing: an error would spoil the transaction of the loser."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(model.__table__).on_conflict_do_nothing(
        index_elements=list(unique), index_where=text(where) if where else None
    )


def _versions(
    session: Session, model: type[Base], key: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], int]:
    table = cast(Table, model.__table__)
    columns = [table.c[name] for name in key]
    query = select(*columns, table.c.version).order_by(table.c.version)
    for column in columns:
        query = query.where(column.in_({row[column.name] for row in rows}))
    return {tuple(found[:-1]): found[-1] for found in session.execute(query)}


def _conflict(
    session: Session,
    model: type[Base],
    key: Sequence[str],
    row: Mapping[str, Any],
    text_of: Callable[[Any], str],
    sentence: str = TWICE,
) -> Conflict:
    table = cast(Table, model.__table__)
    same = tuple_(*(table.c[name] for name in key)) == tuple(row[name] for name in key)
    theirs = session.execute(select(table).where(same).order_by(table.c.id.desc()).limit(1)).first()
    return Conflict(
        sentence,
        theirs="" if theirs is None else text_of(theirs),
        mine=text_of(_Row(row)),
        version=0 if theirs is None else getattr(theirs, "version", theirs.id),
    )


class _Row:
    """A row about to be written, read by names like one that is kept."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
