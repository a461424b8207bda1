"""What became of a received file, and its rejected rows as a table to correct."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.rows.checks import FORMULA_STARTS, REASON_COLUMN
from etl.rows.template import Template


class InternalError(AssertionError):
    """A row was lost or counted twice: a bug of ours, never a fault of the file. Nothing has been changed."""


@dataclass(frozen=True, eq=False)
class Report:
    """What became of a file. `read == loaded + unchanged + rejected`, `loaded == new + changed`, in rows.

    `run_id`: number of the import, None for a dry run. `changes`: see `Loaded`. `rejects`: index line, columns
    `content` and `reason`. `notes`: French sentences. Raises `InternalError` when the rows do not add up.
    """

    job: str
    run_id: int | None
    file: str
    sha256: str
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    seconds: float
    notes: list[str]
    changes: pd.DataFrame
    rejects: pd.DataFrame

    def __post_init__(self) -> None:
        if self.read != self.loaded + self.unchanged + self.rejected:
            raise InternalError(f"rows do not add up: {self.as_json()}")

    @property
    def loaded(self) -> int:
        return self.new + self.changed

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, without the rows."""
        names = ("job", "run_id", "file", "sha256", "read", "loaded", "new", "changed", "unchanged", "rejected")
        return {name: getattr(self, name) for name in names} | {
            "seconds": round(self.seconds, 3),
            "dry_run": self.run_id is None,
            "notes": self.notes,
        }


def rejected_rows(template: Template | None, rejects: pd.DataFrame) -> pd.DataFrame:
    """Rejected rows as a table to correct and send again: the columns received, then the reason and its line.

    Headers are those of the template where there is one. A row that could not be kept is empty but for its reason.
    """
    contents = [content or {} for content in rejects["content"]]
    columns = list(dict.fromkeys(name for content in contents for name in content))
    table = pd.DataFrame([[content.get(name, "") for name in columns] for content in contents], columns=columns)
    if template is not None:
        table = table.rename(columns=template.labels)
    reasons = zip(rejects.index, rejects["reason"], strict=True)
    return table.assign(**{REASON_COLUMN: [f"ligne {line} : {reason}" for line, reason in reasons]})


def rejected_csv(template: Template | None, rejects: pd.DataFrame) -> bytes:
    """The same as a CSV that spreadsheets open well: semicolons, UTF-8 with its mark.

    A cell that a spreadsheet would run as a formula begins with an apostrophe; the reader takes it off.
    """
    table = rejected_rows(template, rejects).map(lambda cell: f"'{cell}" if cell[:1] in FORMULA_STARTS else cell)
    return table.to_csv(sep=";", index=False).encode("utf-8-sig")
