"""Start a real addok behind the State's batch route, on the loopback, until standard input closes.

Prints one line of JSON, {"url": …}, once ready. Everything ends with the process that holds the other end of standard
input, even when that process is killed; what this one starts ends with it, even when it is killed too.
"""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import sample

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PR_SET_PDEATHSIG = 1
READY_SECONDS = 30


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, cwd=HERE,
            preexec_fn=_die_with_parent,
        )  # fmt: skip


def _wait_for(ready: Callable[[], bool], what: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=1):
            return True
    except OSError:
        return False


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="vigie-addok-"))
    started: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        address = folder / "redis.sock"
        log = folder / "log"
        environment = os.environ | {
            "REDIS_SOCKET": str(address),
            "ADDOK_CONFIG_MODULE": str(HERE / "addok_config.py"),
            "ADDOK_LOG_DIR": str(folder),
        }
        redis = ["redis-server", "--port", "0", "--unixsocket", str(address), "--save", "", "--appendonly", "no"]
        started.append(_start([*redis, "--dir", str(folder)], environment, log))
        _wait_for(address.exists, "redis-server", log)
        sample.write(folder / "addresses.ndjson")
        for command in (["batch", str(folder / "addresses.ndjson")], ["ngrams"]):
            with log.open("ab") as output:
                subprocess.run([BIN / "addok", *command], env=environment, check=True, stdout=output, stderr=output)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = [BIN / "gunicorn", "-w", "1", "-b", f"127.0.0.1:{port}", "--timeout", "300", "--no-control-socket"]
        started.append(_start([*map(str, server), "geoplateforme:application"], environment, log))
        _wait_for(lambda: _answers(f"http://127.0.0.1:{port}/bodies"), "gunicorn", log)
        print(json.dumps({"url": f"http://127.0.0.1:{port}"}), flush=True)
        sys.stdin.read()
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
