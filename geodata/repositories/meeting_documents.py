"""Documents of a meeting: received, checked, kept by fingerprint, and handed out to whoever may read them."""

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Level
from geodata import journal
from geodata.documents import RefusedDocument, accept, keep, kept, safe_name
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.meetings import events as e
from geodata.meetings.vocabulary import DocumentKind, Variant
from geodata.models import CdpdMeeting, MeetingDocument
from geodata.perimetre import Perimetre
from geodata.repositories import meetings
from geodata.repositories.meeting_rows import OBJECT, append, found, require_writer, tell, written_by
from geodata.shelter_guard import inspect_record
from geodata.shelter_guard.inspection import LocatesAShelter

__all__ = ["RefusedDocument", "content", "deposit", "documents", "freeze"]

SESSION_FILE = "session_file"
COLUMNS = ("id", "sha256", "kind", "label", "name", "size", "shared", "at")


def deposit(
    session: Session,
    perimetre: Perimetre,
    meeting_id: int,
    *,
    name: str,
    content: bytes,
    kind: DocumentKind,
    attested: bool,
    expected: int,
    now: datetime,
    shared: bool = False,
    channel: Channel = Channel.PAGE,
) -> str:
    """Attach a PDF, DOCX or ODT to a meeting read at version `expected`, and give the sha256 of what is kept of it.

    `attested`: whoever sends it says that no place of shelter can be recognised in it. `shared`: members read it too.
    Raises `NotAllowed`, `RefusedDocument`, `LocatesAShelter`, `Refused`, `Conflict`.
    """
    row = found(session, meeting_id)
    require_writer(perimetre, row.departement)
    if not attested:
        raise RefusedDocument("Confirmer d’abord qu’aucun lieu de mise à l’abri ne peut être reconnu dans ce fichier.")
    taken = accept(content)
    if (told := inspect_record([name])) and told.refused:
        raise LocatesAShelter(told.sentence)
    sha256 = keep(taken.content, taken.suffix)
    event = e.DocumentAttached(sha256, kind, shared)
    append(session, perimetre, row, [event], expected=expected, now=now)
    _add(session, perimetre, row, sha256, kind.value, taken.suffix, name, len(taken.content), now, shared=shared)
    tell(session, perimetre, row, event.kind, channel, {"sha256": sha256, "size": len(taken.content)})
    return sha256


def freeze(
    session: Session,
    perimetre: Perimetre,
    meeting_id: int,
    *,
    name: str,
    content: bytes,
    variant: Variant,
    expected: int,
    now: datetime,
    channel: Channel = Channel.PAGE,
) -> str:
    """Keep the session file of a convened meeting as it was handed out, byte for byte, and give its sha256.

    The house drew it: nothing is stripped, its text is still looked through. Raises as `deposit` does.
    """
    row = found(session, meeting_id)
    require_writer(perimetre, row.departement)
    suffix = accept(content).suffix
    sha256 = keep(content, suffix)
    event = e.FileFrozen(sha256, variant, today_at(now))
    append(session, perimetre, row, [event], expected=expected, now=now)
    shared = variant == Variant.MEMBERS
    _add(session, perimetre, row, sha256, SESSION_FILE, suffix, name, len(content), now, shared=shared)
    tell(session, perimetre, row, event.kind, channel, {"sha256": sha256, "size": len(content)})
    return sha256


def documents(session: Session, perimetre: Perimetre, meeting_id: int) -> pd.DataFrame:
    """The documents of a meeting that this reader may open, the oldest first: columns `COLUMNS`.

    `kind` is one of `DocumentKind`, or `session_file`. Raises `NotAllowed`, `UnknownMeeting`.
    """
    lines = [
        [each.id, each.sha256, each.kind, _label(each.kind), each.name, each.size, each.shared, each.recorded_at]
        for each in _readable(session, perimetre, meeting_id)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS)).set_index("id")


def content(
    session: Session, perimetre: Perimetre, meeting_id: int, sha256: str, *, channel: Channel = Channel.PAGE
) -> bytes:
    """The bytes of a document, which leave the house: the journal is told.

    Raises `NotAllowed`, `UnknownMeeting`, and `RefusedDocument` when there is no such document for this reader.
    """
    row = found(session, meeting_id)
    document = next((each for each in _readable(session, perimetre, meeting_id) if each.sha256 == sha256), None)
    if document is None:
        raise RefusedDocument("Ce document n’existe pas, ou n’est pas partagé avec les membres.")
    data = kept(document.sha256, document.suffix)
    told = {"sha256": sha256, "size": document.size, "departement": row.departement}
    level = Level.N1 if document.shared else Level.N2
    journal.exported(session, perimetre, obj=OBJECT, key=str(row.id), channel=channel, after=told, level=level)
    return data


def _readable(session: Session, perimetre: Perimetre, meeting_id: int) -> list[MeetingDocument]:
    seen = meetings.meeting(session, perimetre, meeting_id)
    opened = {each.sha256 for each in seen.documents} | {each.sha256 for each in seen.files}
    rows = select(MeetingDocument).where(MeetingDocument.meeting_id == meeting_id).order_by(MeetingDocument.id)
    return [each for each in session.scalars(rows) if each.sha256 in opened]


def _add(
    session: Session,
    perimetre: Perimetre,
    row: CdpdMeeting,
    sha256: str,
    kind: str,
    suffix: str,
    name: str,
    size: int,
    now: datetime,
    *,
    shared: bool,
) -> None:
    session.add(
        MeetingDocument(
            meeting_id=row.id,
            sha256=sha256,
            kind=kind,
            suffix=suffix,
            name=safe_name(name, suffix),
            size=size,
            shared=shared,
            attested=kind != SESSION_FILE,
            **written_by(perimetre, now),
        )
    )
    session.flush()


def _label(kind: str) -> str:
    return "Dossier de séance" if kind == SESSION_FILE else DocumentKind(kind).label
