"""A process that dies while it loads leaves the database as it was, and the next one works."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, make_url, select, text

from config.settings import PROJECT
from etl.run import JOBS, run
from geodata.database import transaction
from geodata.models import Import, Population
from tests.etl import toy

ROWS = 30_000
PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def toy_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JOBS, "toy", toy.JOB)


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    path = tmp_path / "populations.csv"
    path.write_bytes(a_big_file(population=0))
    return path


def a_big_file(population: int) -> bytes:
    return toy.csv_of([(f"{number:05}", 2014, "01", population) for number in range(ROWS)])


@pytest.fixture
def before(database: str, exploitation, tmp_path: Path) -> tuple[object, ...]:
    """What the database holds, from an earlier file that the big one would change."""
    path = tmp_path / "earlier.csv"
    path.write_bytes(toy.csv_of([("00001", 2014, "01", 999), ("99999", 2013, "48", 5)]))
    run("toy", path, exploitation)
    return held()


def held() -> tuple[object, ...]:
    with transaction() as session:
        facts = session.execute(
            select(func.count(), func.sum(Population.population), func.max(Population.import_id)).select_from(
                Population
            )
        ).one()
        return (*facts, session.scalar(select(func.count()).select_from(Import)))


def a_run(file: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.etl.toy", "run", "toy", str(file), "--json"]
    return subprocess.Popen(command, cwd=PROJECT, env=os.environ.copy(), stdout=subprocess.PIPE)


def is_loading(url: str) -> Callable[[], bool]:
    """A test of whether rows are being written, by someone who has not committed."""
    if url.startswith("sqlite"):
        return lambda: is_locked(make_url(url).database)
    observer = create_engine(url, isolation_level="AUTOCOMMIT")
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO populations%' AND state <> 'idle'"
    )

    def seen() -> bool:
        with observer.connect() as connection:
            return bool(connection.scalar(query))

    return seen


def is_locked(file: str | None) -> bool:
    with closing(sqlite3.connect(str(file), timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
    return False


def finish(process: subprocess.Popen[bytes]) -> dict[str, int]:
    output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    return json.loads(output)


def test_killed_while_rows_are_written(database, before, big_file) -> None:
    loading = is_loading(database)
    process = a_run(big_file)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not loading() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)

    process.kill()

    assert process.wait() == -signal.SIGKILL
    assert held() == before
    report = finish(a_run(big_file))
    assert (report["read"], report["loaded"], report["rejected"]) == (ROWS, ROWS, 0)
    assert report["changed"] == 1


def test_killed_at_any_moment(database, exploitation, big_file) -> None:
    began = time.monotonic()
    finish(a_run(big_file))
    whole = time.monotonic() - began

    for attempt in range(1, 3):
        big_file.write_bytes(a_big_file(population=attempt))
        process = a_run(big_file)
        time.sleep(random.uniform(0.3, 1.0) * whole)
        process.kill()
        process.communicate()
        assert_all_or_nothing()

    report = finish(a_run(big_file))
    assert report["loaded"] + report["unchanged"] == ROWS


def assert_all_or_nothing() -> None:
    """Every row comes from one file, and that file is the last import."""
    with transaction() as session:
        origins = session.execute(select(Population.population, Population.import_id).distinct()).all()
        last = session.scalar(select(func.max(Import.id)))
    assert len(origins) == 1
    assert origins[0].import_id == last
