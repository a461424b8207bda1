"""What moves the version of what is read: a writing, and nothing else."""

from geodata.database import transaction
from geodata.journal import Channel, consulted, last_write, record
from geodata.journal.record import Event
from geodata.perimetre import Level, perimetre


def test_nothing_has_been_written_at_first(sqlite_database: str) -> None:
    with transaction() as session:
        assert last_write(session) == 0


def test_each_writing_moves_it_and_a_reading_does_not(sqlite_database: str) -> None:
    who = perimetre("prefecture:48")
    with transaction() as session:
        record(session, who, Event.WRITE, obj="syntheses", channel=Channel.PAGE)
        first = last_write(session)

    with transaction() as session:
        consulted(session, who, obj="drafts", level=Level.N2)
        after_a_reading = last_write(session)
        record(session, who, Event.WRITE, obj="syntheses", channel=Channel.PAGE)
        second = last_write(session)

    assert first == after_a_reading
    assert second > first


def test_a_writing_that_is_undone_leaves_it_where_it_was(sqlite_database: str) -> None:
    who = perimetre("prefecture:48")
    with transaction() as session:
        record(session, who, Event.WRITE, obj="syntheses", channel=Channel.PAGE)
        session.rollback()

    with transaction() as session:
        assert last_write(session) == 0
