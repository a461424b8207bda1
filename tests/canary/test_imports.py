"""The canary through every job: each column, each disguise, around the file and inside it."""

import traceback
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.settings import PROJECT
from etl.jobs import JOBS
from etl.run import rejected_csv, run
from geodata.perimetre import perimetre
from tests.canary import canary
from tests.canary.conftest import Nest
from tests.canary.deliveries import PROFILES, ROWS, Delivery, delivery, hiding_places
from tests.geodata.shelter_guard.disguises import DISGUISES

READERS = [perimetre(name) for name in ("public", "prefecture:48", "miprof", "exploitation")]
"""Enough for the files of one job; every profile reads at the end of each test that says so."""


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
        path = written(nest, good.with_cell(header, *disguised()))
        send(nest, job, path, dry_run=True)
        send(nest, job, path)

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


@pytest.mark.parametrize("job", JOBS)
def test_around_the_file(nest: Nest, job: str) -> None:
    path = written(nest, delivery(job))
    for text in disguised():
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


def test_no_copy_of_a_file_is_left_beside_the_project(nest: Nest) -> None:
    before = set(PROJECT.iterdir())

    for job in JOBS:
        send(nest, job, written(nest, delivery(job).with_cell(delivery(job).headers[0], canary.TEXT)))

    assert set(PROJECT.iterdir()) == before
