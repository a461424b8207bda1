"""What the tests share: the public files, a database of each kind, and who is at the keyboard."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from config.settings import PROJECT, settings
from geodata.database import engine
from geodata.perimetre import Perimetre, perimetre
from geodata.schema import migrate
from tests.postgresql import PostgresqlServer, binaries

_TEMPLATE = "vigie_template"


def _cannot_run(sentence: str) -> NoReturn:
    """A test that cannot run is a failure in continuous integration, where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture
def announce(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say a sentence that is read at the end, even when the test passes, in whatever process it ran."""
    return lambda sentence: record_property("told", sentence)


@pytest.fixture
def walked(record_property: Callable[[str, object], None]) -> Iterator[Counter[str]]:
    """How many cells were walked, by channel; their sums are printed at the end."""
    cells: Counter[str] = Counter()
    yield cells
    for channel, count in cells.items():
        record_property(f"cells of the matrix, {channel}", count)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests told, and the sums of what they counted."""
    reports = [each for kind in terminalreporter.stats.values() for each in kind]
    said = [pair for each in reports if getattr(each, "when", "") == "teardown" for pair in each.user_properties]
    if said:
        terminalreporter.section("told")
    for name, sentence in said:
        if name == "told":
            terminalreporter.write_line(str(sentence))
    counted: Counter[str] = Counter()
    for name, count in said:
        if isinstance(count, int):
            counted[name] += count
    for name, count in counted.items():
        terminalreporter.write_line(f"{name}: {count}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real public files, kept beside the project."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the public files (folder shared/data beside the project) are not there")
    return folder


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database in its present shape, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    url = f"sqlite:///{file}"
    migrate(url)
    # Closing the last connection folds the write-ahead log into the file.
    engine(url).dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server with an empty database in its present shape, to be copied."""
    folder = binaries()
    if folder is None:
        _cannot_run("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with PostgresqlServer(folder) as server:
        _administer(server, f"CREATE DATABASE {_TEMPLATE}")
        migrate(server.url(_TEMPLATE))
        engine(server.url(_TEMPLATE)).dispose()
        yield server


def _administer(server: PostgresqlServer, statement: str) -> None:
    administration = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(statement))
    administration.dispose()


def fresh_postgresql(server: PostgresqlServer) -> Iterator[str]:
    """The address of a copy of its empty database, dropped once the iterator is resumed."""
    name = f"vigie_{uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield server.url(name)
    engine(server.url(name)).dispose()
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a fresh and empty database, once on SQLite and once on PostgreSQL; settings point to it."""
    yield from _database(request, request.param, tmp_path, migrated_sqlite, monkeypatch)


@pytest.fixture
def sqlite_database(
    request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The same on SQLite alone, where the kind of database cannot matter."""
    yield from _database(request, "sqlite", tmp_path, migrated_sqlite, monkeypatch)


def _database(
    request: pytest.FixtureRequest, kind: str, folder: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    monkeypatch.setenv("VIGIE_DATA_DIR", str(folder))
    monkeypatch.setenv("VIGIE_ENV", "production")
    if kind == "sqlite":
        file = folder / "vigie.sqlite3"
        file.write_bytes(migrated.read_bytes())
        addresses = iter([f"sqlite:///{file}"])
    else:
        addresses = fresh_postgresql(request.getfixturevalue("postgresql_server"))
    url = next(addresses)
    monkeypatch.setenv("VIGIE_DATABASE_URL", url)
    settings.cache_clear()
    yield url
    engine(url).dispose()
    monkeypatch.undo()
    settings.cache_clear()
    next(addresses, None)


@pytest.fixture
def exploitation() -> Perimetre:
    """Whoever operates the server: writes for the whole of France."""
    return perimetre("exploitation")
