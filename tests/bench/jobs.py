"""The jobs, each beside what a script would do: pandas straight into SQL, without checks nor provenance."""

import statistics
import tempfile
import time
from pathlib import Path

from config.settings import PROJECT
from etl.run import run
from geodata.perimetre import perimetre
from tests.bench import received
from tests.bench.jobs_in_pandas import load_with_pandas
from tests.bench.measured import in_own_process, peak_mb
from tests.bench.table import Cell, Table
from tests.bench.workspace import empty, fresh_archive

COLUMNS = {
    "job": "job", "rows": "rows", "first": "first load rows/s", "again": "same file again rows/s",
    "pandas": "pandas rows/s", "faster": "Vigie × as fast", "peak_mb": "peak MB", "pandas_peak_mb": "pandas peak MB",
}  # fmt: skip
NOTES = [
    "Vigie: fingerprint, reading, checks, places of associations, provenance, one transaction, the file kept.",
    "pandas: read_csv (or read_excel with openpyxl, every sheet) then DataFrame.to_sql; nothing checked, no identity: "
    "loading again doubles the rows.",
    "Each peak is that of a process of its own, libraries included.",
]
WORKBOOKS = PROJECT.parent / "shared" / "data" / "etat_4001"


def measure(quick: bool) -> list[Table]:
    sizes = (1_000,) if quick else (1_000, 10_000, 100_000)
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as folder:
        rows = [_generated(job, size, Path(folder)) for job in received.ROWS for size in sizes]
    workbook = next(WORKBOOKS.glob("*.xlsx"), None)
    notes = list(NOTES)
    if workbook is None:
        notes.append("etat_4001: not measured, the public workbook is not in a folder shared/data beside the project.")
    elif quick:
        notes.append("etat_4001: not measured in a quick run.")
    else:
        rows.append(_row("etat_4001", workbook, workbook, 1))
    return [Table("jobs", "Jobs: rows per second into a fresh SQLite database", COLUMNS, rows, notes)]


def _generated(job: str, size: int, folder: Path) -> dict[str, Cell]:
    warming = received.write(job, 100, folder / f"{job}_100.csv")
    file = received.write(job, size, folder / f"{job}_{size}.csv")
    return _row(job, file, warming, 3 if size <= 10_000 else 1)


def _row(job: str, file: Path, warming: Path, runs: int) -> dict[str, Cell]:
    ours = in_own_process(load_with_vigie, job, file, warming, runs)
    plain = in_own_process(load_with_pandas, file, warming, runs)
    return {
        "job": job,
        "rows": ours["rows"],
        "first": int(ours["rows"] / ours["first"]),
        "again": int(ours["rows"] / ours["again"]),
        "pandas": int(ours["rows"] / plain["seconds"]),
        "faster": plain["seconds"] / ours["first"],
        "peak_mb": int(ours["peak_mb"]),
        "pandas_peak_mb": int(plain["peak_mb"]),
    }


def load_with_vigie(job: str, file: Path, warming: Path, runs: int) -> dict[str, float]:
    """Rows of `file`, median seconds of a first load and of the same file again, peak of memory."""
    who = perimetre("exploitation")
    first, again, rows = [], [], 0
    with fresh_archive() as folder:
        if warming != file:
            run(job, warming, who, dry_run=True)
        for _ in range(runs):
            empty(folder)
            began = time.perf_counter()
            rows = run(job, file, who).read
            loaded = time.perf_counter()
            changed = run(job, file, who).loaded
            first.append(loaded - began)
            again.append(time.perf_counter() - loaded)
            if changed:
                raise AssertionError(f"{job}: {changed} rows changed when the same file came again")
    return {"rows": rows, "first": statistics.median(first), "again": statistics.median(again), "peak_mb": peak_mb()}
