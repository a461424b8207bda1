"""Whether the database has the shape that this version of the house expects."""

from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from config.settings import settings
from geodata.database import engine
from geodata.schema import migrate


class DatabaseNotReady(Exception):
    """The database has never been migrated, or not by this version; the message is a French sentence."""


def require_ready() -> None:
    """Raise `DatabaseNotReady` unless every migration has been applied to the database of the settings.

    The default SQLite file is prepared on the spot when it does not exist yet: there is nothing in it to damage. Any
    other database belongs to someone who decides when it changes.
    """
    if _is_new_default_file():
        migrate()
        return
    with engine(settings().database_url).connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present != _newest():
        raise DatabaseNotReady("La base n’est pas prête : lancer « python -m geodata migrate », puis recommencer.")


@cache
def _newest() -> str | None:
    """The last migration of this version. Alembic compiles all of them to find it: once a process is enough."""
    return ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head()


def _is_new_default_file() -> bool:
    address = make_url(settings().database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return False
    file = Path(address.database)
    is_default = file == settings().data_dir.resolve() / "vigie.sqlite3"
    return is_default and (not file.exists() or file.stat().st_size == 0)
