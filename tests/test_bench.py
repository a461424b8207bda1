"""The bench runs and says what it measured; how fast it went is never a test."""

import json
import subprocess
import sys
from typing import Any

import pytest

from config.settings import PROJECT
from geodata.indicators import INDICATORS

Run = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def quick_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What a quick bench of the indicators printed, and what it kept."""
    out = tmp_path_factory.mktemp("bench") / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "--quick", "--only", "indicators", "--out", str(out)]
    printed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    return printed, json.loads(out.read_text("utf-8"))


def test_the_bench_prints_its_tables_and_keeps_them(quick_run: Run) -> None:
    printed, kept = quick_run

    assert set(kept) == {"date", "quick", "machine", "seconds", "subjects"}
    assert kept["machine"]["cores"] >= 1
    tables = kept["subjects"]["indicators"]
    assert [table["id"] for table in tables] == ["indicators", "indicators_each", "exports"]
    for table in tables:
        assert table["title"] in printed
        assert table["rows"]
        assert all(set(row) == set(table["columns"]) for row in table["rows"])


def test_the_bench_names_no_folder_of_the_machine(quick_run: Run) -> None:
    printed, kept = quick_run

    assert str(PROJECT) not in printed + json.dumps(kept)
    assert "/tmp" not in printed + json.dumps(kept)


def test_the_plain_script_gives_the_figures_that_vigie_publishes(quick_run: Run) -> None:
    _, kept = quick_run

    rows = kept["subjects"]["indicators"][1]["rows"]

    same = {row["indicator"]: row["same"].split(" of ") for row in rows}
    assert len(same) == len(INDICATORS) - 1  # the two radii share a row
    del same["coverage_gap"]  # the script does not know what nobody verified
    assert all(agreeing == published != "0" for agreeing, published in same.values())
