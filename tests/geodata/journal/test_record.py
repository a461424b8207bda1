"""What a line says, and what it never repeats."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from geodata import journal
from geodata.backup import backup
from geodata.database import engine, transaction
from geodata.journal import Channel, Event
from geodata.journal.protection import NOT_REPEATED, PROTECTED, told
from geodata.models import JournalLine
from geodata.perimetre import Level, NotAllowed, perimetre
from tests.geodata.journal.conftest import fail_after_a_line

TEXT = "Phrase Canari que personne ne doit relire"


def recorded(profile: str = "prefecture:48", event: Event = Event.WRITE, **told: Any) -> JournalLine:
    with transaction() as session:
        number = journal.record(
            session, perimetre(profile), event, **({"obj": "branches", "channel": Channel.PAGE} | told)
        )
    with transaction() as session:
        return session.get_one(JournalLine, number)


def test_a_line_says_who_what_when_by_which_door_and_the_change(database: str) -> None:
    line = recorded(key="12", before={"geo_status": "area"}, after={"geo_status": "precise"})

    assert (line.actor, line.role, line.event, line.obj, line.key) == (
        "prefecture:48", "prefecture:48", "write", "branches", "12",
    )  # fmt: skip
    assert (line.channel, line.departement, line.level) == ("page", "48", None)
    assert json.loads(line.before) == {"geo_status": "area"}
    assert json.loads(line.after) == {"geo_status": "precise"}
    assert line.at.endswith("+00:00")


def test_a_line_of_the_whole_country_has_no_departement(database: str) -> None:
    assert recorded("miprof").departement == ""
    assert recorded("miprof", departement="2A").departement == "2A"


def test_lines_are_numbered_without_a_gap_even_after_a_failure(database: str) -> None:
    recorded()
    fail_after_a_line("lost")

    assert recorded().number == 2


def test_what_is_rolled_back_leaves_no_line_but_its_refusal_does(database: str) -> None:
    who = perimetre("public")

    def refused_import() -> None:
        with journal.refusals(who, obj="imports", key="associations", channel=Channel.PAGE), transaction() as session:
            journal.record(session, who, Event.WRITE, obj="imports", channel=Channel.PAGE)
            who.require_write("imports")

    with pytest.raises(NotAllowed):
        refused_import()

    with transaction() as session:
        assert [(line.event, line.obj) for line in session.scalars(select(JournalLine))] == [("refusal", "imports")]


@pytest.mark.parametrize("count", [1, 2, 10])
def test_a_small_count_is_protected(count: int) -> None:
    assert told({"requests": count}, Level.N2) == {"requests": PROTECTED}


@pytest.mark.parametrize("count", [0, 11, 2_000])
def test_a_count_that_the_public_may_read_is_kept(count: int) -> None:
    assert told({"requests": count}, Level.N2) == {"requests": count}


@pytest.mark.parametrize(
    ("name", "value"), [("lat", 44.5192), ("rate", 12.0), ("observed_on", date(2016, 1, 5)), ("forms", ["mendicite"])]
)
def test_coordinates_rates_and_undeclared_values_are_protected(name: str, value: Any) -> None:
    assert told({name: value}, None) == {name: PROTECTED}


@pytest.mark.parametrize("name", ["comment", "reason", "street", "file_name", "state", "profile", "structure"])
def test_a_free_text_is_never_repeated_whatever_its_column(name: str) -> None:
    assert told({name: TEXT}, Level.N0) == {name: NOT_REPEATED}


@pytest.mark.parametrize("text", ["0466491234", "44.5180,3.5010", "8FFF2222+22", "a@b.fr", "rue.des.Lilas,3"])
def test_what_leads_to_a_door_is_not_a_code(text: str) -> None:
    assert told({"structure": text}, Level.N0) == {"structure": NOT_REPEATED}


def test_codes_dates_and_counters_of_rows_are_kept_where_they_are_declared() -> None:
    values = {"profile": "prefecture:48", "ends_on": date(2027, 1, 31), "rows_read": 3, "geo_locked": True, "level": 2}

    kept = told(values, Level.N2)

    assert kept == values | {"ends_on": "2027-01-31"}


def test_nothing_of_a_secret_object_is_kept_but_the_names_of_its_columns() -> None:
    values = {"state": "active", "rows_read": 40, "capacity": 40, "kept": True, "ends_on": None}

    assert told(values, Level.N3) == dict.fromkeys(values, PROTECTED)


def test_no_text_nor_small_count_is_found_in_the_bytes_of_the_database(sqlite_database: str, tmp_path: Path) -> None:
    values = {"comment": TEXT, "requests": 7, "lat": 44.987654, "state": TEXT}
    with transaction() as session:
        for level in (None, Level.N2, Level.N3):
            for event in Event:
                journal.record(
                    session, perimetre("miprof"), event, obj=TEXT, key=TEXT, departement=TEXT, channel=Channel.PAGE,
                    before=values, after=values, level=level,
                )  # fmt: skip
    backup(tmp_path / "vigie.tar.gz")
    engine(sqlite_database).dispose()

    with transaction() as session:
        lines = session.scalars(select(JournalLine)).all()
    assert len(lines) == 3 * len(Event)
    for file in tmp_path.glob("vigie.sqlite3*"):
        content = file.read_bytes()
        assert b"Canari" not in content
        assert b"987654" not in content
    assert all(json.loads(line.after)["requests"] == PROTECTED for line in lines if line.after)


def test_a_restricted_reading_is_told_once_in_ten_minutes_and_a_secret_one_each_time(database: str) -> None:
    who = perimetre("miprof")
    with transaction() as session:
        for _ in range(3):
            journal.consulted(session, who, obj="places", key="48:2016", level=Level.N2)
            journal.consulted(session, who, obj="secure_places", key="nord:2016", level=Level.N3)
            journal.consulted(session, who, obj="listing", level=Level.N1)
        journal.consulted(session, perimetre("dihal"), obj="places", key="48:2016", level=Level.N2)
        journal.consulted(session, who, obj="places", key="49:2016", level=Level.N2)

        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()

    assert [line.obj for line in lines] == ["places", "secure_places", "secure_places", "secure_places", "places",
                                            "places"]  # fmt: skip
    assert {line.event for line in lines} == {"consultation"}


def test_a_page_drawn_again_repeats_no_refusal_but_a_command_does(database: str) -> None:
    who = perimetre("public")
    for _ in range(3):
        journal.refused(who, obj="places", key="48", channel=Channel.PAGE)
        journal.refused(who, obj="places", key="48", channel=Channel.COMMAND_LINE)

    with transaction() as session:
        channels = [line.channel for line in session.scalars(select(JournalLine))]
    assert sorted(channels) == ["command line"] * 3 + ["page"]
