"""Servers of tests: on 127.0.0.1, waited for until they answer, ended by their own process."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

# A server imports much, and a busy machine is no fault of its own.
START_SECONDS = 180
END_SECONDS = 60


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str | Path], answers: str, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A process started in `folder` that answers at the address `answers`, until the end of the block."""
    process = subprocess.Popen([*command], cwd=folder, env=environment)
    try:
        _wait(answers, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=END_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            pytest.fail(f"the server of {address} stopped with code {process.returncode}")
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer in {START_SECONDS} seconds")
