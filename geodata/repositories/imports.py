"""How each received file is remembered: what it was, what became of its rows, and which were sent back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unicodedata import category

import pandas as pd
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from config.roles import Object, roles
from geodata import journal
from geodata.journal import Channel, Event
from geodata.models import Import, Reject
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories import senders

WHAT = "imports"
_BY = " · "
_UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Controls, marks that turn the direction of a name round, halves of characters, and what is not one."""


def start(session: Session, perimetre: Perimetre, received_by: str = "", what: str = WHAT, **file: Any) -> int:
    """Open an import, and give its number; `file`: the columns of `Import` that describe the file received.
    `what`: the object as which it is brought, see `senders.brought_as`.

    Two imports wait for each other: both would find the same facts new. Raises `NotAllowed` without the right.
    """
    perimetre.require_write(what)
    if session.connection().dialect.name == "postgresql":
        # SQLite has one writer at a time; PostgreSQL is asked for the same, without keeping readers waiting.
        session.execute(text("LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE"))
    by = _BY.join(part for part in (perimetre.profile, received_by) if part)
    told = {name: legible(value) if isinstance(value, str) else value for name, value in file.items()}
    opened = Import(received_at=datetime.now(UTC), received_by=legible(by), **told)
    session.add(opened)
    session.flush()
    return opened.id


def legible(text: str) -> str:
    """`text` without the characters that no one can read, and that a database or a terminal may refuse to take.

    >>> legible("état\\x00 4001\\udcff.csv")
    'état� 4001�.csv'
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if category(each) in _UNREADABLE else each for each in text)


TOLD = ("job", "sha256", "size", "kept", "demonstration")
"""What the journal repeats of a file, beside its counters: never its name, which is a free text."""


def finish(
    session: Session,
    perimetre: Perimetre,
    import_id: int,
    rejects: pd.DataFrame,
    *,
    what: str = WHAT,
    channel: Channel = Channel.COMMAND_LINE,
    **counters: Any,
) -> None:
    """Close an import with its counters, keep the rows sent back, and tell the journal; the last step before a commit.

    `what`: as for `start`; of secret objects the journal tells that an import was made, and nothing of the file.
    `rejects`: indexed by line, columns `content` (dict or None) and `reason`. `counters`: columns of `Import`.
    """
    session.execute(update(Import).where(Import.id == import_id).values(**counters))
    if len(rejects):
        records = [
            {"import_id": import_id, "line": int(line), "content": content, "reason": reason}
            for line, content, reason in zip(rejects.index, rejects["content"], rejects["reason"], strict=True)
        ]
        session.execute(insert(Reject), records)
    columns = [Import.__table__.c[name] for name in (*TOLD, *(name for name in counters if name.startswith("rows_")))]
    after = dict(session.execute(select(*columns).where(Import.id == import_id)).mappings().one())
    level = roles().objects[Object(what)].level
    journal.record(
        session, perimetre, Event.WRITE, obj=what, key=str(import_id), channel=channel, after=after, level=level
    )


def imports(session: Session, perimetre: Perimetre) -> pd.DataFrame:
    """The imports that this visitor may know of, the latest first, indexed by number: the columns of `Import`.

    Where a figure comes from is public; who brought the file is told to those who may bring one. That a file of secret
    objects arrived is told to those who send such files or read them. Whoever brings nothing gets ranks in place of
    numbers: a missing number would tell that something is hidden.
    """
    columns = [column for column in Import.__table__.columns if column.name != "id"]
    query = select(Import.id, *columns).where(Import.job.not_in(senders.hidden(perimetre))).order_by(Import.id.desc())
    found = session.execute(query).all()
    listed = pd.DataFrame(found, columns=["id", *(column.name for column in columns)]).set_index("id")
    if WHAT not in perimetre.writes:
        listed["received_by"] = ""
    if not senders.sends_files(perimetre):
        listed.index = pd.RangeIndex(len(listed), 0, -1, name="id")
    return listed


def latest(session: Session, perimetre: Perimetre) -> pd.DataFrame:
    """The last import of each job, indexed by job: the columns of `imports`, and `id`."""
    listed = imports(session, perimetre).reset_index()
    return listed.drop_duplicates("job").set_index("job")


@dataclass(frozen=True)
class Earlier:
    """An import of the very same file."""

    id: int
    received_at: datetime


def earlier(session: Session, job: str, sha256: str) -> Earlier | None:
    """The last import of the very same file by the same job, if there was one; none without a fingerprint."""
    if not sha256:
        return None
    found = session.execute(
        select(Import.id, Import.received_at)
        .where(Import.job == job, Import.sha256 == sha256)
        .order_by(Import.id.desc())
        .limit(1)
    ).first()
    return None if found is None else Earlier(found.id, found.received_at)


def rejects(session: Session, perimetre: Perimetre, import_id: int) -> pd.DataFrame:
    """The rows that an import sent back, indexed by line: `content` (dict or None) and `reason`.

    They are someone's file: read by those who may import for the whole of France, and by the profile that sent it.
    Raises `KeyError` for a number that is unknown to this visitor, `NotAllowed` for anyone else.
    """
    found = session.execute(select(Import.job, Import.received_by).where(Import.id == import_id)).first()
    what = senders.brought_as(perimetre, "" if found is None else found.job)
    if found is None or found.job in senders.hidden(perimetre):
        raise KeyError(import_id)
    if not perimetre.writes_everywhere(what) and found.received_by.split(_BY)[0] != perimetre.profile:
        raise NotAllowed(f"Le profil « {perimetre.label} » ne permet pas de lire les rejets d’un autre service.")
    query = select(Reject.line, Reject.content, Reject.reason).where(Reject.import_id == import_id)
    sent_back = session.execute(query.order_by(Reject.line, Reject.id)).all()
    return pd.DataFrame(sent_back, columns=["line", "content", "reason"]).set_index("line")
