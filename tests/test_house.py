"""The house itself: what must hold whatever is added to it."""

import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import etl.jobs
import layers
from config.plan import plan
from config.settings import PROJECT
from geodata import models
from geodata.indicators import INDICATORS, Indicator
from geodata.publication.provenance import TABLES

ROOMS = ("config", "geodata", "etl", "layers", "dashboard")
LOCATING = re.compile(r"street|address|city\b|commune|postcode|\blat\b|\blon\b|geometry|operator|finess|phone")


def source_files() -> list[Path]:
    return [path for room in (*ROOMS, "tests") for path in (PROJECT / room).rglob("*.py")]


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS.keys())
def test_every_indicator_can_be_explained(indicator: Indicator):
    assert indicator.unit or indicator.boolean
    assert indicator.formula.__doc__
    for text in (indicator.label, indicator.question, indicator.source, indicator.method, indicator.silence):
        assert len(text) > 10
    assert indicator.question.endswith("\N{NO-BREAK SPACE}?")
    assert set(indicator.jobs) <= set(etl.jobs.JOBS)
    assert all(plan("2014-2016").mesure(number) for number in indicator.mesures)


def test_every_indicator_has_a_layer():
    assert {layer.indicator for layer in layers.LAYERS.values()} >= set(INDICATORS)


def test_every_job_says_its_source_and_where_its_rows_are_kept():
    for job in etl.jobs.JOBS.values():
        assert job.source.title
        assert job.source.producer
        assert job.id in TABLES


def test_a_table_about_housing_has_no_column_that_could_locate_a_shelter():
    columns = {column.name for column in models.DiagnosticRow.__table__.columns}

    assert not {name for name in columns if LOCATING.search(name)}
    assert not [fk for fk in models.DiagnosticRow.__table__.foreign_keys if fk.column.table.name != "imports"]


def test_the_rooms_import_one_another_in_one_direction():
    assert lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True) == 0


def test_no_file_is_a_drawer_where_anything_fits():
    assert not [path for path in source_files() if re.search(r"util|helper|manager|misc", path.stem)]


def test_no_file_of_the_dashboard_hides_a_room():
    hidden = {path.stem for path in (PROJECT / "dashboard").iterdir()} & {*ROOMS, "tests"}

    assert not hidden


def test_files_stay_small():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in source_files() if path.name != "__init__.py"}

    assert statistics.median(lengths.values()) <= 120
    assert not {path.name for path, length in lengths.items() if length > 400}


def test_the_lock_file_holds_versions_and_fingerprints_and_no_address():
    lock = (PROJECT / "requirements.lock").read_text("utf-8")

    assert "://" not in lock
    assert "--index-url" not in lock
    assert re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==", lock, re.MULTILINE)
    assert len(re.findall(r"--hash=sha256:", lock)) > 100


def test_a_module_run_from_the_project_never_needs_the_dashboard_to_start():
    command = "import sys, etl.__main__, geodata.__main__; sys.exit('streamlit' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
