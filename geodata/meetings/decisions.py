"""Decisions as figures: which are late, and how many of those that were due have been carried out."""

from datetime import date

import pandas as pd

from geodata.meetings.vocabulary import DecisionState

_OPEN = [each.value for each in DecisionState if not each.closed]


def overdue(rows: pd.DataFrame, today: date) -> "pd.Series[bool]":
    """Whether each decision is still open after the day that it was first given; one put off stays late.

    `rows`: columns `state` (of `DecisionState`) and `first_due_on` (a date, or None where none was given).
    """
    late = [due is not None and not pd.isna(due) and due < today for due in rows["first_due_on"]]
    return rows["state"].isin(_OPEN) & pd.Series(late, index=rows.index, dtype=bool)


def execution_rate(rows: pd.DataFrame, today: date) -> float | None:
    """Decisions carried out, per 100 of those carried out or overdue; None where there is neither.

    One put off counts until it is closed; one dropped does not count.

    >>> states = [DecisionState.DONE, DecisionState.UNDER_WAY, DecisionState.POSTPONED, DecisionState.DROPPED]
    >>> rows = pd.DataFrame({"state": states, "first_due_on": [date(2015, 6, 30)] * 4})
    >>> round(execution_rate(rows, date(2016, 1, 1)), 1)
    33.3
    """
    done = int((rows["state"] == DecisionState.DONE.value).sum())
    due = done + int(overdue(rows, today).sum())
    return 100 * done / due if due else None
