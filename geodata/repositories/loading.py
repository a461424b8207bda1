"""How facts are kept: by key, so that the same file again changes nothing."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session

from geodata.models import Base


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
