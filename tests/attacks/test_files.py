"""Names that climb folders, files that are too big, archives that would write elsewhere."""

import io
import json
import tarfile
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

import dashboard
from config.settings import settings
from config.thresholds import threshold
from dashboard import data, fixed_files
from etl import snapshots
from etl.run import RejectedFile, run
from geodata.backup import BackupError, backup, restore
from geodata.perimetre import perimetre
from tests.attacks.conftest import MARK, Receive, written

NAMES = (
    "../../../../etc/cron.d/x.csv", "..\\..\\windows\\x.csv", "/etc/passwd", "a/../../b.csv", "x.csv/../../y",
    "x.csv\x00.exe", "x\n.csv", "~/x.csv", "con.csv", "x." + "c" * 300,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_never_chooses_where_it_is_kept(receive: Receive, tmp_path: Path, name: str) -> None:
    report = receive({"nom": "Entraide"}, name=name)

    kept = [file for file in tmp_path.rglob("*") if report.sha256 in file.name]
    assert len(kept) == 1
    assert kept[0].parent == tmp_path / "snapshots" / report.sha256[:2]
    assert snapshots.place_of(report.sha256, name).parent == kept[0].parent


def test_a_name_is_shown_as_it_came_and_opens_nothing(receive: Receive) -> None:
    receive({"nom": "Entraide"}, name=NAMES[0])

    assert list(data.imports(perimetre("miprof"))["file_name"]) == [NAMES[0]]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x.csv\x00.exe", "x.csv\N{REPLACEMENT CHARACTER}.exe"),
        ("\udce9tat.csv", "\N{REPLACEMENT CHARACTER}tat.csv"),
        ("x\u202evsc.exe", "x\N{REPLACEMENT CHARACTER}vsc.exe"),
    ],
)
def test_a_name_that_no_database_or_reader_can_take_is_made_legible(
    database: str, tmp_path: Path, name: str, shown: str
) -> None:
    file = written(tmp_path / "recu.csv", {"nom": "Entraide"})

    run("associations", file, perimetre("exploitation"), file_name=name)

    assert list(data.imports(perimetre("miprof"))["file_name"]) == [shown]


@pytest.mark.parametrize("cell", ["Entr\x00aide", "Entr\u202eaide", "Entr\x1baide"])
def test_a_cell_that_no_database_can_hold_stops_nothing(database: str, tmp_path: Path, cell: str) -> None:
    file = written(tmp_path / "recu.csv", {"nom": cell}, {"nom": "Soutien"})

    with suppress(RejectedFile):
        run("associations", file, perimetre("exploitation"))

    assert "\x00" not in "".join(data.listing(perimetre("public")).rows["association"])


@pytest.mark.parametrize("name", ["../settings.py", "..%2f..%2fconfig%2fsettings.py", "/etc/passwd", "", "."])
def test_an_address_serves_only_the_fixed_files(name: str) -> None:
    assert fixed_files.find(name) is None


def test_a_file_too_big_is_refused_before_it_is_read_and_leaves_nothing(receive: Receive, tmp_path: Path) -> None:
    big = tmp_path / "gros.csv"
    with big.open("wb") as file:
        file.truncate(int(threshold("files.max_bytes")) + 1)

    with pytest.raises(RejectedFile, match="la limite est de"):
        run("associations", big, perimetre("exploitation"))

    assert data.imports(perimetre("miprof")).empty
    assert not (tmp_path / "snapshots").exists()


def test_a_page_takes_no_file_bigger_than_what_may_be_read() -> None:
    file = Path(dashboard.__file__).parent / ".streamlit" / "config.toml"
    server = tomllib.loads(file.read_text("utf-8"))["server"]

    assert server["maxUploadSize"] * 1024 * 1024 <= threshold("files.max_bytes") * 1.05


@pytest.mark.parametrize("field", ["nom", "antenne", "site_web", "services", "source"])
def test_a_cell_too_long_is_sent_back(receive: Receive, field: str) -> None:
    report = receive({"nom": "Entraide"} | {field: "x" * 60_000}, {"nom": "Soutien"})

    assert (report.loaded, report.rejected) == (1, 1)


def test_a_cell_beyond_measure_is_refused_with_the_file(receive: Receive) -> None:
    with pytest.raises(RejectedFile, match="démesurée"):
        receive({"nom": "x" * 200_000})

    assert data.imports(perimetre("miprof")).empty


def test_thousands_of_columns_are_refused_with_a_sentence(receive: Receive, tmp_path: Path) -> None:
    wide = tmp_path / "large.csv"
    wide.write_text(";".join(f"c{n}" for n in range(20_000)) + "\n", encoding="utf-8")

    with pytest.raises(RejectedFile, match=r"colonne|cellule|ligne"):
        run("associations", wide, perimetre("exploitation"))


@pytest.mark.parametrize("name", ["snapshots/../../pirate", "snapshots/x", "snapshots/ab/lien"])
def test_a_backup_never_writes_outside_its_folder(
    receive: Receive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    receive({"nom": "Entraide"})
    good, bad = tmp_path / "bonne.tar.gz", tmp_path / "piegee.tar.gz"
    backup(good)
    _trapped(good, bad, name)
    home = tmp_path / "ailleurs" / "donnees"
    monkeypatch.setenv("VIGIE_DATA_DIR", str(home))
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{home / 'autre.sqlite3'}")
    settings.cache_clear()

    if name != "snapshots/x":
        with pytest.raises(BackupError, match=r"piegee\.tar\.gz"):
            restore(bad)
    else:
        restore(bad)

    outside = [file for file in tmp_path.rglob("*") if file.is_file() and MARK.encode() in file.read_bytes()]
    assert all(file.is_relative_to(home / "snapshots") for file in outside if file.suffix != ".gz")
    assert not (tmp_path / "pirate").exists()
    assert not (tmp_path / "ailleurs" / "pirate").exists()


def _trapped(good: Path, bad: Path, name: str) -> None:
    """The same backup with one more member: a file, or a link to a place outside followed by a file through it."""
    with tarfile.open(good) as source, tarfile.open(bad, "w:gz") as target:
        for member in source.getmembers():
            target.addfile(member, source.extractfile(member))
        if name.endswith("lien"):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, "/etc"
            target.addfile(link)
            return
        entry = tarfile.TarInfo(name)
        entry.size = len(MARK)
        target.addfile(entry, io.BytesIO(MARK.encode()))


def test_a_manifest_that_names_other_tables_is_refused(
    receive: Receive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "piegee.tar.gz"
    manifest = json.dumps({"revision": "0001", "written_at": "", "columns": {"sqlite_master": ["name"]}}).encode()
    with tarfile.open(bad, "w:gz") as target:
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(manifest)
        target.addfile(entry, io.BytesIO(manifest))
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'autre.sqlite3'}")
    settings.cache_clear()

    with pytest.raises(BackupError, match=r"piegee\.tar\.gz"):
        restore(bad)


def test_the_file_of_the_tests_is_a_good_one(tmp_path: Path, receive: Receive) -> None:
    assert run("associations", written(tmp_path / "a.csv", {"nom": "Entraide"}), perimetre("exploitation")).loaded == 1
