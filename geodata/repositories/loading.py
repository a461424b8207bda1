"""How facts are kept: by key, so that the same file again changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from sqlalchemy import Column, Table, UniqueConstraint, and_, bindparam, insert, select, update
from sqlalchemy.orm import Session

from geodata.models import Base
from geodata.repositories.stored import as_stored

IMPORT = "import_id"
_FEW = 500
"""A key column with more distinct values does not narrow the reading of what is kept: databases limit parameters."""


@dataclass(frozen=True)
class Loaded:
    """What a load did, row by row; `changes` describes each new or changed row, for whoever must decide.

    `changes`: columns `line`, `key`, `column` (empty for a new row), `before`, `after`, all texts but the line.
    """

    new: int
    changed: int
    unchanged: int
    changes: pd.DataFrame

    @property
    def loaded(self) -> int:
        return self.new + self.changed


def upsert(
    session: Session,
    model: type[Base],
    rows: pd.DataFrame,
    import_id: int,
    not_compared: Collection[str] = (),
    former: type[Base] | None = None,
) -> Loaded:
    """Insert the rows whose key is new, update those whose values differ, leave the others as they are.

    `rows`: columns of the model except `import_id` and a surrogate `id`, indexed by line; NaN, NA and NaT mean NULL.
    A column left out keeps its value, or takes the model's default in a new row. The key is the primary key, or the
    unique constraint of a model with a surrogate `id`. A row left as it is keeps its former `import_id`.
    `not_compared`: columns that follow a change but are not one by themselves (an instant, for example).
    `former`: where a row about to change is remembered first, in the columns that both models have.

    Raises `ValueError` for an unknown column, an absent or empty key, and a key that stands twice.
    """
    table = _table(model)
    key = natural_key(model)
    columns = [column for column in table.columns if column.name in rows.columns]
    _require_columns(model, rows, key)
    wanted = {column.name: as_stored(column, rows[column.name]) for column in columns}
    index = _index(wanted, key)
    if index.has_duplicates or any(pd.isna(wanted[name]).any() for name in key):
        raise ValueError(f"{model.__name__}: rows must have each key ({', '.join(key)}) once, and no empty key")

    needed = {*wanted, *(column.name for column in _table(former).columns)} if former else {*wanted}
    kept = _kept(session, [column for column in table.columns if column.name in needed], wanted, key)
    place = _index(kept, key).get_indexer(index)
    known = place >= 0
    differs = {
        name: _differs(wanted[name], kept[name], place, known) for name in wanted if name not in {*key, *not_compared}
    }
    changed = np.logical_or.reduce([np.zeros(len(rows), dtype=bool), *differs.values()])

    if (~known).any():
        session.execute(insert(table), _records(wanted, ~known, import_id))
    if changed.any():
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in [*wanted, IMPORT] if name not in key}
        same_key = and_(*(table.c[name] == bindparam(f"to_{name}") for name in key))
        records = [
            {f"to_{name}": value for name, value in record.items()} for record in _records(wanted, changed, import_id)
        ]
        if former is not None:
            _remember(session, _table(former), kept, place[changed], import_id)
        session.connection().execute(update(table).where(same_key).values(values), records)
    return Loaded(
        new=int((~known).sum()),
        changed=int(changed.sum()),
        unchanged=int((known & ~changed).sum()),
        changes=_changes(rows.index, key, wanted, kept, place, differs),
    )


def _remember(
    session: Session, former: Table, kept: dict[str, np.ndarray], changed: np.ndarray, import_id: int
) -> None:
    """Copy rows as they stand, unless this same import brought them: nobody has read these."""
    names = [column.name for column in former.columns]
    read = changed[kept[IMPORT][changed] != import_id]
    if len(read):
        rows = zip(*(kept[name][read] for name in names), strict=True)
        session.execute(insert(former), [dict(zip(names, row, strict=True)) for row in rows])


def natural_key(model: type[Base]) -> list[str]:
    """The columns that say which fact a row is."""
    table = _table(model)
    primary = [column.name for column in table.primary_key]
    if primary != ["id"]:
        return primary
    unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    if len(unique) != 1:
        raise ValueError(f"{model.__name__} has a surrogate id: it needs exactly one unique constraint")
    return [column.name for column in unique[0].columns]


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _require_columns(model: type[Base], rows: pd.DataFrame, key: list[str]) -> None:
    accepted = {column.name for column in _table(model).columns} - {"id", IMPORT}
    if unknown := set(rows.columns) - accepted:
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    if absent := set(key) - set(rows.columns):
        raise ValueError(f"{model.__name__}: rows must have the key columns {', '.join(sorted(absent))}")


def _kept(
    session: Session, columns: list[Column], wanted: dict[str, np.ndarray], key: list[str]
) -> dict[str, np.ndarray]:
    """What the database keeps around the wanted keys, by column."""
    query = select(*columns)
    for column in columns:
        distinct = set(wanted[column.name].tolist()) if column.name in key else set()
        if 0 < len(distinct) <= _FEW:
            query = query.where(column.in_(distinct))
    found = session.execute(query).all() if len(wanted[key[0]]) else []
    texts = pd.DataFrame(found, columns=[column.name for column in columns], dtype="object")
    return {column.name: as_stored(column, texts[column.name]) for column in columns}


def _index(values: dict[str, np.ndarray], key: list[str]) -> pd.Index:
    levels = [pd.Index(values[name], dtype="object") for name in key]
    return pd.MultiIndex.from_arrays(levels) if len(key) > 1 else levels[0]


def _differs(wanted: np.ndarray, kept: np.ndarray, place: np.ndarray, known: np.ndarray) -> np.ndarray:
    differs = np.zeros(len(wanted), dtype=bool)
    # Compared as Python objects, so that None equals None and a list is compared whole.
    differs[known] = [a != b for a, b in zip(wanted[known], kept[place[known]], strict=True)]
    return differs


def _records(values: dict[str, np.ndarray], where: np.ndarray, import_id: int) -> list[dict[str, Any]]:
    names = [*values, IMPORT]
    chosen = [values[name][where] for name in values]
    return [dict(zip(names, (*row, import_id), strict=True)) for row in zip(*chosen, strict=True)]


def _changes(
    lines: pd.Index,
    key: list[str],
    wanted: dict[str, np.ndarray],
    kept: dict[str, np.ndarray],
    place: np.ndarray,
    differs: dict[str, np.ndarray],
) -> pd.DataFrame:
    def described(position: int, column: str, before: Any, after: Any) -> tuple[Any, str, str, str, str]:
        names = " · ".join(filter(None, (_text(wanted[name][position]) for name in key)))
        return lines[position], names, column, _text(before), _text(after)

    new = [described(position, "", "", "") for position in np.flatnonzero(place < 0).tolist()]
    changed = [
        described(position, name, kept[name][place[position]], wanted[name][position])
        for name, where in differs.items()
        for position in np.flatnonzero(where).tolist()
    ]
    told = pd.DataFrame(new + changed, columns=["line", "key", "column", "before", "after"])
    return told.sort_values("line", kind="stable", ignore_index=True)


def _text(value: Any) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
