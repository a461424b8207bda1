"""The migrations make exactly the tables that the models describe, and can be taken back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from geodata.database import engine
from geodata.models import Base
from geodata.schema import _configuration, migrate


def differences(url: str) -> list[object]:
    with engine(url).connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_the_migrations_and_the_models_agree(database: str) -> None:
    assert differences(database) == []


def test_the_migration_can_be_taken_back_and_made_again(database: str) -> None:
    command.downgrade(_configuration(database), "0005")

    migrate(database)

    assert differences(database) == []
