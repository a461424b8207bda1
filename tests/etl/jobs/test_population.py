"""Legal populations come from the files of INSEE, as INSEE writes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from etl.run import RejectedFile, Report, run
from geodata.database import transaction
from geodata.models import Population
from geodata.perimetre import Perimetre

JOB = "population"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    """A row of the file of the whole country, with other cells where the test says so."""
    return {"REG": "84", "DEP": "01", "CODCOM": "001", "COM": "01001", "Commune": "L'Abergement", "PMUN": "832"} | cells


def mayotte(**cells: str) -> dict[str, str]:
    """A row of the file of Mayotte: no name, and a code of three digits."""
    return {"CODREG": "06", "REG": "", "DEP": "976", "CODCOM": "601", "COM": "", "PMUN": "5192"} | cells


def kept() -> dict[tuple[str, int], tuple[str, int]]:
    query = select(Population.commune, Population.year, Population.departement, Population.population)
    with transaction() as session:
        return {(commune, year): (dep, number) for commune, year, dep, number in session.execute(query)}


def test_the_ain_keeps_its_leading_zero(send: Send) -> None:
    send(JOB, [row(), row(COM="2A004", DEP="2A", PMUN="71361")])

    assert kept() == {("01001", 2021): ("01", 832), ("2A004", 2021): ("2A", 71361)}


def test_the_codes_of_mayotte_are_completed_and_its_census_is_that_of_2017(send: Send) -> None:
    report = send(JOB, [mayotte()])

    assert kept() == {("97601", 2017): ("976", 5192)}
    assert "populations légales de 2017" in report.notes[0]


def test_a_year_given_in_the_file_is_the_one_kept(send: Send) -> None:
    report = send(JOB, [row(annee="2015")])

    assert kept() == {("01001", 2015): ("01", 832)}
    assert report.notes == []


def test_a_commune_that_does_not_exist_is_sent_back(send: Send) -> None:
    report = send(JOB, [row(COM="99999"), row(COM="1001"), row(PMUN=""), row()])

    assert list(report.rejects.index) == [2, 3, 4]


@pytest.mark.parametrize("header", [{"TYPECOM": "COM", "COM": "01001", "DEP": "01"}, {"DEP": "01", "REG": "84"}])
def test_a_file_of_codes_and_names_holds_no_population(send: Send, header: dict[str, str]) -> None:
    with pytest.raises(RejectedFile, match="ce fichier ne donne pas de population"):
        send(JOB, [header])


def test_the_accounts_add_up_and_the_same_file_changes_nothing(send: Send) -> None:
    rows = [row(), row(), row(COM="01002", PMUN="267"), row(COM="")]

    first, again = send(JOB, rows), send(JOB, rows)

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (4, 2, 0, 2)
    assert (again.read, again.loaded, again.unchanged, again.rejected) == (4, 0, 2, 2)


def test_a_prefecture_counts_its_own_communes_alone(send: Send) -> None:
    report = send(JOB, [row(), row(COM="48095", DEP="48")], profile="prefecture:48")

    assert (report.loaded, report.rejected) == (1, 1)


@pytest.mark.shared_data
def test_the_files_of_insee_are_read_whole(shared_data: Path, sqlite_database: str, exploitation: Perimetre) -> None:
    france = run(JOB, shared_data / "insee" / "donnees_communes.csv", exploitation)
    mayotte = run(JOB, shared_data / "insee" / "donnees_communes_mayotte.csv", exploitation)

    assert (france.read, france.loaded, france.rejected) == (34970, 34970, 0)
    assert (mayotte.read, mayotte.loaded, mayotte.rejected) == (17, 17, 0)
    with transaction() as session:
        inhabitants = dict(
            session.execute(select(Population.year, func.sum(Population.population)).group_by(Population.year)).all()
        )
        departements = session.scalar(select(func.count(func.distinct(Population.departement))))
    assert inhabitants == {2017: 256518, 2021: 67408052}
    assert departements == 101


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["communes.csv", "departements.csv", "regions.csv"])
def test_the_other_files_of_insee_are_refused_in_a_sentence(
    shared_data: Path, sqlite_database: str, exploitation: Perimetre, name: str
) -> None:
    with pytest.raises(RejectedFile, match="ce fichier ne donne pas de population"):
        run(JOB, shared_data / "insee" / name, exploitation)
