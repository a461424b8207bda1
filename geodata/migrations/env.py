"""Alembic's entry: the same migrations on SQLite and PostgreSQL."""

from alembic import context

from config.settings import settings
from geodata.database import engine
from geodata.models import Base

with engine(context.config.get_main_option("sqlalchemy.url") or settings().database_url).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
