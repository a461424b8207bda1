"""Received rows pass through the sieve: typed values on one side, on the other rows with all their reasons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from etl.job import Tidied
from etl.rows.checks import Check


class Sieve:
    """The rows of a received table, while they are being checked.

    `raw`: text cells, one column per `Check`, indexed by line. `values` receives one typed column per check. A row
    may be refused several times: its reasons are joined, so that its sender corrects it once.
    `set_aside`: the lines that would endanger someone, with their reason. They are not looked at, and not kept.
    """

    def __init__(self, raw: pd.DataFrame, set_aside: Mapping[int, str] = MappingProxyType({})) -> None:
        if not raw.index.is_unique:
            raise ValueError("raw must be indexed by line, each line once")
        self._aside = pd.Series(dict(set_aside), dtype="object")
        self.raw = raw = raw.drop(index=self._aside.index)
        self.values = pd.DataFrame(index=raw.index)
        self._reasons = pd.Series("", index=raw.index, dtype="str")

    @property
    def passing(self) -> pd.Series:
        """For each line, whether nothing has refused it so far."""
        return self._reasons == ""

    def parse(self, *checks: Check) -> None:
        """Read columns of `raw` into `values`; a cell that cannot be read refuses its row."""
        for check in checks:
            self.values[check.column], reasons = check.apply(self.raw[check.column])
            self.refuse(reasons != "", reasons)

    def refuse(self, where: pd.Series, sentence: str | pd.Series) -> None:
        """Refuse the rows where a condition holds; unknown (NA) does not refuse.

        `sentence`: in French, what to correct; or one per row.
        """
        refused = where.fillna(False).astype(bool)
        if not refused.any():
            return
        sentences = sentence if isinstance(sentence, pd.Series) else pd.Series(sentence, self.raw.index, dtype="str")
        self._reasons = self._reasons.where(~refused, (self._reasons + " " + sentences).str.strip())

    def refuse_duplicates(self, key: Sequence[str]) -> None:
        """Among rows that still pass, refuse those whose `key` (columns of `values`) an earlier line already has."""
        passing = self.values[self.passing]
        # Compared as texts: a list cannot be hashed.
        keys = zip(*(passing[column].astype(str) for column in key), strict=True)
        seen: dict[tuple[str, ...], int] = {}
        first = pd.Series(
            [seen.setdefault(found, line) for line, found in zip(passing.index, keys, strict=True)], passing.index
        )
        repeated = (first != first.index).reindex(self.raw.index, fill_value=False)
        sentences = "même clé que la ligne " + first.astype("str").reindex(self.raw.index, fill_value="")
        self.refuse(repeated, sentences + f" ({', '.join(key)}) : ne garder que l’une des deux.")

    def tidied(self, notes: Sequence[str] = (), locates_a_shelter: bool | None = None) -> Tidied:
        """The rows that passed and those sent back; a file with lines set aside locates a shelter, unless told."""
        refused = self.raw[~self.passing]
        rejects = pd.DataFrame(
            {
                "content": pd.Series([*refused.to_dict("records"), *[None] * len(self._aside)], dtype="object"),
                "reason": [*self._reasons[refused.index], *self._aside],
            }
        ).set_axis(refused.index.append(self._aside.index))
        locates = len(self._aside) > 0 if locates_a_shelter is None else locates_a_shelter
        return Tidied(self.values[self.passing].copy(), rejects.sort_index(), [*notes], locates)
