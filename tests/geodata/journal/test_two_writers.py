"""Writers at the same time: one chain, in the order of the commits, on either database."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from geodata import journal
from geodata.database import engine, transaction
from geodata.journal import Channel, Event
from geodata.models import JournalLine
from geodata.perimetre import perimetre
from tests.geodata.journal.conftest import fail_after_a_line, verdict

EACH = 25


def test_two_writers_at_the_same_time_make_one_chain(database: str) -> None:
    ready = threading.Barrier(2)

    def write(profile: str) -> None:
        who = perimetre(profile)
        ready.wait()
        for rank in range(EACH):
            with transaction(database) as session:
                journal.record(session, who, Event.WRITE, obj="branches", key=str(rank), channel=Channel.PAGE)

    with ThreadPoolExecutor(2) as writers:
        list(writers.map(write, ["prefecture:48", "prefecture:2A"]))

    found = verdict()
    assert found.sound, found.sentence
    assert found.lines == 2 * EACH
    with transaction() as session:
        own = session.scalars(
            select(JournalLine.key).where(JournalLine.actor == "prefecture:48").order_by(JournalLine.number)
        )
        assert list(own) == [str(rank) for rank in range(EACH)]


def test_the_second_writer_waits_for_the_commit_of_the_first(database: str) -> None:
    who, done = perimetre("miprof"), threading.Event()

    def second() -> None:
        with transaction(database) as session:
            journal.record(session, who, Event.WRITE, obj="branches", key="second", channel=Channel.PAGE)
        done.set()

    with transaction() as session:
        journal.record(session, who, Event.WRITE, obj="branches", key="first", channel=Channel.PAGE)
        writer = threading.Thread(target=second)
        writer.start()
        waited = not done.wait(0.5)
    writer.join(timeout=20)

    assert waited
    assert done.is_set()
    with transaction() as session:
        assert list(session.scalars(select(JournalLine.key).order_by(JournalLine.number))) == ["first", "second"]
    assert verdict().sound


def test_a_writer_that_gives_up_leaves_the_chain_to_the_next(database: str) -> None:
    who = perimetre("miprof")
    first = engine(database).connect()
    first.begin()
    with transaction() as session:
        journal.record(session, who, Event.WRITE, obj="branches", key="kept", channel=Channel.PAGE)
    fail_after_a_line("lost")
    first.close()

    with transaction() as session:
        journal.record(session, who, Event.WRITE, obj="branches", key="next", channel=Channel.PAGE)

    assert verdict().sound
    assert verdict().lines == 2
