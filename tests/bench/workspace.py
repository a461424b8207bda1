"""An empty archive in a temporary folder: the bench never touches the data of whoever runs it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from config.settings import settings
from geodata.database import engine
from geodata.schema import migrate

ENVIRONMENT = {"VIGIE_ENV": "demo", "VIGIE_DATABASE_URL": "", "VIGIE_GEOCODER": "gazetteer"}


@contextmanager
def fresh_archive() -> Iterator[Path]:
    """Settings point to an empty SQLite database in its present shape, in a folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as name:
        try:
            with patch.dict(os.environ, ENVIRONMENT | {"VIGIE_DATA_DIR": name}):
                settings.cache_clear()
                migrate()
                empty(Path(name))
                yield Path(name)
                engine(settings().database_url).dispose()
        finally:
            settings.cache_clear()


def database(folder: Path) -> Path:
    return folder / "vigie.sqlite3"


def empty(folder: Path) -> None:
    """Give back to `folder` its database as migrations made it; the first call keeps that one aside."""
    engine(settings().database_url).dispose()
    aside = folder / "empty.sqlite3"
    if not aside.exists():
        shutil.copy(database(folder), aside)
    for leftover in folder.glob("vigie.sqlite3*"):
        leftover.unlink()
    shutil.copy(aside, database(folder))
