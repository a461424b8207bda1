"""The walk of a file: all of it or none of it, and every row accounted for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import func, select

from config.settings import settings
from etl import run as walk
from etl.files.tables import read_table
from etl.job import Job, Tidied
from etl.report import InternalError, rejected_csv, rejected_rows
from etl.run import JOBS, STEPS, NotAllowed, RejectedFile, run
from etl.snapshots import Fingerprint, fingerprint, keep, place_of
from geodata.database import transaction
from geodata.models import Import, Population, Reject
from geodata.perimetre import perimetre
from geodata.readiness import DatabaseNotReady
from geodata.repositories import imports
from tests.etl import toy

AIN = ("01053", 2014, "01", 41365)
LOZERE = ("48095", 2014, "48", 11641)
BAD = ("20000", 2014, "20", "beaucoup")


@pytest.fixture(autouse=True)
def toy_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JOBS, "toy", toy.JOB)


@pytest.fixture
def received(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: tuple, name: str = "populations.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(toy.csv_of(list(rows)))
        return path

    return write


def kept() -> dict[str, int]:
    with transaction() as session:
        return dict(session.execute(select(Population.commune, Population.population)).all())


def counts() -> tuple[int, int]:
    with transaction() as session:
        return tuple(session.scalar(select(func.count()).select_from(model)) for model in (Import, Reject))


def test_rows_read_are_rows_loaded_unchanged_or_rejected(database, exploitation, received) -> None:
    run("toy", received(AIN), exploitation)

    report = run("toy", received(AIN, LOZERE, BAD), exploitation)

    assert (report.read, report.loaded, report.unchanged, report.rejected) == (3, 1, 1, 1)
    assert kept() == {"01053": 41365, "48095": 11641}
    with transaction() as session:
        row = session.get(Import, report.run_id)
        assert (row.rows_read, row.rows_loaded, row.rows_unchanged, row.rows_rejected) == (3, 1, 1, 1)


def test_the_same_file_again_changes_nothing_and_says_so(database, exploitation, received) -> None:
    first = run("toy", received(AIN, LOZERE), exploitation)

    again = run("toy", received(AIN, LOZERE), exploitation)

    assert (again.read, again.loaded, again.unchanged) == (2, 0, 2)
    assert f"(import n° {first.run_id})" in again.notes[-1]
    assert again.notes[-1].startswith("Rien n’a changé")
    with transaction() as session:
        assert set(session.scalars(select(Population.import_id))) == {first.run_id}


def test_a_changed_number_is_told_with_what_it_was(database, exploitation, received) -> None:
    run("toy", received(AIN, LOZERE), exploitation)

    report = run("toy", received(AIN, (*LOZERE[:3], 12000)), exploitation)

    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    assert report.changes.to_dict("records") == [
        {"line": 3, "key": "48095 · 2014", "column": "population", "before": "11641", "after": "12000"}
    ]


def test_a_dry_run_shows_what_would_change_and_keeps_nothing(database, exploitation, received) -> None:
    report = run("toy", received(AIN, BAD), exploitation, dry_run=True)

    assert (report.run_id, report.new, report.rejected) == (None, 1, 1)
    assert report.as_json()["dry_run"] is True
    assert kept() == {}
    assert counts() == (0, 0)
    assert not (settings().data_dir / "snapshots").exists()


def test_the_file_is_kept_as_received_under_its_fingerprint(sqlite_database, exploitation, received) -> None:
    path = received(AIN, BAD, name="Reçu de l'Ain.CSV")

    report = run("toy", path, exploitation)

    snapshot = place_of(report.sha256, path.name)
    assert snapshot == settings().data_dir / "snapshots" / report.sha256[:2] / f"{report.sha256}.csv"
    assert snapshot.read_bytes() == path.read_bytes()


def test_a_file_that_locates_a_shelter_is_not_kept_nor_the_content_of_its_row(database, exploitation, received) -> None:
    report = run("toy", received(AIN, (toy.SHELTER, 2014, "48", 3)), exploitation)

    with transaction() as session:
        found = imports.rejects(session, exploitation, report.run_id)
        assert session.get(Import, report.run_id).kept is False
        assert session.get(Import, report.run_id).file_name == "(nom non conservé)"
    assert found.loc[3].tolist()[0] is None
    assert not (settings().data_dir / "snapshots").exists()


def test_a_refused_file_changes_nothing_and_is_named_as_its_sender_knows_it(database, exploitation, tmp_path) -> None:
    path = tmp_path / "tmp1234"
    path.write_bytes(b"commune;year\n01053;2014\n")

    with pytest.raises(RejectedFile) as caught:
        run("toy", path, exploitation, file_name="Populations du Gard.csv")

    assert str(caught.value).startswith("Populations du Gard.csv\u00a0: colonnes absentes")
    assert counts() == (0, 0)


def test_a_failure_while_loading_leaves_the_database_as_it_was(database, exploitation, received, monkeypatch) -> None:
    def load_then_fail(session, perimetre, rows, import_id):
        toy.load(session, perimetre, rows, import_id)
        raise RuntimeError("the disk is full")

    monkeypatch.setitem(JOBS, "toy", Job("toy", "", toy.JOB.source, toy.read, toy.tidy, load=load_then_fail))

    with pytest.raises(RuntimeError, match="the disk is full"):
        run("toy", received(AIN), exploitation)

    assert kept() == {}
    assert counts() == (0, 0)


def test_a_job_that_loses_a_row_is_stopped(sqlite_database, exploitation, received, monkeypatch) -> None:
    def forgetful(raw: pd.DataFrame) -> Tidied:
        tidied = toy.tidy(raw)
        return Tidied(tidied.rows.iloc[1:], tidied.rejects)

    monkeypatch.setitem(JOBS, "toy", Job("toy", "", toy.JOB.source, toy.read, forgetful, load=toy.load))

    with pytest.raises(InternalError, match="2 lines read, 1 in rows or in rejects"):
        run("toy", received(AIN, LOZERE), exploitation)

    assert kept() == {}


def test_a_prefecture_loads_its_own_rows_and_the_others_are_sent_back(database, received) -> None:
    report = run("toy", received(AIN, LOZERE, BAD), perimetre("prefecture:48"))

    assert kept() == {"48095": 11641}
    assert report.rejects.index.tolist() == [2, 4]
    assert "pour Ain (01)" in report.rejects.at[2, "reason"]
    assert report.rejects.at[2, "content"]["commune"] == "01053"


def test_a_prefecture_cannot_take_a_fact_away_from_the_one_next_door(database, exploitation, received) -> None:
    run("toy", received(AIN), exploitation)

    with pytest.raises(RejectedFile, match=r"ligne 2.*relève aujourd’hui du département 01, hors de votre périmètre"):
        run("toy", received(("01053", 2014, "48", 0)), perimetre("prefecture:48"))

    assert kept() == {"01053": 41365}


@pytest.mark.parametrize("profile", ["public", "partenaire:48"])
def test_who_may_not_import_changes_nothing(sqlite_database, received, profile) -> None:
    with pytest.raises(NotAllowed):
        run("toy", received(LOZERE), perimetre(profile))

    assert counts() == (0, 0)


def test_rejects_are_read_by_their_sender_and_by_who_imports_for_france(
    sqlite_database, exploitation, received
) -> None:
    report = run("toy", received(BAD), perimetre("prefecture:48"))

    with transaction() as session:
        assert len(imports.rejects(session, perimetre("prefecture:48"), report.run_id)) == 1
        assert len(imports.rejects(session, exploitation, report.run_id)) == 1
        with pytest.raises(NotAllowed):
            imports.rejects(session, perimetre("prefecture:13"), report.run_id)
        with pytest.raises(NotAllowed):
            imports.rejects(session, perimetre("public"), report.run_id)
        with pytest.raises(KeyError):
            imports.rejects(session, exploitation, 999)


def test_the_public_knows_where_figures_come_from_and_not_who_brought_them(sqlite_database, received) -> None:
    run("toy", received(LOZERE), perimetre("prefecture:48"), received_by="bureau 12", vintage="2014")

    with transaction() as session:
        public, mine = (imports.imports(session, perimetre(who)) for who in ("public", "prefecture:48"))
        last = imports.latest(session, perimetre("public"))

    assert public["received_by"].tolist() == [""]
    assert mine["received_by"].tolist() == ["prefecture:48 · bureau 12"]
    assert last.at["toy", "vintage"] == "2014"


def test_rejected_rows_come_back_with_their_reason_and_load_once_corrected(database, exploitation, received) -> None:
    report = run("toy", received(AIN, BAD, ("2A004", 2014, "2A", "-5")), exploitation)
    path = received()
    path.write_bytes(rejected_csv(toy.TEMPLATE, report.rejects))
    assert list(rejected_rows(toy.TEMPLATE, report.rejects).columns)[-1] == "motif_du_rejet"
    assert b"'-5" in path.read_bytes()
    assert read_table(path)["Population"].tolist() == ["beaucoup", "-5"]

    corrected = path.read_text("utf-8-sig").replace(";20;beaucoup", ";2B;120").replace("'-5", "5")
    path.write_text(corrected)
    again = run("toy", path, exploitation)

    assert (again.read, again.loaded, again.rejected) == (2, 2, 0)
    assert kept() == {"01053": 41365, "20000": 120, "2A004": 5}


def test_each_step_is_announced(sqlite_database, exploitation, received) -> None:
    steps: list[str] = []

    run("toy", received(AIN), exploitation, progress=steps.append)

    assert tuple(steps) == STEPS


def test_two_imports_of_the_same_rows_at_once_both_succeed(database, exploitation, received) -> None:
    paths = [received(AIN, LOZERE, name=f"{number}.csv") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda path: run("toy", path, exploitation), paths))

    assert sorted((report.new, report.unchanged) for report in reports) == [(0, 2), (0, 2), (0, 2), (2, 0)]


def test_the_default_file_is_prepared_on_the_spot_and_no_other_database_is(
    tmp_path, exploitation, received, monkeypatch
) -> None:
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.delenv("VIGIE_DATABASE_URL", raising=False)
    settings.cache_clear()
    assert run("toy", received(AIN), exploitation).loaded == 1

    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'other.sqlite3'}")
    settings.cache_clear()
    with pytest.raises(DatabaseNotReady, match="python -m geodata migrate"):
        run("toy", received(AIN), exploitation)

    monkeypatch.undo()
    settings.cache_clear()


def test_a_snapshot_is_whole_or_absent(tmp_path, sqlite_database) -> None:
    path = tmp_path / "recu.csv"
    path.write_bytes(b"a;b\n")
    other = Fingerprint("0" * 64, 4)

    with pytest.raises(RejectedFile, match="a changé pendant sa lecture"):
        keep(path, other, path.name)

    assert [found for found in (settings().data_dir / "snapshots").rglob("*") if found.is_file()] == []
    kept_at = keep(path, fingerprint(path), "../../ailleurs.t/..%2f")
    assert kept_at.parent.parent == settings().data_dir / "snapshots"


def test_the_door_offers_every_source_with_its_label() -> None:
    assert all(job.label and job.source.producer for job in walk.JOBS.values())
    assert [key for key, job in walk.JOBS.items() if key != job.id] == []


@pytest.mark.parametrize(
    "name", ["Ac.Sé Lozère.csv", "Refuge Canari.csv", "3 rue du Canari.csv", "hébergement sécurisé.csv"]
)
def test_the_name_of_a_file_does_not_tell_what_its_rows_may_not(database, exploitation, received, name) -> None:
    report = run("toy", received(AIN, name=name), exploitation)

    with transaction() as session:
        assert session.get(Import, report.run_id).file_name == "(nom non conservé)"
    assert report.file == name


def test_a_file_whose_rows_are_all_refused_is_not_said_to_be_known(database, exploitation, received) -> None:
    report = run("toy", received(BAD), exploitation)

    assert report.notes == ["Rien n’a changé : aucune ligne n’a été acceptée."]


def test_the_words_of_its_sender_do_not_tell_it_either(database, exploitation, received) -> None:
    with pytest.raises(RejectedFile) as refused:
        run("toy", received(AIN), exploitation, vintage="places Ac.Sé, 3 rue du Canari")

    assert "Canari" not in str(refused.value)
    with transaction() as session:
        assert session.scalars(select(Import)).all() == []
