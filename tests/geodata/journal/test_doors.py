"""Each door tells the journal: imports, corrections, exports, refusals, copies of the whole archive."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import PROJECT, settings
from etl.run import JOBS, RejectedFile, run
from geodata.backup import backup, restore
from geodata.database import transaction
from geodata.models import Branch, JournalLine
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import branches
from tests.etl import toy
from tests.geodata.conftest import Archive
from tests.geodata.journal.conftest import anchor, hand, verdict, write


@pytest.fixture(autouse=True)
def toy_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JOBS, "toy", toy.JOB)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "nom-canari.csv"
    path.write_bytes(toy.csv_of([("48095", 2014, "48", 11641), ("30001", 2014, "30", 5)]))
    return path


def lines() -> list[JournalLine]:
    with transaction() as session:
        return list(session.scalars(select(JournalLine).order_by(JournalLine.number)))


def geodata(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geodata", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=os.environ, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_an_import_is_told_with_its_counters_and_not_its_name(database: str, exploitation: Perimetre, file: Path):
    report = run("toy", file, exploitation)

    line = lines()[-1]
    after = json.loads(line.after)
    assert (line.event, line.obj, line.key, line.actor) == ("write", "imports", str(report.run_id), "exploitation")
    assert (after["job"], after["sha256"], after["rows_read"], after["rows_loaded"]) == ("toy", report.sha256, 2, 2)
    assert "canari" not in line.after


def test_a_trial_writes_nothing_and_is_not_told(database: str, exploitation: Perimetre, file: Path):
    run("toy", file, exploitation, dry_run=True)

    assert lines() == []


def test_a_refused_import_is_told_though_it_left_nothing(database: str, file: Path, tmp_path: Path):
    broken = tmp_path / "vide.csv"
    broken.write_bytes(b"")

    with pytest.raises(NotAllowed):
        run("toy", file, perimetre("public"))
    with pytest.raises(RejectedFile):
        run("toy", broken, perimetre("prefecture:48"))

    assert [(line.event, line.actor, line.key) for line in lines()] == [
        ("refusal", "public", "toy"), ("refusal", "prefecture:48", "toy"),
    ]  # fmt: skip


def test_a_point_corrected_by_hand_is_told_without_its_coordinates(database: str, exploitation: Perimetre):
    with transaction() as session:
        branch_id = Archive(session).branch("Entraide", "48", lat=44.5, lon=3.4)

    with transaction() as session:
        branches.correct_point(session, exploitation, branch_id, 44.519, 3.502, "vu sur place avec Canari")

    line = lines()[-1]
    assert (line.obj, line.key, line.departement) == ("branches", str(branch_id), "48")
    assert json.loads(line.before)["geo_status"] == "area"
    assert json.loads(line.after)["geo_status"] == "precise"
    assert json.loads(line.after)["geo_locked"] is True
    assert not any(secret in line.after + line.before for secret in ("44.5", "3.4", "3.5", "Canari"))


def test_an_export_and_a_refused_export_are_told_on_the_command_line(sqlite_database: str):
    with transaction() as session:
        Archive(session).diagnostic("48", places_dedicated=6)

    allowed = geodata("export", "places_dedicated", "--as", "prefecture:48")
    refused = geodata("export", "places_dedicated")

    assert (allowed.returncode, refused.returncode) == (0, 1)
    assert [(line.event, line.actor, line.obj, line.channel) for line in lines()] == [
        ("export", "prefecture:48", "places_dedicated", "command line"),
        ("refusal", "public", "places_dedicated", "command line"),
    ]


def test_a_restored_archive_keeps_its_journal_whole_and_goes_on(
    database: str, exploitation: Perimetre, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run("toy", file, exploitation)
    write(12)
    kept = anchor()
    backup(tmp_path / "vigie.tar.gz")
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path / "ailleurs"))
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'autre.sqlite3'}")
    settings.cache_clear()

    restore(tmp_path / "vigie.tar.gz")
    found = verdict(kept)
    write(1)

    assert found.sound, found.sentence
    assert found.lines == 13
    assert verdict(kept).lines == 14


def test_the_command_line_finds_the_line_that_was_edited_in_the_file(sqlite_database: str):
    write(5)
    before, printed = geodata("journal", "verify"), geodata("journal", "head").stdout.strip()
    with hand(sqlite_database) as tamper:
        tamper("UPDATE journal SET actor = 'miprof' WHERE number = 3")
    after = geodata("journal", "verify", "--anchor", printed)

    assert before.returncode == 0
    assert "5 lignes" in before.stdout
    assert printed in before.stdout
    assert after.returncode == 1
    assert "La ligne n° 3 a été modifiée" in after.stderr
    assert after.stdout == ""


@pytest.mark.parametrize(
    "arguments", [("verify", "--anchor", "x"), ("list", "--as", "prefet"), ("list", "--since", "x")]
)
def test_a_wrong_use_of_the_journal_answers_two(sqlite_database: str, arguments: tuple[str, ...]):
    answer = geodata("journal", *arguments)

    assert answer.returncode == 2
    assert answer.stdout == ""


def test_the_journal_is_listed_and_exported_within_rights_and_that_too_is_told(sqlite_database: str):
    write(2)
    write(1, "prefecture:2A")

    own, refused = geodata("journal", "list", "--as", "prefecture:48"), geodata("journal", "list", "--as", "public")
    taken = geodata("journal", "export", "--as", "miprof")

    rows = list(csv.DictReader(io.StringIO(taken.stdout.removeprefix("\ufeff")), delimiter=";"))
    assert len(own.stdout.splitlines()) == 2
    assert "prefecture:2A" not in own.stdout
    assert refused.returncode == 1
    assert "Public" in refused.stderr
    assert refused.stdout == ""
    assert [row["actor"] for row in rows] == [
        "public",
        "prefecture:48",
        "prefecture:2A",
        "prefecture:48",
        "prefecture:48",
    ]
    assert [line.event for line in lines()][3:] == ["consultation", "refusal", "export"]
    with transaction() as session:
        assert session.scalars(select(Branch)).all() == []
