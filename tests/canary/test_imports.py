"""The canary through every job: each column, each disguise, around the file and inside it."""

import base64
import hashlib
import traceback
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.settings import PROJECT
from etl.jobs import JOBS
from etl.run import rejected_csv, run
from geodata.database import transaction
from geodata.perimetre import perimetre
from geodata.repositories import imports
from tests.canary import canary
from tests.canary.conftest import Nest, everybody
from tests.canary.deliveries import PROFILES, ROWS, Delivery, delivery, hiding_places
from tests.geodata.shelter_guard.disguises import DISGUISES

READERS = [perimetre(name) for name in ("public", "exploitation")]
"""Enough for the files of one job, beside the bytes of the database; one test lets every profile read everything."""


def send(nest: Nest, job: str, path: Path, dry_run: bool = False, **about: str) -> None:
    """Send a file, and gather all that its sender is told; whatever stops it is printed as a server would log it."""
    try:
        report = run(job, path, perimetre(PROFILES.get(job, "exploitation")), dry_run=dry_run, **about)
    except Exception as failure:  # noqa: BLE001 - whatever is raised, its trace is searched
        nest.told(f"{job}: refusal", "".join(traceback.format_exception(failure)))
        return
    nest.told(f"{job}: report", canary.as_json(report.as_json()))
    nest.told(f"{job}: changes", report.changes.to_csv())
    nest.told(f"{job}: rejected", rejected_csv(JOBS[job].template, report.rejects))
    nest.told(f"{job}: file", report.file)


def disguised() -> list[str]:
    return [*(written(canary.TEXT) for written in DISGUISES.values()), *canary.PARTS]


def written(nest: Nest, sent: Delivery, name: str = "recu") -> Path:
    if sent.job == "etat_4001":
        return sent.write_xlsx(nest.sent / f"{name}.xlsx")
    return sent.write_csv(nest.sent / f"{name}.csv")


def test_every_job_can_be_delivered() -> None:
    missing = [job.id for job in JOBS.values() if job.template is None and job.id not in ROWS]

    assert not missing, f"a new job without template: write a good row of {missing} in tests/canary/deliveries.py"


@pytest.mark.parametrize("job", JOBS)
def test_a_good_delivery_is_loaded_so_that_the_others_prove_something(nest: Nest, job: str) -> None:
    report = run(job, written(nest, delivery(job)), perimetre(PROFILES.get(job, "exploitation")))

    assert (report.loaded, report.rejected) == (1, 0)


@pytest.mark.parametrize("job", JOBS)
def test_in_each_column_in_each_disguise(nest: Nest, job: str) -> None:
    good = delivery(job)
    for header in good.headers:
        send(nest, job, written(nest, good.with_cell(header, *disguised())))
    send(nest, job, written(nest, good.with_cell(good.headers[0], *disguised())), dry_run=True)

    assert nest.traces(READERS) == {}


@pytest.mark.parametrize("job", JOBS)
def test_alone_in_its_file(nest: Nest, job: str) -> None:
    good = delivery(job)
    for header in good.headers:
        send(nest, job, written(nest, Delivery(job, {**good.good, header: canary.TEXT})))

    assert nest.traces(READERS) == {}


def pairs(headers: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, lead) for name, lead in zip(headers, [*headers[1:], headers[0]], strict=True)]


@pytest.mark.parametrize("job", JOBS)
def test_the_name_in_a_column_and_the_lead_in_another(nest: Nest, job: str) -> None:
    good = delivery(job)
    for name, lead in pairs(good.headers):
        rows = [
            {**good.good, name: canary.NAME, lead: found}
            for found in (canary.ADDRESS, canary.STREET, canary.POINT, canary.PLUS_CODE, canary.TELEPHONE)
        ]
        send(nest, job, written(nest, Delivery(job, good.good, rows)))

    assert nest.traces(READERS) == {}


@pytest.mark.parametrize("job", JOBS)
def test_in_extra_columns_in_titles_and_in_lines_that_are_not_rows(nest: Nest, job: str) -> None:
    good = delivery(job)
    extra = Delivery(job, {**good.good, "commentaire": ""}, [{**good.good, "commentaire": canary.TEXT}])
    titled = Delivery(job, {**good.good, canary.TEXT: "x"})
    split = Delivery(job, {**good.good, f"adresse du {canary.NAME}": canary.ADDRESS})
    for sent in (extra, titled, split):
        send(nest, job, written(nest, sent))
        send(nest, job, sent.write_xlsx(nest.sent / "recu.xlsx"))
    for before in (f"# {canary.TEXT}\n", f"{canary.TEXT}\n\n", f'"{canary.TEXT}\n'):
        send(nest, job, good.write_csv(nest.sent / "recu.csv", before=before))
    for encoding in ("utf-16", "latin-1"):
        path = good.with_cell(good.headers[0], canary.TEXT).write_csv(nest.sent / "recu.csv", encoding)
        send(nest, job, path)

    assert nest.traces(READERS) == {}


def test_around_a_file_in_each_disguise(nest: Nest) -> None:
    """What stands around a file is looked at before any job is asked: one job is enough for all the disguises."""
    path = written(nest, delivery("listing_reviews"))
    for text in disguised():
        send(nest, "listing_reviews", path, file_name=f"{text.replace('/', '')}.csv")
        send(nest, "listing_reviews", path, vintage=text)
        send(nest, "listing_reviews", path, received_by=text)

    assert nest.traces(READERS) == {}


@pytest.mark.parametrize("job", JOBS)
def test_around_the_file(nest: Nest, job: str) -> None:
    path = written(nest, delivery(job))
    for text in (canary.TEXT, *canary.PARTS):
        send(nest, job, path, file_name=f"{text.replace('/', '')}.csv")
        send(nest, job, path, vintage=text)
        send(nest, job, path, received_by=text)
    send(nest, job, path, file_name=f"{canary.NAME}.csv", vintage=canary.ADDRESS)
    send(nest, job, path, file_name=f"{canary.NAME}.csv", received_by=canary.TELEPHONE)

    assert nest.traces(READERS) == {}


@pytest.mark.parametrize("job", JOBS)
def test_in_what_a_workbook_hides(nest: Nest, job: str) -> None:
    good = delivery(job)
    for place, hide in hiding_places(canary.TEXT).items():
        path = good.write_xlsx(nest.sent / "recu.xlsx", hide)
        assert canary.traces_in(path.read_bytes()), place
        send(nest, job, path)

    assert nest.traces(READERS) == {}


def test_every_profile_reads_nothing_of_it(nest: Nest) -> None:
    for job in JOBS:
        good = delivery(job)
        send(nest, job, written(nest, good.with_cell(good.headers[0], *disguised())))
        send(nest, job, good.write_xlsx(nest.sent / "recu.xlsx", hiding_places(canary.TEXT)["comment"]))

    assert nest.traces() == {}


def fingerprints(path: Path) -> list[bytes]:
    digest = hashlib.file_digest(path.open("rb"), "sha256")
    return [digest.hexdigest().encode(), digest.digest(), base64.b64encode(digest.digest())]


@pytest.mark.parametrize("job", JOBS)
def test_no_fingerprint_is_left_against_which_a_guess_could_be_checked(nest: Nest, job: str) -> None:
    good = delivery(job)
    path = written(nest, good.with_cell(good.headers[0], canary.TEXT))

    send(nest, job, path)

    assert not [found for found in fingerprints(path) if found in nest.database()]


def test_the_fingerprint_of_an_ordinary_file_is_found_or_the_test_above_proves_nothing(nest: Nest) -> None:
    path = written(nest, delivery("listing_reviews"))

    send(nest, "listing_reviews", path)

    assert [found for found in fingerprints(path) if found in nest.database()]


def test_that_secure_totals_arrived_is_known_to_their_sender_alone(nest: Nest) -> None:
    path = written(nest, delivery("secure_capacity"), "totaux-secrets")

    send(nest, "secure_capacity", path)

    assert not [found for found in fingerprints(path) if found in nest.database()]
    assert b"totaux-secrets" not in nest.database()
    for reader in everybody():
        with transaction() as session:
            listed = imports.imports(session, reader)
            known = imports.latest(session, reader).index.tolist()
        assert known == (["secure_capacity"] if reader.profile == "acse" else []), reader.profile
        assert ("sécurisées" in listed.to_csv()) == (reader.profile == "acse")


def test_no_copy_of_a_file_is_left_beside_the_project(nest: Nest) -> None:
    before = set(PROJECT.iterdir())

    for job in JOBS:
        send(nest, job, written(nest, delivery(job).with_cell(delivery(job).headers[0], canary.TEXT)))

    assert set(PROJECT.iterdir()) == before
