"""A real addok server for the tests that need one, and rows to geocode."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pandas as pd
import pytest

SERVE = Path(__file__).parents[2] / "geocoder" / "serve.py"
START_SECONDS = 60


@dataclass(frozen=True)
class GeocoderServer:
    """`url` is the base address of the geocoder; the next requests meet the faults that `prepare` lists."""

    root: str

    @property
    def url(self) -> str:
        return f"{self.root}/geocodage"

    def prepare(self, *faults: str, max_rows: int = 200_000) -> None:
        httpx.post(f"{self.root}/control", json={"faults": faults, "max_rows": max_rows}, trust_env=False)

    def bodies(self) -> list[str]:
        """What was received since `prepare`, as received."""
        received: list[str] = httpx.get(f"{self.root}/bodies", trust_env=False).json()
        return received


@pytest.fixture(scope="session")
def running_server() -> Iterator[GeocoderServer]:
    if shutil.which("redis-server") is None:
        sentence = "redis-server is not installed (Debian: apt-get install redis-server)"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    process = subprocess.Popen([sys.executable, SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        readable, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        line = process.stdout.readline() if readable else ""
        if not line:
            pytest.fail("the addok server did not start; its reason is above")
        yield GeocoderServer(json.loads(line)["url"])
    finally:
        # It ends what it started when its input closes.
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture
def server(running_server: GeocoderServer) -> GeocoderServer:
    """A server without any fault, that remembers nothing."""
    running_server.prepare()
    return running_server


@pytest.fixture
def rows() -> Callable[..., pd.DataFrame]:
    """`rows(("8 rue Dagobert", "92110", "Clichy"), …, sensitive=[…])`: rows to geocode, with ids in no order."""

    def build(*addresses: tuple[str, str, str], **columns: list[Any]) -> pd.DataFrame:
        table = pd.DataFrame(list(addresses), columns=["street", "postcode", "city"], dtype="str")
        return table.assign(row_id=[f"r{(7 * place) % 1009}" for place in range(len(table))], **columns)

    return build
