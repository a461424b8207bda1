"""The guard over a table of texts, each distinct cell looked at once."""

from collections.abc import Callable

import pandas as pd

from geodata.shelter_guard.inspection import has_word, inspect_record


def any_cell(frame: pd.DataFrame, test: Callable[[str], bool]) -> pd.Series:
    """For each row, whether a test holds for one of its cells; each distinct text is looked at once."""
    found = pd.Series(False, index=frame.index)
    for column in frame:
        texts = frame[column]
        found |= texts.isin([text for text in texts.unique() if test(text)])
    return found


def located_rows(frame: pd.DataFrame, public_address: bool = False) -> "pd.Series[str]":
    """The rows that say where people are sheltered: their index, and the sentence for their sender.

    `frame`: texts; `public_address`: see `inspect_record`. Columns are read as they stand, their titles are not.
    """
    candidates = frame[any_cell(frame, has_word)]
    findings = {
        line: inspect_record(cells, public_address)
        for line, cells in zip(candidates.index, candidates.itertuples(index=False), strict=True)
    }
    told = {line: found.sentence for line, found in findings.items() if found and found.refused}
    return pd.Series(told, dtype="str")
