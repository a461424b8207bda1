import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from config.settings import PROJECT
from geodata.database import transaction
from tests.geodata.conftest import Archive


def geodata(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "geodata", *arguments], cwd=PROJECT, env=os.environ, capture_output=True, check=False
    )


@pytest.fixture
def filled(sqlite_database: str) -> None:
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("48", places_dedicated=6, requests_not_met=3)
        archive.branch("Entraide", "48")
        archive.count("48", 2)


def test_a_new_database_is_prepared_twice_without_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path / "neuf"))
    monkeypatch.delenv("VIGIE_DATABASE_URL", raising=False)

    assert geodata("migrate").returncode == 0
    assert geodata("migrate").returncode == 0
    assert (tmp_path / "neuf" / "vigie.sqlite3").exists()


def test_an_export_without_a_database_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'vide.sqlite3'}")

    answer = geodata("export", "listing")

    assert answer.returncode == 1
    assert "python -m geodata migrate" in answer.stderr.decode()
    assert answer.stdout == b""


@pytest.mark.usefixtures("filled")
def test_an_export_goes_to_the_standard_output_or_to_a_file(tmp_path: Path):
    shown = geodata("export", "places_dedicated", "--as", "prefecture:48")
    written = geodata(
        "export", "places_dedicated", "--as", "miprof", "--format", "xlsx", "--out", str(tmp_path / "x.xlsx")
    )

    rows = list(csv.DictReader(io.StringIO(shown.stdout.decode("utf-8-sig")), delimiter=";"))
    assert [(row["departement"], row["value"]) for row in rows] == [("48", "6")]
    assert written.returncode == 0
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("filled")
def test_the_public_does_not_take_out_what_it_may_not_read():
    refused = geodata("export", "places_dedicated")

    assert refused.returncode == 1
    assert "Public" in refused.stderr.decode()
    assert refused.stdout == b""


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", ["listing", "case_counts"])
def test_the_listing_and_the_counts_leave_by_the_same_door(name: str):
    answer = geodata("export", name)

    assert answer.returncode == 0
    assert len(answer.stdout.decode("utf-8-sig").splitlines()) == 2


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "shelters"),
        ("export", "listing", "--as", "prefet"),
        ("export", "listing", "--format", "pdf"),
        ("export", "listing", "--format", "data-inclusion", "--form", "proxenetisme"),
        ("export", "case_counts", "--format", "data-inclusion-xlsx"),
        ("export", "case_counts", "--format", "geojson"),
    ],
)
def test_a_wrong_use_answers_two_and_writes_nothing(arguments: tuple[str, ...]):
    answer = geodata(*arguments)

    assert answer.returncode == 2
    assert answer.stderr
    assert answer.stdout == b""


@pytest.mark.usefixtures("filled")
def test_a_backup_made_and_restored_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert geodata("backup", str(tmp_path / "vigie.tar.gz")).returncode == 0
    assert geodata("restore", str(tmp_path / "vigie.tar.gz")).returncode == 1

    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'autre.sqlite3'}")

    assert geodata("restore", str(tmp_path / "vigie.tar.gz")).returncode == 0
    assert b"Entraide" in geodata("export", "listing").stdout


def test_a_refresh_without_a_network_says_so_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path))
    for proxy in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(proxy, "http://127.0.0.1:9")  # a port where nothing listens: the network is cut

    answer = geodata("refresh")

    assert answer.returncode == 1
    assert "inchangé" in answer.stderr.decode()
    assert not (tmp_path / "reference").exists() or not list((tmp_path / "reference").iterdir())


@pytest.mark.usefixtures("filled")
def test_the_listing_leaves_in_the_schema_of_data_inclusion(tmp_path: Path):
    with transaction() as session:
        Archive(session).branch("Située", "48", city="Mende", geo_citycode="48095")

    archive = geodata("export", "listing", "--format", "data-inclusion", "--out", str(tmp_path / "vigie.zip"))
    workbook = geodata("export", "listing", "--format", "data-inclusion-xlsx")

    with ZipFile(tmp_path / "vigie.zip") as members:
        assert members.namelist() == ["structures.json", "services.json", "complements.json"]
        assert [each["commune"] for each in json.loads(members.read("structures.json"))] == ["Mende"]
    assert "commune inconnue : 1" in archive.stderr.decode()
    assert workbook.stdout.startswith(b"PK")
