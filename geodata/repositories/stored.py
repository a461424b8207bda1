"""The values of a table's column as Python objects that both databases give back unchanged."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer

from geodata.instants import utc


def as_stored(column: Column, values: pd.Series) -> np.ndarray:
    """An array of objects: int, float, bool, str, date, UTC datetime, list or dict, and None for NaN, NA and NaT.

    Raises `ValueError`, naming the column, for a value that the column cannot hold exactly (2.5 in a whole number).
    """
    convert = _converter(column)
    stored = np.empty(len(values), dtype=object)
    for position, value in enumerate(values.astype("object")):
        stored[position] = None if _is_missing(value) else convert(value)
    return stored


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _converter(column: Column) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, JSON):
        return lambda value: list(value) if isinstance(value, tuple | set | frozenset | np.ndarray) else value
    if isinstance(kind, Boolean):
        return bool
    if isinstance(kind, Integer):
        return lambda value: _whole(column.name, value)
    if isinstance(kind, Float):
        return float
    if isinstance(kind, DateTime):
        return lambda value: _instant(column.name, value)
    if isinstance(kind, Date):
        return lambda value: value.date() if isinstance(value, datetime) else value
    return str


def _whole(name: str, value: Any) -> int:
    if value != int(value):
        raise ValueError(f"{name} holds whole numbers, got {value!r}")
    return int(value)


def _instant(name: str, value: Any) -> datetime:
    instant = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    return utc(instant)
