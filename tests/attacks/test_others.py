"""What belongs to somebody else: numbers of another service's imports, answers kept in a memory that sessions share."""

import pytest

from dashboard import data
from etl.run import run
from geodata.database import transaction
from geodata.indicators import Choice
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import Format, State
from tests.attacks.conftest import MARK, Receive, program, written
from tests.dashboard.small_france import YEAR, fill
from tests.dashboard.test_pages import opened, text_of


@pytest.fixture
def others(receive: Receive) -> int | None:
    """An import of the préfecture of Gard, with a row sent back."""
    sent_back = {"nom": f"{MARK} du Gard", "departement": "999"}
    return receive({"nom": "Entraide", "departement": "30"}, sent_back, profile="prefecture:30").run_id


@pytest.mark.parametrize("profile", ["prefecture:48", "public", "partenaire:30", "siao:30"])
def test_the_rejects_of_another_service_are_not_told_on_the_command_line(others: int, profile: str) -> None:
    answer = program("etl", "rejects", str(others), "--as", profile)

    assert answer.returncode == 1
    assert answer.stdout == b""
    assert MARK.encode() not in answer.stderr


@pytest.mark.parametrize("number", ["0", "-1", "999999", "1e3", "0x1", "1;2"])
def test_a_number_that_is_nobodys_says_only_that(others: int, number: str) -> None:
    answer = program("etl", "rejects", number)

    assert answer.returncode == 2
    assert answer.stdout == b""
    assert b"Traceback" not in answer.stderr


def test_the_page_shows_rejects_to_who_sent_them_and_to_nobody_else(others: int) -> None:
    refused = opened("donnees", "public")

    assert MARK not in text_of(refused)
    assert not refused.exception
    with pytest.raises(NotAllowed):
        data.rejects(others, perimetre("prefecture:48"))
    assert len(data.rejects(others, perimetre("prefecture:30"))) == 1


def test_a_prefecture_cannot_take_or_change_the_row_of_another(others: int, tmp_path) -> None:
    stolen = written(tmp_path / "vol.csv", {"nom": "Entraide", "departement": "48", "commune": MARK})
    neighbour = written(tmp_path / "voisin.csv", {"nom": "Autre", "departement": "30", "commune": MARK})

    with pytest.raises(Exception, match="hors de votre périmètre"):
        run("associations", stolen, perimetre("prefecture:48"))
    report = run("associations", neighbour, perimetre("prefecture:48"))

    assert (report.loaded, report.rejected) == (0, 1)
    assert list(data.listing(perimetre("public")).rows["departement"]) == ["30"]


@pytest.fixture
def france(receive: Receive) -> None:
    with transaction() as session:
        fill(session)


def test_two_sessions_that_share_the_memory_do_not_share_answers(france: None) -> None:
    before = text_of(opened("departement", "public", departement="48", annee=str(YEAR)))

    restricted = text_of(opened("departement", "miprof", departement="48", annee=str(YEAR)))
    after = text_of(opened("departement", "public", departement="48", annee=str(YEAR)))

    assert before == after
    assert restricted != after
    assert "ne donne pas accès" in after


@pytest.mark.parametrize("format", [Format.CSV, Format.XLSX, Format.GEOJSON])
def test_a_file_made_for_one_visitor_is_not_given_to_the_next(france: None, format: Format) -> None:
    choice, miprof, neighbour = Choice(YEAR), perimetre("miprof"), perimetre("prefecture:48")

    full = data.file(data.indicator("requests_not_met", choice, miprof), format, miprof)
    scoped = data.indicator("requests_not_met", choice, neighbour)
    file = data.file(scoped, format, neighbour)

    assert file != full
    assert scoped.cells.at["01", "state"] == State.SECRET
    assert data.indicator("requests_not_met", choice, miprof).cells.at["01", "state"] == State.PUBLISHED
