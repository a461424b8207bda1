"""The template that a producer fills in: its columns, the workbook that is sent out, and how it is read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from etl.files.tables import read_table
from etl.rows.checks import RejectedFile, match_columns

EXAMPLE_MARK = "Exemple (ligne ignorée) : "
"""Begins the first cell of the example row. The reader ignores the row when it is exactly the example sent out: once
filled in by someone who left the mark, it is read like any other, and its first cell says what to correct."""

Kind = Literal["text", "code", "integer", "decimal", "date", "yes_no", "several"]


@dataclass(frozen=True)
class Column:
    """A column of a template.

    `name`: in the house; `label`: its header, in French; `note`: what to write there, in French. `choices`: the closed
    list, code → label, of a column of one value, or of several with kind "several". "code": a text whose leading
    zeros count.
    """

    name: str
    label: str
    note: str
    required: bool = False
    kind: Kind = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    example: str = ""


@dataclass(frozen=True)
class Template:
    """The columns to fill in, and what the notice says before explaining them one by one."""

    columns: list[Column]
    title: str = ""
    notice: list[str] = field(default_factory=list)
    sheet: str = "Données"

    @property
    def labels(self) -> dict[str, str]:
        """Header of each column, by name."""
        return {column.name: column.label for column in self.columns}

    def example_row(self) -> list[str]:
        """The cells of the example, the first one bearing the mark."""
        first, *others = (column.example for column in self.columns)
        return [(EXAMPLE_MARK + first).strip(), *others]


def match_template(raw: pd.DataFrame, template: Template) -> pd.DataFrame:
    """A received table under the names of the template's columns, all of them there, without its example row.

    Headers may be names or labels. Raises `RejectedFile` for a column missing, doubled or unknown, and for a template
    that nobody has filled in.
    """
    required = [column.name for column in template.columns if column.required]
    optional = [column.name for column in template.columns if not column.required]
    spellings = {name: [label] for name, label in template.labels.items()}
    matched = match_columns(raw, required, optional, spellings)[[column.name for column in template.columns]]
    example = _is_example(matched, template)
    kept = matched[~example].copy()
    if kept.empty:
        raise RejectedFile("le modèle n’est pas rempli : il ne contient que la ligne d’exemple.")
    kept.attrs = dict(raw.attrs)
    if example.any():
        lines = ", ".join(map(str, matched.index[example]))
        kept.attrs["notes"] = [*raw.attrs.get("notes", []), f"Ligne d’exemple du modèle ignorée (ligne {lines})."]
    return kept


def _is_example(matched: pd.DataFrame, template: Template) -> pd.Series:
    # A spreadsheet may change non-breaking spaces: only words are compared.
    expected = [cell.split() for cell in template.example_row()]
    marked = matched.iloc[:, 0].str.startswith(EXAMPLE_MARK.split()[0])
    same = [[cell.split() for cell in row] == expected for row in matched[marked].itertuples(index=False)]
    return pd.Series(same, matched.index[marked], dtype=bool).reindex(matched.index, fill_value=False)


def read_template(path: Path, template: Template) -> pd.DataFrame:
    """Text cells of a filled-in template (XLSX, ODS or CSV), indexed by line; columns are the template's names."""
    return match_template(read_table(path), template)
