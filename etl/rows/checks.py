"""What is sent back to whoever sent a file: the whole file, or a cell with the reason why it cannot be read.

The parsers of cells are in `etl.rows.cells`; the sieve that gathers their answers row by row is in `etl.rows.sieve`.
"""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geodata.reference.folding import fold_name

REASON_COLUMN = "motif_du_rejet"
"""Last column of the rejected rows given back; ignored when the corrected file returns."""

FORMULA_STARTS = frozenset("=+-@\t\r")
"""First characters of a cell that a spreadsheet takes for a formula; "" is not one of them."""


class RejectedFile(Exception):
    """The whole file is refused and nothing has changed; the message is a French sentence for its sender."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence if line is None else f"ligne {line} : {sentence}")

    def naming(self, file_name: str) -> "RejectedFile":
        """The same refusal, beginning with the name under which its sender knows the file."""
        sentence = str(self)
        return RejectedFile(f"{file_name}{', ' if sentence.startswith('ligne ') else ' : '}{sentence}")


@dataclass(frozen=True)
class Check:
    """How the texts of a column become values.

    `parse` takes a text that is not empty and returns its value, or raises `ValueError` with a French sentence saying
    what to correct. An empty cell is the parser's own `empty` (None unless it says otherwise), or a refusal when
    `required`. `label`: what people call the column (its name by default).
    """

    column: str
    parse: Callable[[str], Any]
    required: bool = False
    label: str = ""

    def apply(self, texts: pd.Series) -> tuple[pd.Series, pd.Series]:
        """The values, None where there is none, and the reasons, "" where there is none; same index as `texts`.

        Each distinct text is parsed once, so that 100,000 rows cost a few dozen calls.
        """
        codes, uniques = pd.factorize(texts)
        answers = [self._answer(str(text)) for text in uniques]
        # Filled one by one: numpy would read a list of lists as a table.
        values, reasons = (np.empty(len(answers), dtype=object) for _ in range(2))
        for position, (value, reason) in enumerate(answers):
            values[position], reasons[position] = value, reason
        typed = pd.Series(values.take(codes), index=texts.index, dtype=getattr(self.parse, "dtype", "object"))
        return typed, pd.Series(reasons.take(codes), index=texts.index, dtype="str")

    def _answer(self, text: str) -> tuple[Any, str]:
        label = self.label or self.column
        if not text.strip():
            reason = f"{label} : la cellule est vide, et elle est obligatoire." if self.required else ""
            return getattr(self.parse, "empty", None), reason
        try:
            return self.parse(text.strip()), ""
        except ValueError as refusal:
            return getattr(self.parse, "empty", None), f"{label} : {refusal}"


def header_key(header: str) -> str:
    """What is compared in a header: neither case, accents, spaces nor underscores count.

    >>> header_key("Code du Département *") == header_key("code_du_departement")
    True
    """
    return fold_name(header).replace(" ", "")


def match_columns(
    raw: pd.DataFrame,
    required: Collection[str],
    optional: Collection[str] = (),
    spellings: Mapping[str, Collection[str]] | None = None,
    ignore_others: bool = False,
) -> pd.DataFrame:
    """The received columns under their names in the house, in the order `required` then `optional`.

    `spellings`: other headers accepted for a name, the first being the one shown to people. An optional column that is
    absent is full of empty cells. Raises `RejectedFile` for a column absent, received twice, or unknown unless
    `ignore_others`.
    """
    names = [*required, *optional]
    spellings = spellings or {}
    shown = {name: next(iter(spellings.get(name, ())), name) for name in names}
    known = {header_key(spelling): name for name in names for spelling in (name, *spellings.get(name, ()))}
    found: dict[str, Any] = {}
    others = []
    for header in raw.columns:
        name = known.get(header_key(str(header)))
        if name is None:
            others.append(str(header))
        elif name in found:
            both = f"« {found[name]} » et « {header} »"
            raise RejectedFile(f"la colonne « {shown[name]} » figure deux fois ({both}) : n’en garder qu’une.")
        else:
            found[name] = header
    if missing := [name for name in required if name not in found]:
        plural = "s" if len(missing) > 1 else ""
        raise RejectedFile(
            f"colonne{plural} absente{plural} : {', '.join(f'« {shown[name]} »' for name in missing)}. "
            f"Colonnes reçues : {', '.join(map(str, raw.columns))}."
        )
    if others and not ignore_others:
        raise RejectedFile(_unknown(others, [shown[name] for name in names if name not in found]))
    columns = {name: raw[found[name]] if name in found else pd.Series("", raw.index, dtype="str") for name in names}
    matched = pd.DataFrame(columns, index=raw.index)
    matched.attrs = dict(raw.attrs)
    return matched


def _unknown(headers: list[str], absent: list[str]) -> str:
    close = difflib.get_close_matches(headers[0], absent, n=1)
    way_out = f"Vouliez-vous écrire « {close[0]} » ?" if close else "La supprimer, ou reprendre les titres du modèle."
    return f"colonne inconnue : {', '.join(f'« {header} »' for header in headers)}. {way_out}"
