"""Any sequence of lines is whole; any one change of it is found."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import journal
from geodata.database import engine, transaction
from geodata.journal import Channel, Event
from geodata.journal.chain import COVERED
from geodata.perimetre import perimetre
from tests.geodata.journal.conftest import hand

PROFILES = ("public", "prefecture:48", "prefecture:2A", "miprof")
VALUES = st.none() | st.dictionaries(
    st.sampled_from(["places_needed", "state", "comment", "lat", "rows_read"]),
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    max_size=3,
)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "profile": st.sampled_from(PROFILES),
            "event": st.sampled_from(list(Event)),
            "obj": st.sampled_from(["branches", "places", "imports"]),
            "key": st.text(max_size=12),
            "channel": st.sampled_from(list(Channel)),
            "before": VALUES,
            "after": VALUES,
            "level": st.none() | st.integers(0, 3),
        }
    ),
    min_size=2,
    max_size=8,
)
CHANGES = ("edit", "remove", "cut", "exchange", "add", "head")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, change=st.sampled_from(CHANGES), where=st.integers(0, 1_000), column=st.sampled_from(COVERED[1:]))
def test_any_journal_is_whole_and_any_change_of_it_is_found(
    migrated_sqlite: Path, lines: list[dict[str, Any]], change: str, where: int, column: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journal.sqlite3"
        file.write_bytes(migrated_sqlite.read_bytes())
        url = f"sqlite:///{file}"
        with transaction(url) as session:
            for line in lines:
                who = perimetre(line["profile"])
                journal.record(session, who, line["event"], **{k: v for k, v in line.items() if k not in _APART})

        with transaction(url) as session:
            whole = journal.verify(session)
        first = _change(url, change, 1 + where % len(lines), len(lines), column)
        with transaction(url) as session:
            broken = journal.verify(session)
        engine(url).dispose()

    assert whole.sound, whole.sentence
    assert not broken.sound
    assert broken.line == first


_APART = {"profile", "event"}


def _change(url: str, change: str, number: int, last: int, column: str) -> int:
    """Make one change at `number`; gives the first line that is then wrong."""
    columns = ", ".join((*COVERED[1:], "previous", "hash"))
    with hand(url) as tamper:
        if change == "edit":
            tamper(f"UPDATE journal SET {column} = 'autre chose' WHERE number = {number}")
            return number
        if change == "remove":
            tamper(f"DELETE FROM journal WHERE number = {number}")
            return number
        if change == "cut":
            tamper(f"DELETE FROM journal WHERE number >= {number}")
            return number
        if change == "exchange":
            other = number % last + 1
            for old, new in ((number, 99), (other, number), (99, other)):
                tamper(f"UPDATE journal SET number = {new} WHERE number = {old}")
            return min(number, other)
        if change == "add":
            tamper(
                f"INSERT INTO journal (number, {columns}) SELECT {last + 1}, {columns} FROM journal WHERE number = 1"
            )
            return last
        tamper("UPDATE journal_head SET hash = 'autre chose'")
        return last


def test_the_hand_of_the_tests_writes_in_the_file_itself(sqlite_database: str) -> None:
    with transaction() as session:
        journal.record(session, perimetre("miprof"), Event.WRITE, obj="branches", channel=Channel.PAGE)

    with hand(sqlite_database) as tamper:
        tamper("UPDATE journal SET obj = 'places'")

    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"))) as file:
        assert file.execute("SELECT obj FROM journal").fetchall() == [("places",)]
