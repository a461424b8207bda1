"""What a script would do of a received file: read it, and put it in a table. Imports nothing of Vigie."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pandas as pd

from tests.bench.measured import peak_mb, timed


def load_with_pandas(file: Path, warming: Path, runs: int) -> dict[str, float]:
    """Median seconds of reading `file` and writing it to a fresh SQLite file, peak of memory."""
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as folder:
        if warming != file:
            _copy(warming, Path(folder) / "warming.sqlite3")
        names = count()
        spent, _ = timed(lambda: _copy(file, Path(folder) / f"{next(names)}.sqlite3"), runs)
    return {"seconds": spent, "peak_mb": peak_mb()}


def _copy(file: Path, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for name, table in _tables(file):
            table.to_sql(name, connection, index=False)
        connection.commit()


def _tables(file: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    if file.suffix == ".csv":
        yield "received", pd.read_csv(file, sep=";", encoding="utf-8-sig")
    else:
        sheets = pd.read_excel(file, sheet_name=None, engine="openpyxl")
        yield from ((name, table) for name, table in sheets.items() if not table.columns.empty)
