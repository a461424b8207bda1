"""DIHAL plans places from the command line; others are refused in a sentence."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from geodata.__main__ import app
from geodata.database import transaction
from tests.geodata.conftest import Archive


@pytest.fixture
def diagnosed(sqlite_database: str) -> str:
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("93", places_needed=10, places_dedicated=2, need_method="denombrement")
        archive.diagnostic("48", places_needed=4, places_dedicated=4, need_method="estimation")
        archive.diagnostic("75", places_needed=6, places_dedicated=0, need_method="denombrement")
    return sqlite_database


def call(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["places", "open", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_forty_places_go_where_they_are_missing_and_the_silent_departements_are_said(diagnosed: str) -> None:
    code, table, told = call("40")

    assert code == 0
    assert "14 places ouvertes dans 2 départements" in told
    assert "14 avant, 0 après" in told
    assert "26 places sur 40 n’ont pas d’emploi utile" in told
    assert "98 départements sans besoin ou sans places connus" in told
    assert "sécurisante" in told
    assert len(table.splitlines()) == 102


def test_a_double_need_takes_the_places_of_others(diagnosed: str) -> None:
    _, _, usual = call("6", "--objective", "besoin")
    _, _, doubled = call("6", "--need", "93=2")

    assert "Paris" in usual
    assert "Seine-Saint-Denis (93)" in doubled
    assert doubled != usual


def test_what_one_more_place_and_one_more_euro_would_change_is_said(diagnosed: str) -> None:
    _, _, told = call("3", "--cost", "chrs=17000", "--budget", "60000")

    assert "Une place de plus ne changerait rien" in told
    assert (
        "17\u202f000\N{NO-BREAK SPACE}€ de plus par an (le prix d’une place, la moins chère) ne changerait rien" in told
    )

    _, _, told = call("3", "--cost", "chrs=17000", "--budget", "40000")

    assert "de plus par an (le prix d’une place, la moins chère) irait à : " in told
    assert "gain : 1 place manquante" in told


def test_the_file_says_what_was_asked(diagnosed: str) -> None:
    _, table, _ = call("6", "--need", "93=2", "--at-most", "75=2", "--region-share", "0.5")

    assert "Et si le besoin changeait : Seine-Saint-Denis (93) × 2." in table
    assert "Paris (75) : 2 au plus." in table
    assert "Aucune région ne reçoit plus de 50\N{NO-BREAK SPACE}% des places (3)." in table
    assert "Une place de plus" not in table


def test_constraints_that_no_plan_holds_say_what_to_relax(diagnosed: str) -> None:
    code, table, told = call("4", "--at-least", "93=5")

    assert (code, table) == (1, "")
    assert "ouvrir 5 places au lieu de 4" in told
    assert "baisser le minimum : Seine-Saint-Denis (93), de 1 place" in told


@pytest.mark.parametrize("who", ["public", "prefecture:93", "siao:93"])
def test_who_does_not_read_the_places_of_the_country_is_refused(diagnosed: str, who: str) -> None:
    code, table, told = call("4", "--as", who)

    assert (code, table) == (1, "")
    assert "ne donne pas accès aux places d’hébergement" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["4", "--need", "quatre-vingt-treize"], "ne se lit pas"),
        (["4", "--need", "20=2"], "Pour la Corse"),
        (["9000"], "de 0 à 5000 places"),
        (["4", "--budget", "100"], "coût d’une place"),
        (["4", "--format", "pdf"], "python -m layers places open"),
        (["4", "--cost", "un refuge=100"], "sans type de place connu"),
        (["4", "--as", "inconnu"], "profil"),
    ],
)
def test_what_cannot_be_read_is_said_in_french(diagnosed: str, arguments: list[str], sentence: str) -> None:
    code, _, told = call(*arguments)

    assert code == 2
    assert sentence in told


def test_minors_are_not_planned_by_departement(diagnosed: str) -> None:
    code, _, told = call("4", "--public", "mineurs")

    assert code == 1
    assert "mesure 11" in told


def test_nothing_but_the_file_goes_to_the_standard_output(diagnosed: str) -> None:
    done = subprocess.run([sys.executable, "-m", "geodata", "places", "open", "4"], capture_output=True, check=True)

    assert done.stdout.decode("utf-8-sig").startswith("departement;")
    assert b"HiGHS" not in done.stdout.splitlines()[0]
