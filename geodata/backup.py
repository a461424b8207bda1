"""A copy of all that the archive holds, readable by either database: tables, and the files as received."""

import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Column, Connection, Date, DateTime, MetaData, Table, func, insert, select
from sqlalchemy.exc import InvalidRequestError

from config.settings import settings
from geodata.database import engine
from geodata.models import Base
from geodata.schema import migrate

MANIFEST = "manifest.json"
ROWS_AT_ONCE = 5_000
LEFT_OUT = frozenset({"sessions"})
"""An open session must not come back to life with a restore."""


class BackupError(Exception):
    """A backup that cannot be written or restored; the message is a French sentence for the operator."""


def backup(path: Path) -> dict[str, int]:
    """Write every table and every kept file to `path` (tar, compressed); returns the number of rows of each table.

    One transaction sees the whole. `path` is written beside first and moved at the end: never half a backup.
    """
    if path.is_dir():
        raise BackupError(f"« {path} » est un dossier : donner le nom du fichier à écrire.")
    part = path.with_name(path.name + ".part")
    try:
        written = _write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def _write(part: Path) -> dict[str, int]:
    written: dict[str, int] = {}
    with _one_moment(settings().database_url) as connection, tarfile.open(part, "w:gz") as archive:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise BackupError("La base n’a jamais été préparée : il n’y a rien à sauvegarder.")
        tables = [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]
        for table in tables:
            rows = connection.execute(select(table).order_by(*table.primary_key))
            lines = [json.dumps([_plain(value) for value in row]) for row in rows]
            written[table.name] = len(lines)
            _add(archive, f"tables/{table.name}.jsonl", "\n".join(lines))
        columns = {table.name: [column.name for column in table.columns] for table in tables}
        manifest = {"revision": revision, "written_at": datetime.now(UTC).isoformat(), "columns": columns}
        _add(archive, MANIFEST, json.dumps(manifest))
        snapshots = settings().data_dir / "snapshots"
        if snapshots.exists():
            archive.add(snapshots, "snapshots")
    return written


@contextmanager
def _one_moment(url: str) -> Iterator[Connection]:
    """A reading in which nothing moves: the journal and its head, an import and its rows, are of the same instant."""
    if engine(url).dialect.name == "postgresql":
        with engine(url).connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    with engine(url).connect() as connection:
        connection.exec_driver_sql("BEGIN")  # the driver begins none by itself before a reading
        yield connection


def restore(path: Path) -> dict[str, int]:
    """Bring back a backup into an empty database, of either kind; returns the number of rows of each table.

    Raises `BackupError`, and changes nothing, when the file is not a backup or when the database already holds imports.
    """
    url = settings().database_url
    try:
        opened = tarfile.open(path)  # noqa: SIM115 - closed by the block below
    except (tarfile.TarError, OSError) as unreadable:
        raise BackupError(f"« {path.name} » n’est pas une sauvegarde de Vigie.") from unreadable
    with opened as archive:
        try:
            manifest = json.loads(_read(archive, MANIFEST))
        except (tarfile.TarError, KeyError, ValueError) as unreadable:
            raise BackupError(f"« {path.name} » n’est pas une sauvegarde de Vigie.") from unreadable
        kept = _kept_files(archive, path)
        # At the revision of the backup first; its tables then take the missing migrations with their rows.
        try:
            migrate(url, manifest["revision"])
            with engine(url).begin() as connection:
                restored = _fill(connection, archive, manifest["columns"])
        except (CommandError, InvalidRequestError, KeyError) as unknown:
            raise BackupError(f"« {path.name} » ne vient pas d’une version connue de Vigie.") from unknown
        migrate(url)
        archive.extractall(settings().data_dir, members=kept, filter="data")
    return restored


def _kept_files(archive: tarfile.TarFile, path: Path) -> list[tarfile.TarInfo]:
    """The received files of a backup; plain ones only, none of which would be written elsewhere than its folder."""
    kept = [member for member in archive.getmembers() if member.name.startswith("snapshots/")]
    for member in kept:
        if not (member.isfile() or member.isdir()) or ".." in Path(member.name).parts:
            raise BackupError(f"« {path.name} » contient un fichier qui serait écrit ailleurs : rien n’est restauré.")
    return kept


def _fill(connection: Connection, archive: tarfile.TarFile, columns: dict[str, list[str]]) -> dict[str, int]:
    tables = MetaData()
    tables.reflect(connection, only=list(columns))
    if any(connection.scalar(select(func.count()).select_from(table)) for table in tables.sorted_tables):
        raise BackupError("La base contient déjà des données : restaurez dans une base vide (VIGIE_DATABASE_URL).")
    restored: dict[str, int] = {}
    for table in tables.sorted_tables:
        lines = _read(archive, f"tables/{table.name}.jsonl").splitlines()
        kept = [table.columns[name] for name in columns[table.name]]
        rows = [
            {column.name: _typed(column, value) for column, value in zip(kept, json.loads(line), strict=True)}
            for line in lines
        ]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])
        restored[table.name] = len(rows)
        _resume_numbering(connection, table)
    return restored


def _resume_numbering(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows from a sequence, which rows written with their number do not move."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        last = connection.scalar(select(func.max(table.columns["id"])))
        if last is not None:
            connection.execute(select(func.setval(sequence, last)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _add(archive: tarfile.TarFile, name: str, content: str) -> None:
    data = content.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _read(archive: tarfile.TarFile, name: str) -> str:
    content = archive.extractfile(name)
    if content is None:
        raise KeyError(name)
    return content.read().decode()
