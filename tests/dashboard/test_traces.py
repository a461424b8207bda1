"""What the pages tell the journal: restricted readings, files taken away, refusals."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dashboard import data
from dashboard.components import downloads
from geodata import journal
from geodata.database import transaction
from geodata.indicators import INDICATORS, Choice
from geodata.models import JournalLine
from geodata.perimetre import Level, NotAllowed, perimetre
from geodata.publication import Format
from tests.dashboard.small_france import YEAR
from tests.dashboard.test_pages import opened


def told() -> list[tuple[str, str, str, str]]:
    with transaction() as session:
        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
        assert journal.verify(session).sound
    return [(line.event, line.actor, line.obj, line.key) for line in lines]


def test_a_restricted_reading_is_told_even_when_it_comes_from_memory(filled_database: str) -> None:
    for profile in ("miprof", "prefecture:48", "miprof"):
        data.places("48", YEAR, perimetre(profile))

    assert told() == [
        ("consultation", "miprof", "places", f"48:{YEAR}"),
        ("consultation", "prefecture:48", "places", f"48:{YEAR}"),
    ]


def test_a_public_reading_is_not_told(filled_database: str) -> None:
    data.listing(perimetre("miprof"))
    public = next(name for name, indicator in INDICATORS.items() if indicator.level == Level.N0)
    data.indicator(public, Choice(YEAR), perimetre("miprof"))

    assert told() == []


def test_a_refused_reading_is_told(filled_database: str) -> None:
    with pytest.raises(NotAllowed):
        data.places("48", YEAR, perimetre("public"))

    assert told() == [("refusal", "public", "places", f"48:{YEAR}")]


@pytest.mark.parametrize("format", list(Format))
def test_a_file_is_told_by_its_kind_when_it_is_taken_and_not_before(filled_database: str, format: Format) -> None:
    who = perimetre("miprof")
    listing = data.listing(who)
    before = told()

    data.file(listing, format, who)

    assert before == []
    assert told() == [("export", "miprof", "listing", "")]
    with transaction() as session:
        assert session.scalar(select(JournalLine.channel)) == format.value


def test_each_download_button_passes_by_the_journal(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Callable[[], bytes]] = []
    monkeypatch.setattr(downloads.st, "download_button", lambda *_, data, **__: given.append(data))

    opened("departement", "miprof", departement="48", annee=str(YEAR))
    exports: list[Any] = [line for line in told() if line[0] == "export"]
    for make in given:
        make()

    assert exports == []
    assert len(given) > 3
    assert len([line for line in told() if line[0] == "export"]) == len(given)


def test_a_page_of_restricted_figures_leaves_one_line_for_each_reading(filled_database: str) -> None:
    opened("departement", "prefecture", departement="48", annee=str(YEAR))
    once = told()
    opened("departement", "prefecture", departement="48", annee=str(YEAR))

    assert ("consultation", "prefecture:48", "places", f"48:{YEAR}") in once
    assert len(once) == len(set(once))
    assert told() == once
