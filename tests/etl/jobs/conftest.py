"""How these tests send a file: rows written in the test, a CSV on the disk, the real walk of the dock."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from etl.run import Report, run
from geodata.perimetre import perimetre

Rows = Iterable[Mapping[str, str]]


@pytest.fixture
def received(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a CSV file (UTF-8, semicolons), and gives its path."""

    def write(rows: Rows, name: str = "recu.csv") -> Path:
        listed = list(rows)
        folder = tmp_path / "received"
        folder.mkdir(exist_ok=True)
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(name for row in listed for name in row)), delimiter=";")
            writer.writeheader()
            writer.writerows(listed)
        return path

    return write


@pytest.fixture
def send(sqlite_database: str, received: Callable[..., Path]) -> Callable[..., Report]:
    """Sends rows to a job, as a profile (`exploitation` by default), and gives the report."""

    def run_job(job: str, rows: Rows, profile: str = "exploitation") -> Report:
        return run(job, received(rows), perimetre(profile))

    return run_job
