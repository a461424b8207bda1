"""Bringing a database to the present shape of the models."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from config.settings import settings


def _configuration(url: str | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    # Alembic reads its options through configparser, where a percent sign begins an interpolation.
    config.set_main_option("sqlalchemy.url", (url or settings().database_url).replace("%", "%%"))
    return config


def migrate(url: str | None = None, revision: str = "head") -> None:
    """Apply the missing migrations to the database at `url` (by default, the one of the settings)."""
    command.upgrade(_configuration(url), revision)


def write_migration(message: str, number: str, url: str | None = None) -> None:
    """For developers: write a migration from the difference between the models and the database at `url`."""
    command.revision(_configuration(url), message, autogenerate=True, rev_id=number)
