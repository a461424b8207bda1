"""What a file leaves blank about branches that the listing knows."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models import Branch


def with_what_was_said(session: Session, rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows (`association`, `name`, …), where an empty cell of `columns` takes what the listing says already.

    For columns that most senders leave out: a blank means that they do not say, not that there is nothing.
    """
    kept = {
        (association, name): told
        for association, name, *told in session.execute(
            select(Branch.association, Branch.name, *(getattr(Branch, column) for column in columns))
        )
    }
    known = [kept.get(key) for key in zip(rows["association"], rows["name"], strict=True)]
    filled = {
        column: pd.Series(
            [cell if cell or told is None else told[place] for cell, told in zip(rows[column], known, strict=True)],
            index=rows.index,
            dtype=object,
        )
        for place, column in enumerate(columns)
    }
    return rows.assign(**filled)
