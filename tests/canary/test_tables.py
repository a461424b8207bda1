"""Every table, column by column and by every way to write: the guard stands under all of them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Float, Integer, Table, insert, text, update
from sqlalchemy.orm import Session

from geodata.database import engine, transaction
from geodata.models import Base
from geodata.shelter_guard import LocatesAShelter
from geodata.shelter_guard.writes import WITHOUT_TEXT
from tests.canary import canary
from tests.canary.conftest import Nest
from tests.geodata.shelter_guard.disguises import DISGUISES

TABLES = [table for table in Base.metadata.sorted_tables if table.name not in WITHOUT_TEXT]
Write = Callable[[Connection, Table, dict[str, Any]], Any]
WRITES: dict[str, Write] = {
    "insert": lambda connection, table, row: connection.execute(insert(table).values(row)),
    "insert of several rows": lambda connection, table, row: connection.execute(insert(table), [row, row]),
    "insert with returning": lambda connection, table, row: connection.execute(
        insert(table).returning(text("1")), [row]
    ),
    "update": lambda connection, table, row: connection.execute(update(table).values(row)),
    "statement": lambda connection, table, row: connection.execute(*_by_hand(table, row)),
    "statement of the driver": lambda connection, table, row: connection.exec_driver_sql(_literal(table, row)),
}


def _by_hand(table: Table, row: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    names = [name for name, value in row.items() if isinstance(value, str)]
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    return text(f"INSERT INTO {table.name} ({columns}) VALUES ({values})"), {name: row[name] for name in names}


def _literal(table: Table, row: dict[str, Any]) -> str:
    name, value = next((name, value) for name, value in row.items() if isinstance(value, str) and "anari" in value)
    return f"UPDATE {table.name} SET {name} = '{value}'"


def ordinary(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, Float):
        return 1.5
    if isinstance(kind, DateTime):
        return datetime(2016, 1, 1, tzinfo=UTC)
    return date(2016, 1, 1) if isinstance(kind, Date) else "x"


def text_columns(table: Table) -> Iterator[Column[Any]]:
    return (column for column in table.columns if ordinary(column) in ("x", []))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_text_of_each_table_is_refused_by_every_way_to_write(nest: Nest, database: str, table: Table) -> None:
    row = {column.name: ordinary(column) for column in table.columns}
    passed = []
    for column in text_columns(table):
        held: Any = [canary.TEXT] if isinstance(column.type, JSON) else canary.TEXT
        for way, write in WRITES.items():
            if isinstance(column.type, JSON) and way.startswith("statement"):
                continue
            try:
                with engine(database).begin() as connection:
                    write(connection, table, {**row, column.name: held})
            except LocatesAShelter as refusal:
                nest.told(f"{table.name}.{column.name}, {way}", refusal)
            else:
                passed.append((column.name, way))

    assert passed == []
    assert nest.traces([]) == {}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_disguise_enters_an_object(nest: Nest, disguise: str) -> None:
    table = Base.metadata.tables["rejects"]

    written = DISGUISES[disguise](canary.TEXT)
    with pytest.raises(LocatesAShelter), transaction() as session:
        session.execute(insert(table), {"import_id": 1, "line": 1, "content": {"a": {"b": [written]}}, "reason": ""})

    assert nest.traces([]) == {}


def test_an_object_changed_in_a_session_is_refused_when_it_is_written(nest: Nest) -> None:
    from geodata.models import Import

    with transaction() as session:
        session.add(_import())
    with pytest.raises(LocatesAShelter), transaction() as session:
        _changed(session, Import)

    assert nest.traces([]) == {}


def _changed(session: Session, model: Any) -> None:
    session.query(model).one().notes = [canary.TEXT]


def _import() -> Any:
    from geodata.models import Import

    row = {column.name: ordinary(column) for column in Import.__table__.columns if column.name != "id"}
    return Import(**row)


def test_an_error_of_the_database_repeats_no_value(nest: Nest) -> None:
    """A text that the guard lets through (a name alone) must not leave by an error either."""
    table = Base.metadata.tables["rejects"]
    with pytest.raises(Exception, match="rejects") as failure, transaction() as session:
        session.execute(insert(table), {"import_id": None, "line": 1, "content": None, "reason": "libre"})

    assert "libre" not in str(failure.value).partition("DETAIL")[0]
