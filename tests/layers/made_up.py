"""Published figures made up for the drawing tests."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from geodata import territories
from geodata.indicators import INDICATORS, Choice, Indicator
from geodata.publication import Published, State


def indicator(**changes: object) -> Indicator:
    return replace(INDICATORS["places_dedicated"], **changes)


def published(
    values: Mapping[str, float],
    states: Mapping[str, State] | None = None,
    not_readable: tuple[str, ...] = (),
    shown: Indicator | None = None,
) -> Published:
    """`values` published, `states` as said, `not_readable` absent, every other département silent."""
    said = {code: State.UNKNOWN for code in territories.CODES if code not in not_readable}
    said |= dict(states or {}) | dict.fromkeys(values, State.PUBLISHED)
    cells = pd.DataFrame(
        {
            "value": [values.get(code, float("nan")) for code in said],
            "state": pd.Series(list(said.values()), dtype=object),
            "reading": [f"{values[c]:g} places" if c in values else state.label for c, state in said.items()],
        }
    )
    cells.index = pd.Index(list(said), name="departement")
    return Published(shown or indicator(), Choice(2016), cells, not_readable, ())
