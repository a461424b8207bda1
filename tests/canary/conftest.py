"""Where everything that comes out is gathered, then searched."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from config.settings import settings
from geodata.database import engine, transaction
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import NotAllowed, Perimetre, perimetre, profiles
from geodata.publication import Format, publish, publish_case_counts, publish_listing, to_bytes
from geodata.repositories import imports
from tests.canary import canary
from tests.postgresql import binaries

PLACES = ("", ":48", ":11", ":1", ":justice")


def everybody() -> list[Perimetre]:
    """One visitor of each profile."""
    return [_attached(name) for name in profiles()]


def _attached(name: str) -> Perimetre:
    for place in PLACES:
        try:
            return perimetre(name + place)
        except ValueError:
            continue
    raise AssertionError(f"say in PLACES where the profile {name} is attached")


class Nest:
    """Everything that came out, and the places where something may have stayed."""

    def __init__(self, folder: Path, url: str, caplog: pytest.LogCaptureFixture) -> None:
        self.sent = folder / "sent"
        self.sent.mkdir()
        self._url, self._caplog, self._said = url, caplog, {}

    def told(self, door: str, said: object) -> None:
        """Something came out of a door: an answer, a report, an error with its trace."""
        self._said[f"{len(self._said)} {door}"] = said if isinstance(said, bytes) else str(said)

    def traces(self, readers: list[Perimetre] | None = None) -> dict[str, set[str]]:
        """Where the canary is seen: answers, logs, files, the database itself, and what each reader gets.

        `readers`: who reads the files received and the listing; by default every profile reads all that is published.
        """
        for reader in readers if readers is not None else everybody():
            self._read(reader)
            if readers is None:
                self._read_indicators(reader)
        # What the client of the tests says of its own requests is not ours.
        records = [record for record in self._caplog.records if not record.name.startswith("httpx")]
        self.told("log", "\n".join(f"{record.getMessage()} {record.__dict__}" for record in records))
        self.told("database", self.database())
        # The same sentence is often said many times: it is searched once.
        doors = {said: door for door, said in self._said.items()}
        found = {door: canary.traces_in(said) for said, door in doors.items()}
        found |= canary.traces_below(settings().data_dir, but=self.sent)
        return {door: traces for door, traces in found.items() if traces}

    def database(self) -> bytes:
        """The bytes of the database: its files, or what pg_dump and the log of the server say."""
        address = make_url(self._url)
        if address.get_backend_name() == "sqlite":
            with engine(self._url).connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            file = Path(str(address.database))
            return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        command = [
            str(binaries() / "pg_dump"), "-h", "127.0.0.1", "-p", str(address.port), "-U", str(address.username),
            str(address.database),
        ]  # fmt: skip
        return subprocess.run(command, check=True, capture_output=True).stdout

    def _read(self, reader: Perimetre) -> None:
        who = reader.profile
        with transaction() as session:
            self.told(f"imports, {who}", imports.imports(session, reader).to_csv())
            for number in imports.imports(session, reader).index:
                try:
                    self.told(f"rejects, {who}", imports.rejects(session, reader, int(number)).to_csv())
                except NotAllowed as refusal:
                    self.told(f"rejects, {who}", refusal)
            for published in (publish_listing(session, reader), publish_case_counts(session, reader)):
                for format in Format if published.geometry else (Format.CSV, Format.XLSX):
                    self.told(f"{published.id}.{format}, {who}", to_bytes(published, format))

    def _read_indicators(self, reader: Perimetre) -> None:
        who = reader.profile
        with transaction() as session:
            for indicator in INDICATORS:
                try:
                    published = publish(session, indicator, Choice(2016), reader)
                except NotAllowed as refusal:
                    self.told(f"{indicator}, {who}", refusal)
                else:
                    self.told(f"{indicator}.csv, {who}", to_bytes(published, Format.CSV))


@pytest.fixture
def nest(database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Nest]:
    with caplog.at_level(logging.DEBUG):
        yield Nest(tmp_path, database, caplog)
