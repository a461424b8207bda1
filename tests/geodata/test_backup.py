import tarfile
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import settings
from geodata.backup import BackupError, backup, restore
from geodata.database import engine, transaction
from geodata.models import Branch, DiagnosticRow, Import
from tests.geodata.conftest import Archive


@pytest.fixture
def saved(database: str, tmp_path: Path) -> Path:
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("48", places_needed=3, forms=["proxenetisme"])
        archive.branch("Entraide", "2A", zones=("2A", "2B"))
    snapshot = settings().data_dir / "snapshots" / "ab" / "abcd.csv"
    snapshot.parent.mkdir(parents=True)
    snapshot.write_text("reçu", "utf-8")
    file = tmp_path / "vigie.tar.gz"
    backup(file)
    return file


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("VIGIE_DATA_DIR", str(folder))
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{folder / 'autre.sqlite3'}")
    settings.cache_clear()


def test_a_backup_of_either_database_is_restored_whole_in_a_fresh_one(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    elsewhere(monkeypatch, tmp_path / "ailleurs")

    restored = restore(saved)

    with transaction() as session:
        row = session.scalars(select(DiagnosticRow)).one()
        assert (row.departement, row.places_needed, row.forms) == ("48", 3, ["proxenetisme"])
        assert session.scalars(select(Branch)).one().departement == "2A"
        assert session.scalars(select(Import)).first().received_at.year == 2016
    assert restored["zones"] == 2
    assert (settings().data_dir / "snapshots" / "ab" / "abcd.csv").read_text("utf-8") == "reçu"


def test_open_sessions_are_left_out_so_that_none_comes_back_to_life(saved: Path):
    with tarfile.open(saved) as archive:
        names = archive.getnames()

    assert "tables/accounts.jsonl" in names
    assert "tables/sessions.jsonl" not in names


def test_new_rows_go_on_numbering_after_a_restore(saved: Path, database: str):
    with engine(database).begin() as connection:
        for table in ("zones", "branches", "structures", "diagnostic_rows", "imports"):
            connection.exec_driver_sql(f"DELETE FROM {table}")

    restore(saved)

    with transaction() as session:
        Archive(session).branch("Nouvelle", "48")
        assert len(session.scalars(select(Branch)).all()) == 2


def test_a_database_that_holds_something_is_not_overwritten(saved: Path):
    with pytest.raises(BackupError, match="contient déjà des données"):
        restore(saved)

    with transaction() as session:
        assert session.scalars(select(DiagnosticRow)).one().places_needed == 3


@pytest.mark.parametrize("content", [b"", b"not an archive", None])
def test_something_else_than_a_backup_is_refused(sqlite_database: str, tmp_path: Path, content: bytes | None):
    file = tmp_path / "autre.tar.gz"
    if content is None:
        with tarfile.open(file, "w:gz"):
            pass
    else:
        file.write_bytes(content)

    with pytest.raises(BackupError, match=r"autre\.tar\.gz"):
        restore(file)


def test_a_backup_that_fails_leaves_nothing_behind(sqlite_database, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()

    with pytest.raises(BackupError, match="est un dossier"):
        backup(folder)

    assert list(tmp_path.glob("copies*")) == [folder]
