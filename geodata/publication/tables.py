"""What a published table is: rows already suppressed, French headers, provenance."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.publication.contract import Provenance, State


@dataclass(frozen=True)
class Table:
    """Rows as one visitor may read them. A number that may be withheld has a companion column `<name>_state`:
    a `State`, or None in a département where this visitor may not read that number at all.

    `labels`: French header of each column to show, in their order. `geometry`: True when `lat` and `lon` are public.
    `notes`: French sentences without which the numbers would be misread, for pages and files alike.
    """

    id: str
    title: str
    rows: pd.DataFrame
    labels: Mapping[str, str]
    provenance: tuple[Provenance, ...]
    geometry: bool = False
    notes: tuple[str, ...] = ()

    @property
    def demonstration(self) -> bool:
        return any(origin.demonstration for origin in self.provenance)


def withhold(rows: pd.DataFrame, column: str, hidden: "pd.Series[bool]") -> pd.DataFrame:
    """`rows` with the hidden numbers of `column` removed, and its companion column of states."""
    state = pd.Series(State.PUBLISHED, index=rows.index, dtype=object)
    state[rows[column].isna()] = State.UNKNOWN
    state[hidden] = State.SECRET
    kept = rows[column].astype("float64").where(state == State.PUBLISHED)
    return rows.assign(**{column: kept, f"{column}_state": state})
