"""`python -m tests.bench`: what the house does, measured beside what a user would pick instead."""

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from config.settings import settings
from tests.bench.table import Table

WIDTH = 130
"""Columns of text in a file or a pipe."""


class Subject(StrEnum):
    """What can be measured: a module of this package each, with `measure(quick) -> list[Table]`."""

    JOBS = "jobs"
    GEOCODER = "geocoder"
    INDICATORS = "indicators"
    SECRECY = "secrecy"
    PLANS = "plans"
    BROWSER = "browser"


def bench(
    only: Annotated[list[Subject] | None, typer.Option(help="measure this alone; may be repeated")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="small sizes, one run: to see that it works")] = False,
    out: Annotated[Path | None, typer.Option(help="JSON to write; else bench/<date>.json in the data folder")] = None,
) -> None:
    """Print tables of measures and keep them as JSON. Nothing here fails for being slow."""
    from tests.bench.machine import machine

    began = datetime.now().astimezone()
    file = out or settings().data_dir / "bench" / f"{began:%Y-%m-%d_%H%M}.json"
    logging.disable(logging.WARNING)  # without a server, Streamlit warns at each call
    console, described = Console(width=None if sys.stdout.isatty() else WIDTH), machine()
    console.print("\n".join([f"{began:%Y-%m-%d %H:%M}", *(f"{key}: {value}" for key, value in described.items()), ""]))
    measured: dict[str, list[dict[str, object]]] = {}
    seconds: dict[str, float] = {}
    for subject in only or list(Subject):
        started = time.monotonic()
        with console.status(f"Measuring: {subject}"):
            # Imported one by one: the processes that measure memory start from this module, and must stay light.
            measure: Callable[[bool], list[Table]] = import_module(f"tests.bench.{subject}").measure
            tables = measure(quick)
        seconds[subject] = round(time.monotonic() - started, 1)
        for table in tables:
            table.show(console)
        measured[subject] = [table.as_json() for table in tables]
    report = {"date": began.isoformat(timespec="seconds"), "quick": quick, "machine": described, "seconds": seconds}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(report | {"subjects": measured}, ensure_ascii=False, indent=1), encoding="utf-8")
    told = ", ".join(f"{subject} {spent:.0f} s" for subject, spent in seconds.items())
    console.print(f"Measured in {sum(seconds.values()):.0f} s ({told}); kept in {file.name}")


if __name__ == "__main__":
    typer.run(bench)
