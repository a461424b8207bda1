"""A journal with a few lines, and a hand that writes in the database without passing by the application."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import make_url, text

from geodata import journal
from geodata.database import engine, transaction
from geodata.journal import Channel, Event, Verdict
from geodata.perimetre import perimetre

Tamper = Callable[..., None]
HEAD = "UPDATE journal_head SET "


def write(number: int, profile: str = "prefecture:48", **values: Any) -> None:
    """`number` lines, each in a transaction of its own."""
    told: dict[str, Any] = {"obj": "branches", "channel": Channel.COMMAND_LINE} | values
    for rank in range(number):
        with transaction() as session:
            journal.record(session, perimetre(profile), Event.WRITE, **({"key": str(rank)} | told))


def fail_after_a_line(key: str) -> None:
    """A line whose transaction is rolled back by a failure."""

    def failing() -> None:
        with transaction() as session:
            journal.record(session, perimetre("miprof"), Event.WRITE, obj="branches", key=key, channel=Channel.PAGE)
            raise RuntimeError(key)

    with pytest.raises(RuntimeError, match=key):
        failing()


def verdict(anchor: journal.Head | None = None) -> Verdict:
    with transaction() as session:
        return journal.verify(session, anchor)


def anchor() -> journal.Head:
    with transaction() as session:
        return journal.head(session)


@contextmanager
def hand(url: str) -> Iterator[Tamper]:
    """Statements as someone who owns the database runs them: without its triggers."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine(url).dispose()
        with closing(sqlite3.connect(str(address.database))) as file, file:
            for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {trigger}")
            yield lambda statement, **values: file.execute(statement, values)
        return
    with engine(url).begin() as connection:
        for table in ("journal", "journal_head"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        yield lambda statement, **values: connection.execute(text(statement), values)


@pytest.fixture
def ten_lines(database: str) -> str:
    write(10)
    return database
