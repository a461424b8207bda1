"""General supply comes from the panorama of the DREES, with its traps: names, spaces, « nd », blanks, odd totals."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from config.supply_lists import Supply
from etl.run import Report, run
from geodata.database import transaction
from geodata.models import GeneralSupply
from geodata.perimetre import Perimetre

JOB = "general_supply"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    usual = {"departement": "Aisne", "region_page": "HAUTS-DE-FRANCE", "date_situation": "31 décembre 2021"}
    usual |= {"categorie": "Centres d'accueil de demandeurs d'asile, CADA", "region_aff": "2 628"}
    return usual | {"departement_aff": "420", "metropole_aff": "44 779", "france_entiere_aff": "44 779"} | cells


def kept() -> dict[tuple[str, date, str], float | None]:
    columns = (GeneralSupply.departement, GeneralSupply.observed_on, GeneralSupply.category, GeneralSupply.value)
    with transaction() as session:
        return {(code, day, kind): value for code, day, kind, value in session.execute(select(*columns))}


def test_a_departement_is_known_by_its_name_and_a_day_as_it_is_written(send: Send) -> None:
    send(JOB, [row(), row(departement="La Réunion", date_situation="1er janvier 2015", departement_aff="1 105")])

    assert kept() == {
        ("02", date(2021, 12, 31), Supply.CADA): 420,
        ("974", date(2015, 1, 1), Supply.CADA): 1105,
    }


def test_nd_and_a_blank_are_unknown_and_never_zero(send: Send) -> None:
    rate = "Taux d'équipement en places d'hébergement pour 1 000 adultes"
    send(JOB, [row(departement_aff=""), row(categorie=rate, departement_aff="nd"), row(departement="Aude",
         categorie=rate, departement_aff="1,3")])  # fmt: skip

    assert list(kept().values()) == [None, None, 1.3]


def test_a_call_of_note_does_not_change_a_category(send: Send) -> None:
    send(JOB, [row(categorie="Foyers de jeunes travailleurs (FJT) (1)")])

    assert [kind for _, _, kind in kept()] == [Supply.FJT]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"departement": "Atlantide"}, "n’est pas un code de département"),
        ({"date_situation": "31 brumaire 2021"}, "n’est pas une date"),
        ({"categorie": "Châteaux"}, "n’est pas dans la liste"),
        ({"departement_aff": "beaucoup"}, "n’est pas un nombre entier"),
        ({"departement_aff": "4,5"}, "n’est pas un nombre entier"),
    ],
)
def test_what_cannot_be_read_is_sent_back_with_its_reason(send: Send, cells: dict[str, str], sentence: str) -> None:
    report = send(JOB, [row(**cells), row(departement="Aude")])

    assert sentence in report.rejects["reason"].iloc[0]
    assert len(kept()) == 1


@pytest.mark.shared_data
def test_the_file_of_four_departements_is_read_whole_and_its_odd_totals_are_said(
    sqlite_database: str, shared_data: Path, exploitation: Perimetre
) -> None:
    report = run(JOB, shared_data / "drees" / "drees_panorama_logement_hebergement_4dep.csv", exploitation)

    found = kept()
    assert (report.read, report.rejected, len(found)) == (52, 0, 52)
    assert {code for code, _, _ in found} == {"02", "11", "974", "976"}
    assert found["02", date(2021, 12, 31), Supply.CHRS] == 492
    assert found["976", date(2013, 1, 1), Supply.RATE] is None
    assert found["976", date(2013, 1, 1), Supply.CADA] == 0
    assert any("Aude" in note and "231" in note and "228" in note for note in report.notes)
