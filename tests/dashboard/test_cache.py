"""What is kept in memory is shared by all sessions: each visitor must still receive his own answer."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from dashboard import data
from geodata import journal
from geodata.database import transaction
from geodata.indicators import Choice
from geodata.models import Branch, DiagnosticRow, Import
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import State
from tests.dashboard.small_france import YEAR, fill


def test_two_visitors_of_the_same_page_each_read_their_own_perimeter(filled_database: str) -> None:
    choice = Choice(YEAR)

    miprof = data.indicator("requests_not_met", choice, perimetre("miprof"))
    lozere = data.indicator("requests_not_met", choice, perimetre("partenaire:48"))
    ain = data.indicator("requests_not_met", choice, perimetre("partenaire:01"))

    assert len(miprof.cells) == 101
    assert list(lozere.cells.index) == ["48"]
    assert list(ain.cells.index) == ["01"]
    assert miprof.cells.at["01", "value"] == 2
    assert ain.cells.at["01", "state"] == State.SECRET


def test_a_refusal_is_not_forgotten_because_somebody_else_was_allowed(filled_database: str) -> None:
    data.places("48", YEAR, perimetre("miprof"))

    with pytest.raises(NotAllowed):
        data.places("48", YEAR, perimetre("public"))


def test_the_second_reading_of_the_same_visitor_is_kept(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data.indicator("places_dedicated", Choice(YEAR), perimetre("miprof"))
    monkeypatch.setattr(data.publication, "publish", _not_again)

    second = data.indicator("places_dedicated", Choice(YEAR), perimetre("miprof"))

    assert first.cells.equals(second.cells)


def test_an_import_renews_what_was_kept(empty_database: str) -> None:
    before = data.version()

    with transaction() as session:
        fill(session)

    assert before[1] == 0
    assert data.version()[1] == 4
    assert data.indicator("places_dedicated", Choice(YEAR), perimetre("miprof")).cells.at["48", "value"] == 8
    assert not data.empty()


def test_a_second_import_changes_what_is_read(filled_database: str) -> None:
    known = data.indicator("places_dedicated", Choice(YEAR), perimetre("miprof")).cells.at["48", "value"]

    with transaction() as session:
        _one_more_place(session)

    assert known == 8
    assert data.indicator("places_dedicated", Choice(YEAR), perimetre("miprof")).cells.at["48", "value"] == 9


def _not_again(*_: object, **__: object) -> None:
    raise AssertionError("read a second time")


def _one_more_place(session: Session) -> None:
    last = session.get_one(Import, 3)
    session.add(Import(**{c.name: getattr(last, c.name) for c in Import.__table__.columns if c.name != "id"}))
    session.execute(update(DiagnosticRow).where(DiagnosticRow.departement == "48").values(places_dedicated=9))


def test_a_branch_changed_between_two_imports_is_read_at_once(filled_database: str) -> None:
    before = data.listing(perimetre("public")).rows

    with transaction() as session:
        session.execute(update(Branch).where(Branch.association == "Ligne nationale").values(phone="116 006"))
        session.execute(update(Branch).where(Branch.association == "Ligne nationale").values(consents=["phone"]))
        journal.record(
            session, perimetre("miprof"), journal.Event.WRITE, obj="branches", key="6", channel=journal.Channel.PAGE
        )

    assert "116 006" not in set(before["phone"])
    assert "116 006" in set(data.listing(perimetre("public")).rows["phone"])


def test_the_listing_is_read_once_as_long_as_nobody_writes(
    filled_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = data.listing(perimetre("public")).rows
    monkeypatch.setattr(data.publication, "publish_listing", _not_again)

    assert data.listing(perimetre("public")).rows.equals(first)
