"""The place that a question names: a commune by any of its names, a postal code, a département by name or number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from config.thresholds import threshold
from geodata import territories
from geodata.communes import communes, communes_version
from geodata.listing.question_words import of_folded, stems

Words = frozenset[str]


@dataclass(frozen=True)
class Place:
    """Where help is looked for. `commune`: INSEE code, empty for a whole département, which has no point either."""

    label: str
    departement: str
    commune: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def key(self) -> str:
        """What an address of a page calls it."""
        return self.commune or self.departement


class Places:
    """Communes and départements by their words. A large place is one even when an organisation bears its name."""

    def __init__(self) -> None:
        table = communes()
        self._names = table["name"].tolist()
        self._codes: list[str] = table.index.tolist()
        self._departements: list[str] = table["departement"].tolist()
        self._points = table[["lat", "lon"]].to_numpy(dtype="float64")
        self._people = table["population"].fillna(0).to_numpy(dtype="int64")
        self._by_code = {code: row for row, code in enumerate(self._codes)}
        parts = table["parent"].notna().to_numpy()
        wholes = {str(parent) for parent in table["parent"].dropna()}
        self._by_words: dict[Words, list[int]] = defaultdict(list)
        self._by_postcode: dict[str, list[int]] = defaultdict(list)
        for row, (aliases, postcodes) in enumerate(zip(table["aliases"], table["postcodes"], strict=True)):
            if self._codes[row] not in wholes:
                for postcode in postcodes.split():
                    self._by_postcode[postcode].append(row)
            if parts[row]:
                self._by_words[frozenset(stems(self._names[row]))].append(row)
                continue
            for words in {frozenset(of_folded(alias)) for alias in aliases.split("|")}:
                if words:
                    self._by_words[words].append(row)
        for rows in (*self._by_words.values(), *self._by_postcode.values()):
            rows.sort(key=lambda row: -self._people[row])
        self._named_departements = {frozenset(stems(name)): code for code, name in territories.names().items()}
        large = threshold("directory.large_commune")
        self.large_words = {
            word for words, rows in self._by_words.items() if self._people[rows[0]] >= large for word in words
        } | {word for words in self._named_departements for word in words}
        self._large = large

    def departement(self, words: Words) -> Place | None:
        """The département of that name."""
        code = self._named_departements.get(words)
        return None if code is None else self.of_departement(code)

    def commune(self, words: Words, departement: str = "") -> tuple[Place, bool] | None:
        """The most populous commune of that name, in a département when one is known; and whether it is large."""
        rows = [row for row in self._by_words.get(words, ()) if departement in {"", self._departements[row]}]
        known = [row for row in rows if self._departements[row] in territories.CODES]
        return (self._place(known[0]), bool(self._people[known[0]] >= self._large)) if known else None

    def of_number(self, number: str) -> Place | None:
        """The place of a postal code, of the number of a département."""
        if number in territories.CODES:
            return self.of_departement(number)
        if len(number) != 5 or not number.isdigit():
            return None
        rows = [row for row in self._by_postcode.get(number, ()) if self._departements[row] in territories.CODES]
        if rows:
            return self._place(rows[0])
        # A postal code of a company (CEDEX) tells its département all the same.
        code = "2A" if number[:3] in {"200", "201"} else "2B" if number[:2] == "20" else number[:2]
        code = number[:3] if number[:2] == "97" else code
        return self.of_departement(code) if code in territories.CODES else None

    def of_departement(self, code: str) -> Place:
        return Place(f"{territories.names()[code]} ({code})", code)

    def of_key(self, key: str) -> Place | None:
        """The place that an address of a page calls so; None for what is none."""
        if key in territories.CODES:
            return self.of_departement(key)
        row = self._by_code.get(key)
        return None if row is None or self._departements[row] not in territories.CODES else self._place(row)

    def choices(self) -> Iterable[tuple[str, str]]:
        """(key, label) of the large communes and of the 101 départements, for a list to choose from."""
        yield from ((code, f"{name} ({code})") for code, name in territories.names().items())
        order = sorted(np.flatnonzero(self._people >= self._large).tolist(), key=lambda row: self._names[row])
        yield from (
            (self._codes[row], self._place(row).label) for row in order if self._departements[row] in territories.CODES
        )

    def _place(self, row: int) -> Place:
        lat, lon = self._points[row]
        code = self._departements[row]
        return Place(f"{self._names[row]} ({code})", code, self._codes[row], float(lat), float(lon))


@cache
def _built(version: str) -> Places:
    return Places()


def places() -> Places:
    """Those of the gazetteer in use."""
    return _built(communes_version())
