"""The command line, as a program that others call: its codes, its object, its silence in a pipe."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from config.settings import PROJECT
from etl.jobs import JOBS
from tests.etl import toy

GOOD = [("01053", 2014, "01", 41365), ("48095", 2014, "48", 11641)]
BAD = ("20000", 2014, "20", "beaucoup")


def etl(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.etl.toy", *map(str, arguments)]
    return subprocess.run(
        command, cwd=PROJECT, env=os.environ.copy(), capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def received(tmp_path: Path, sqlite_database) -> Path:
    path = tmp_path / "populations.csv"
    path.write_bytes(toy.csv_of([*GOOD, BAD]))
    return path


def test_a_file_without_reject_ends_with_0_and_one_object_alone(received) -> None:
    received.write_bytes(toy.csv_of(GOOD))

    done = etl("run", "toy", received, "--json", "--vintage", "2014")

    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert {name: report[name] for name in ("job", "run_id", "file", "read", "loaded", "unchanged", "rejected")} == {
        "job": "toy", "run_id": 1, "file": "populations.csv", "read": 2, "loaded": 2, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    assert len(report["sha256"]) == 64
    assert report["seconds"] >= 0
    assert done.stderr == ""


def test_rejected_rows_end_with_3_and_are_told_line_by_line(received) -> None:
    done = etl("run", "toy", received)

    assert done.returncode == 3
    assert "3 lignes lues, 2 chargées (2 nouvelles, 0 modifiée), 0 inchangée, 1 rejetée" in done.stdout
    assert "populations.csv, ligne 4\u00a0: departement\u00a0: «\u00a020\u00a0» n’est pas un code" in done.stderr
    assert "python -m etl rejects 1" in done.stderr


def test_a_refused_file_ends_with_1_and_changes_nothing(received) -> None:
    received.write_bytes(b"")

    done, told = etl("run", "toy", received), etl("run", "toy", received, "--json")

    assert (done.returncode, told.returncode) == (1, 1)
    assert done.stderr == "populations.csv\u00a0: le fichier est vide.\n"
    assert json.loads(told.stdout)["refused"] == "populations.csv\u00a0: le fichier est vide."
    assert json.loads(etl("status", "--json").stdout) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "inconnu", __file__),
        ("run", "toy", "absent.csv"),
        ("run", "toy"),
        ("run", "toy", __file__, "--as", "roi"),
        ("run", "toy", __file__, "--as", "prefecture"),
        ("rejects", "12"),
        ("template", "etat_4001", "--out", "modele.xlsx"),
        ("geocode", __file__),
        ("inconnu",),
    ],
)
def test_a_command_that_is_not_understood_ends_with_2(sqlite_database, arguments) -> None:
    assert etl(*arguments).returncode == 2


def test_who_may_not_import_is_told_so(received) -> None:
    done = etl("run", "toy", received, "--as", "public")

    assert done.returncode == 1
    assert "ne permet pas d’enregistrer" in done.stderr


def test_a_database_that_was_never_prepared_is_told_so(received, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'vierge.sqlite3'}")

    done = etl("run", "toy", received)

    assert done.returncode == 1
    assert "lancer «\u00a0python -m geodata migrate\u00a0»" in done.stderr


def test_a_file_that_is_not_there_or_not_one_is_told_in_french(sqlite_database, tmp_path) -> None:
    absent, folder = etl("run", "toy", "absent.csv"), etl("run", "toy", tmp_path)

    assert absent.stderr == "« absent.csv » n’existe pas.\n"
    assert folder.stderr == f"« {tmp_path} » est un dossier : donner un fichier.\n"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("VIGIE_ENV", "prod", "VIGIE_ENV : « prod » n’est pas accepté"),
        ("VIGIE_DATABASE_URL", "foo://x", "VIGIE_DATABASE_URL n’est pas une adresse"),
        ("VIGIE_DATABASE_URL", "postgresql://u:motdepasse@127.0.0.1:1/x", "La base de données ne répond pas"),
        ("VIGIE_DATABASE_URL", f"sqlite:///{__file__}", "Ce fichier n’est pas une base de Vigie"),
        ("VIGIE_DATABASE_URL", "sqlite:////proc/nulle/part", "n’existe pas"),
    ],
)
def test_a_deployment_that_cannot_work_is_one_sentence(received, monkeypatch, variable, value, sentence) -> None:
    monkeypatch.setenv(variable, value)

    done = etl("run", "toy", received)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert "motdepasse" not in done.stderr


def test_an_answer_that_cannot_be_written_is_one_sentence(sqlite_database, tmp_path) -> None:
    done = etl("template", "toy", "--out", tmp_path / "absent" / "modele.xlsx")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("n’existe pas.\n")
    assert "Traceback" not in done.stderr


def test_a_dry_run_says_what_would_be_loaded(received) -> None:
    done = etl("run", "toy", received, "--dry-run")

    assert done.returncode == 3
    assert "2 à charger" in done.stdout
    assert json.loads(etl("status", "--json").stdout) == []


def test_status_and_list_are_read_by_people_and_by_programs(received) -> None:
    etl("run", "toy", received)

    status, listed = etl("status"), etl("list")

    assert "populations.csv\u00a0: 3 lues, 2 chargées, 0 inchangée, 1 rejetée" in status.stdout
    assert json.loads(etl("status", "--json").stdout)[0]["rows_rejected"] == 1
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [*JOBS, "toy"]
    assert {job["job"] for job in json.loads(etl("list", "--json").stdout)} >= {"associations", "toy"}


def test_rejects_are_given_back_as_a_table_to_correct(received, tmp_path) -> None:
    etl("run", "toy", received)
    out = tmp_path / "a_corriger.csv"

    done = etl("rejects", 1, "--out", out)

    assert done.returncode == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";")
    assert row["Commune"] == "20000"
    assert list(row)[-1] == "motif_du_rejet"
    assert row["motif_du_rejet"].startswith("ligne 4")
    assert etl("rejects", 1).stdout == out.read_text("utf-8")


def test_a_template_is_written_and_comes_back(sqlite_database, tmp_path) -> None:
    out = tmp_path / "modele.xlsx"
    assert etl("template", "toy", "--out", out).returncode == 0
    workbook = openpyxl.load_workbook(out)
    for position, cell in enumerate(["01053", "2014", "01", "41365"], 1):
        workbook["Données"].cell(3, position, cell)
    workbook.save(out)

    done = etl("run", "toy", out, "--json")

    assert (json.loads(done.stdout)["read"], json.loads(done.stdout)["loaded"]) == (1, 1)


def test_a_table_is_geocoded_row_by_row_in_its_own_order(tmp_path) -> None:
    path = tmp_path / "adresses.csv"
    path.write_text("Nom;Rue;CP;Ville\nA;;48000;Mende\nB;;;nulle part\nC;;20000;Ajaccio\n", encoding="cp1252")

    done = etl("geocode", path, "--street", "rue", "--postcode", "cp", "--city", "ville")

    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter=";"))
    assert done.returncode == 0
    assert [row["Nom"] for row in rows] == ["A", "B", "C"]
    assert [row["geo_citycode"] for row in rows] == ["48095", "", "2A004"]
    assert list(rows[0])[4:] == [
        "geo_lat", "geo_lon", "geo_status", "geo_precision", "geo_score", "geo_citycode", "geo_departement",
        "geo_label", "geo_source", "geo_reason",
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_named(tmp_path) -> None:
    path = tmp_path / "adresses.csv"
    path.write_text("Nom;Ville\nA;Mende\n")

    done = etl("geocode", path, "--street", "rue", "--postcode", "cp", "--city", "ville")

    assert done.returncode == 2
    assert "rue" in done.stderr


def everything_shown(terminal: int) -> Iterator[str]:
    # A terminal whose program has gone ends with an error, not with an end of file.
    with suppress(OSError):
        while piece := os.read(terminal, 10_000):
            yield piece.decode()


def test_the_progress_bar_is_for_terminals_only(received) -> None:
    received.write_bytes(toy.csv_of(GOOD))
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-m", "tests.etl.toy", "run", "toy", str(received), "--json"]

    seen = subprocess.run(
        command, cwd=PROJECT, env=os.environ.copy(), stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    os.close(theirs)
    shown = "".join(everything_shown(ours))
    os.close(ours)

    assert "Enregistrement" in shown
    assert json.loads(seen.stdout)["loaded"] == 2
    assert etl("run", "toy", received, "--json").stderr == ""
