"""A PostgreSQL server of our own, for the time of the tests: in a temporary folder, on the loopback only."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

_SERVICE_USER = "postgres"
_START_SECONDS = 30


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, of the newest version installed; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class PostgresqlServer:
    """`with PostgresqlServer(binaries()) as server: server.url("postgres")`; ended by its own process at the end."""

    def __init__(self, folder_of_binaries: Path) -> None:
        self._bin = folder_of_binaries
        self._folder = Path(tempfile.mkdtemp(prefix="vigie-postgresql-"))
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            # SIGINT asks PostgreSQL to cut its clients off and stop at once, cleanly.
            self._process.send_signal(2)
            self._process.wait(timeout=_START_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_SERVICE_USER}@127.0.0.1:{self.port}/{database}"

    def _start(self) -> None:
        # The server refuses to run as root: it is given to the user that Debian's package creates.
        as_service: dict[str, object] = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam(_SERVICE_USER)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
            as_service = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        data, log = self._folder / "data", self._folder / "log"
        common = {"cwd": self._folder, "env": {"LC_ALL": "C.UTF-8", "PATH": os.defpath}, **as_service}
        initialise = [self._bin / "initdb", "-D", data, "-U", _SERVICE_USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initialise, check=True, capture_output=True, **common)
        options = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}"]
        # Durable against a killed client, not against a power cut: the tests need the first only.
        options += ["fsync=off", "shared_buffers=32MB", "max_connections=40"]
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", data, *(part for option in options for part in ("-c", option))],
                stdout=output,
                stderr=output,
                **common,
            )
        deadline = time.monotonic() + _START_SECONDS
        while subprocess.run(
            [self._bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False, **common
        ).returncode:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
