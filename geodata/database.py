"""The only door to the database: one transaction, all of it or none of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from config.settings import settings
from geodata.shelter_guard.writes import guard_writes

__all__ = ["Session", "engine", "transaction"]


@cache
def engine(url: str) -> Engine:
    """The engine of a database address; SQLite files are opened in WAL mode with foreign keys enforced."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # An error never repeats the values of its statement: it ends in a log.
    created = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite", hide_parameters=True)
    guard_writes(created)
    if address.get_backend_name() == "sqlite":
        event.listen(created, "connect", _prepare_sqlite)
    return created


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 15000", "synchronous = NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def transaction(url: str | None = None) -> Iterator[Session]:
    """A session that commits at the end of the block, and rolls everything back if the block raises."""
    with Session(engine(url or settings().database_url), expire_on_commit=False) as session, session.begin():
        yield session
