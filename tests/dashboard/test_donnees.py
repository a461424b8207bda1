"""The page of files: who sends which, and who may know that one arrived."""

from pathlib import Path

import pytest

from dashboard import data
from etl.jobs import JOBS
from etl.run import NotAllowed, may_send, run
from geodata.database import transaction
from geodata.models import Import
from geodata.perimetre import perimetre
from geodata.repositories import imports
from tests.canary.deliveries import delivery
from tests.dashboard.test_pages import opened, text_of
from tests.matrix_oracle import SAMPLES, Sample

ORDINARY = set(JOBS) - {"secure_capacity"}
SENDERS = {
    "siao": {"diagnostics_360", "relocation_requests"},
    "prefecture": ORDINARY,
    "referent": ORDINARY,
    "miprof": ORDINARY,
    "dihal": ORDINARY,
    "acse": {"secure_capacity"},
    "exploitation": ORDINARY,
}
"""Written by hand from the matrix: who records imports, places of a département, or secure places."""


def sent_file(job: str, folder: Path) -> Path:
    good = delivery(job)
    return good.write_xlsx(folder / "envoi.xlsx") if job == "etat_4001" else good.write_csv(folder / "envoi.csv")


@pytest.mark.parametrize("who", SAMPLES, ids=lambda who: who.name)
def test_each_profile_is_offered_the_files_that_it_may_send_and_no_others(empty_database: str, who: Sample) -> None:
    app = opened("donnees", who.profile)

    offered = [options for each in app.selectbox if each.label == "Source" for options in each.options]
    mine = SENDERS.get(who.name, set())
    assert offered == [job.label for job in JOBS.values() if job.id in mine]
    assert bool(app.get("file_uploader")) == bool(mine)
    assert bool(mine) or any("ne permet pas d’enregistrer" in info.value for info in app.info)


@pytest.mark.parametrize("job", JOBS)
def test_each_profile_sends_what_it_is_offered_and_is_refused_the_rest(
    sqlite_database: str, tmp_path: Path, job: str
) -> None:
    file = sent_file(job, tmp_path)
    for who in SAMPLES:
        rights = perimetre(who.profile)
        assert may_send(job, rights) == (job in SENDERS.get(who.name, set())), who.name
        if may_send(job, rights):
            report = run(job, file, rights, dry_run=True)
            assert report.read == report.loaded + report.rejected
        else:
            with pytest.raises(NotAllowed, match="ne permet pas d’enregistrer"):
                run(job, file, rights, dry_run=True)


def test_a_siao_records_the_diagnostic_of_its_own_departement_only(database: str, tmp_path: Path) -> None:
    sent = delivery("diagnostics_360")
    sent.good["code_departement"] = "48"
    elsewhere = sent.with_cell("code_departement", "01")

    report = run("diagnostics_360", elsewhere.write_csv(tmp_path / "envoi.csv"), perimetre("siao:48"))

    assert (report.loaded, report.rejected) == (1, 1)
    assert "Ain (01)" in report.rejects["reason"].iloc[0]
    with transaction() as session:
        assert len(imports.rejects(session, perimetre("siao:48"), report.run_id or 0)) == 1
        with pytest.raises(NotAllowed):
            imports.rejects(session, perimetre("siao:01"), report.run_id or 0)


@pytest.mark.parametrize("who", SAMPLES, ids=lambda who: who.name)
def test_that_secure_totals_arrived_is_told_to_their_sender_alone(
    empty_database: str, tmp_path: Path, who: Sample
) -> None:
    for job, profile in (("population", "miprof"), ("secure_capacity", "acse"), ("listing_reviews", "miprof")):
        run(job, sent_file(job, tmp_path), perimetre(profile), vintage="2016")

    listed = opened("donnees", who.profile).dataframe[0].value

    assert ("Places sécurisées par grande zone" in listed.to_string()) == (who.name == "acse")
    assert len(listed) == (3 if who.name == "acse" else 2)
    assert ("N°" in listed) == (who.name in SENDERS)
    assert "listing_reviews" in set(data.imports(perimetre(who.profile))["job"])
    if who.name not in SENDERS:
        # A number that is missing would tell that something arrived in between.
        assert data.imports(perimetre(who.profile)).index.tolist() == [2, 1]


def test_secure_totals_alone_leave_the_archive_empty_for_the_others(empty_database: str, tmp_path: Path) -> None:
    run("secure_capacity", sent_file("secure_capacity", tmp_path), perimetre("acse"))

    assert data.empty()
    assert "Aucun fichier n’a encore été reçu." in text_of(opened("donnees", "miprof"))


def test_nothing_is_kept_of_a_secret_file_but_its_rows(database: str, tmp_path: Path) -> None:
    file = sent_file("secure_capacity", tmp_path)

    report = run("secure_capacity", file, perimetre("acse"), file_name="ouest_30_places.csv", vintage="30 places")
    again = run("secure_capacity", file, perimetre("acse"))

    with transaction() as session:
        kept = session.get_one(Import, report.run_id)
        assert (kept.sha256, kept.size, kept.kept, kept.vintage) == ("", 0, False, "")
        assert "30" not in kept.file_name
    assert report.sha256 == ""
    assert not (tmp_path / "snapshots").exists()
    assert again.notes == ["Rien n’a changé\N{NO-BREAK SPACE}: ces faits étaient déjà connus."]
