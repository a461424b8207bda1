"""A server on this machine alone, its processor time, and its end."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

PATIENCE = 60.0
"""Seconds for a server to answer."""


class Server:
    """A running server: `address`, and how much processor time it has used."""

    def __init__(self, address: str, process: psutil.Process) -> None:
        self.address, self.process = address, process

    def cpu_seconds(self) -> float:
        times = [each.cpu_times() for each in (self.process, *self.process.children(recursive=True))]
        return sum(each.user + each.system for each in times)


@contextmanager
def serving(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Start `command` from `folder`, `{port}` being a free port, and end it by its own number.

    Raises `RuntimeError`, with what the server wrote, when it stops or does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [part.format(port=port) for part in command],
            cwd=folder, env=os.environ | (environment or {}), stdout=written, stderr=written,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, log)
        yield Server(address, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer: {log.read_text('utf-8', 'replace')[-2000:]}")
