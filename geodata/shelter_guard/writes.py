"""The one passage by which anything enters a database: every statement that writes goes through the guard.

Set on the engine itself, under the repositories, the ORM, bulk loads, restored backups and statements written by hand:
a repository cannot forget it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Engine, event

from geodata.shelter_guard.inspection import LocatesAShelter, inspect_record, is_one_mailbox

PUBLIC_ADDRESSES = frozenset(
    {"branches", "invitations", "listing_answers", "listing_facts", "listing_proposals", "structures"}
)
"""Tables of organisations that receive the public at the address that they give."""
WITHOUT_TEXT = frozenset({"journal", "journal_head"})
"""Tables that repeat no text at all, by a rule of their own (`geodata.journal.protection`): codes, counters, hashes."""
IDENTITIES = frozenset({"accounts", "invitations", "sessions", "structures"})
"""Tables of those who log in, or are written to, by a mailbox, which may bear the name of a house: passed over when
alone in its cell."""
_SEEN = "_vigie_inspected"
_READS = ("SELECT", "PRAGMA", "SHOW", "EXPLAIN", "WITH")


def guard_writes(engine: Engine) -> None:
    """Refuse, before it reaches the database, any row that says where people are sheltered.

    The statement raises `LocatesAShelter`; the caller's transaction is rolled back like for any other failure.
    """
    event.listen(engine, "before_cursor_execute", _inspect)


def _inspect(_connection: Any, _cursor: Any, statement: str, parameters: Any, context: Any, _many: bool) -> None:
    table = _table_of(context)
    if table in WITHOUT_TEXT:
        return
    for cells in _rows(statement, parameters, context):
        looked_at = [cell for cell in cells if not is_one_mailbox(cell)] if table in IDENTITIES else cells
        found = inspect_record(looked_at, public_address=table in PUBLIC_ADDRESSES)
        if found and found.refused:
            raise LocatesAShelter(found.sentence)


def _rows(statement: str, parameters: Any, context: Any) -> Iterator[list[str]]:
    if context is not None and context.compiled is not None and (context.isinsert or context.isupdate):
        if not getattr(context, _SEEN, False):
            # A long insert runs in several pieces, and the context knows all its rows from the first.
            setattr(context, _SEEN, True)
            for row in context.compiled_parameters:
                yield list(texts_in(row))
    elif not statement.lstrip().upper().startswith(_READS):
        several = parameters if isinstance(parameters, list) else [parameters]
        for row in several:
            yield [statement, *texts_in(row)]


def texts_in(value: Any) -> Iterator[str]:
    """Every text inside a value: texts, keys and values of mappings, members of lists.

    >>> list(texts_in({"content": {"nom": "Entraide", "places": 3}, "notes": ["à revoir"]}))
    ['Entraide', 'à revoir']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", errors="ignore")
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if isinstance(key, str) and " " in key:
                yield key
            yield from texts_in(member)
    elif isinstance(value, Iterable):
        for member in value:
            yield from texts_in(member)


def _table_of(context: Any) -> str:
    if context is None or context.compiled is None:
        return ""
    table = getattr(context.compiled.statement, "table", None)
    return getattr(table, "name", "")
