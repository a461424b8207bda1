"""SQL in an argument is a word that nobody knows: nothing is read, changed or told because of it."""

import pytest
from sqlalchemy import inspect

from dashboard import data
from geodata import journal
from geodata.database import engine, transaction
from geodata.journal import Channel, Event
from geodata.journal.reading import publish_journal
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import publish_case_counts, publish_listing, publish_places
from tests.attacks.conftest import Receive, program
from tests.dashboard.test_pages import opened
from tests.geodata.conftest import Archive

ATTACKS = ("' OR '1'='1", "48'; DROP TABLE branches; --", "48' UNION SELECT sha256 FROM imports --", "%", "48\x00")


@pytest.fixture
def archive(receive: Receive, sqlite_database: str) -> str:
    receive({"nom": "Entraide", "antenne": "Mende"}, {"nom": "Soutien", "departement": "75", "code_postal": "75001"})
    return sqlite_database


def tables(url: str) -> set[str]:
    return set(inspect(engine(url)).get_table_names())


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if "\x00" not in attack])
@pytest.mark.parametrize(
    "command",
    [
        ("geodata", "export", "{}"),
        ("geodata", "export", "listing", "--as", "{}"),
        ("geodata", "export", "listing", "--as", "prefecture:{}"),
        ("geodata", "export", "listing", "--form", "{}"),
        ("geodata", "export", "listing", "--year", "{}"),
        ("etl", "rejects", "{}"),
        ("etl", "status", "--as", "{}"),
        ("geodata", "journal", "list", "--event", "{}"),
        ("geodata", "journal", "verify", "--anchor", "{}"),
    ],
)
def test_the_command_line_knows_no_such_word(archive: str, command: tuple[str, ...], attack: str) -> None:
    before = tables(archive)

    answer = program(*(part.format(attack) for part in command))

    assert answer.returncode == 2, answer.stderr.decode()
    assert answer.stdout == b""
    assert b"Traceback" not in answer.stderr
    assert tables(archive) == before
    assert len(data.listing(perimetre("public")).rows) == 2


@pytest.fixture
def facts(database: str) -> str:
    """The same attacks on either database."""
    with transaction() as session:
        archive = Archive(session)
        archive.branch("Entraide", "48")
        archive.branch("Soutien", "75")
        archive.count("48", 40)
    return database


# PostgreSQL itself refuses the character NUL in a text: no page lets one come so far (see the addresses below).
@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if "\x00" not in attack])
def test_a_filter_matches_nothing_more_than_itself(facts: str, attack: str) -> None:
    reader, before = perimetre("miprof"), tables(facts)

    with transaction() as session:
        everything = publish_listing(session, reader).rows
        by_form = publish_listing(session, reader, form=attack).rows
        by_public = publish_listing(session, reader, public=attack).rows
        by_departement = publish_listing(session, reader, departement=attack).rows
        counts = publish_case_counts(session, reader, departement=attack).rows

    assert len(everything) == 2
    assert [len(rows) for rows in (by_form, by_public, by_departement, counts)] == [0, 0, 0, 0]
    assert tables(facts) == before


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_key_of_the_journal_is_never_a_statement(facts: str, attack: str) -> None:
    who = perimetre("miprof")

    with transaction() as session:
        journal.record(session, who, Event.WRITE, obj=attack, key=attack, departement=attack, channel=Channel.PAGE)
        journal.consulted(session, who, obj=attack, key=attack, level=2)
        journal.consulted(session, who, obj=attack, key=attack, level=2)
        told = publish_journal(session, who).rows

    assert len(told) == 2
    assert not told.isin([attack]).any(axis=None)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_departement_that_does_not_exist_opens_no_place(archive: str, attack: str) -> None:
    with transaction() as session, pytest.raises((KeyError, NotAllowed)):
        publish_places(session, perimetre("prefecture:48"), departement=attack, year=2016)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("parameter", ["departement", "annee", "indicateur", "forme", "public"])
def test_an_address_shows_the_usual_view_and_says_so(archive: str, parameter: str, attack: str) -> None:
    page = "departement" if parameter == "departement" else "couverture"

    app = opened(page, **{parameter: attack})

    assert not app.exception
    assert not app.error
    assert app.query_params.get(parameter) != [attack]
    assert "branches" in tables(archive)


def test_an_event_that_does_not_exist_is_not_a_condition(archive: str) -> None:
    with transaction() as session, pytest.raises(ValueError, match="OR"):
        publish_journal(session, perimetre("miprof"), event="' OR '1'='1")
