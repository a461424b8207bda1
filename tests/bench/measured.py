"""How things are measured: medians of several runs, and peaks of memory in a process of their own."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

PATIENCE = 3.0
"""Seconds: no further run begins once the ones before have taken so long; their spread is small."""

T = TypeVar("T")


def timed(action: Callable[[], T], runs: int = 1) -> tuple[float, T]:
    """The median time of several runs, in seconds, and what the last one answered."""
    spent: list[float] = []
    while not spent or (len(spent) < runs and sum(spent) < PATIENCE):
        began = time.perf_counter()
        answer = action()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent), answer


def in_own_process(function: Callable[..., Any], *arguments: Any) -> Any:
    """What `function` answers in a new process, so that neither memory nor caches of the others are counted with it."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage() would count the parent's memory too, inherited when the process was started
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
