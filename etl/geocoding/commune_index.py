"""The gazetteer as look-up tables: built once a process, in a tenth of a second."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from config.thresholds import threshold
from etl.geocoding.names import LARGE_CITIES
from geodata.communes import communes, communes_version
from geodata.reference.folding import without_article

# Unknown, or borne by several: in both cases, not to be guessed.
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class DepartementNames:
    """Every name of a département's communes, for approximate search: `names[i]` belongs to commune `places[i]`."""

    names: list[str]
    places: np.ndarray


class CommuneIndex:
    """Positions in `table` (one per commune or arrondissement) by code, postal code and name."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self.codes: list[str] = table.index.tolist()
        self.names: list[str] = table["name"].tolist()
        self.points = table[["lat", "lon"]].to_numpy(dtype="float64")
        self.departements: list[str] = table["departement"].tolist()
        self.parents = [
            parent if isinstance(parent, str) else code
            for parent, code in zip(table["parent"].tolist(), self.codes, strict=True)
        ]
        self.populations = table["population"].fillna(0).to_numpy(dtype="int64")
        self.by_code = {code: place for place, code in enumerate(self.codes)}
        for place, old in enumerate(table["old_codes"].tolist()):
            if old:
                for code in old.split():
                    self.by_code.setdefault(code, place)
        self.aliases = [names.split("|") for names in table["aliases"].tolist()]
        self._postcodes = [codes.split() for codes in table["postcodes"].tolist()]
        self.of_postcode: dict[str, list[int]] = defaultdict(list)
        for place, codes in enumerate(self._postcodes):
            for code in codes:
                self.of_postcode[code].append(place)
        self._keep_arrondissements_apart()
        self.departements_of_postcode = {
            code: sorted({self.departements[place] for place in places}) for code, places in self.of_postcode.items()
        }
        self.in_postcode: dict[tuple[str, str], int] = {}
        self.in_departement: dict[tuple[str, str], int] = {}
        self._read_names()
        self.anywhere = self._national_names()
        self.departement_points = _departement_points(table)

    def _keep_arrondissements_apart(self) -> None:
        """A postal code of Paris, Lyon or Marseille means its arrondissement, not the whole city."""
        whole = {self.by_code[parent] for parent, code in zip(self.parents, self.codes, strict=True) if parent != code}
        for code, places in self.of_postcode.items():
            if len(places) > 1 and whole.intersection(places):
                self.of_postcode[code] = [place for place in places if place not in whole]

    def _read_names(self) -> None:
        by_name: tuple[dict[tuple[str, str], int], ...] = (self.in_postcode, self.in_departement)
        # Own names first, old names next, article dropped last: an earlier reading is never replaced.
        for rank in ("own", "old", "short"):
            fresh: tuple[dict[tuple[str, str], int], ...] = ({}, {})
            for place, aliases in enumerate(self.aliases):
                names = aliases[:1] if rank == "own" else aliases[1:]
                if rank == "short":
                    names = [short for name in aliases if (short := without_article(name)) != name]
                for name in names:
                    _add(fresh[1], (self.departements[place], name), place)
                    for code in self._postcodes[place]:
                        _add(fresh[0], (code, name), place)
            for known, new in zip(by_name, fresh, strict=True):
                known.update({key: place for key, place in new.items() if key not in known})
        for city, (count, base) in LARGE_CITIES.items():
            for place in (self.by_code[str(base + number)] for number in range(1, count + 1)):
                for code in self._postcodes[place]:
                    self.in_postcode[code, city] = place

    def _national_names(self) -> dict[str, int]:
        """Names that mean one commune of France: borne once, or by one that dwarfs the others."""
        bearers: dict[str, list[int]] = defaultdict(list)
        for place, aliases in enumerate(self.aliases):
            bearers[aliases[0]].append(place)
        large, ratio = threshold("geocoding.dominant_population"), threshold("geocoding.dominant_ratio")
        found: dict[str, int] = {}
        for name, places in bearers.items():
            first, *others = sorted(places, key=lambda place: -self.populations[place])
            dominant = not others or (
                self.populations[first] >= large and self.populations[first] > ratio * self.populations[others[0]]
            )
            found[name] = first if dominant else NOWHERE
        return found

    @property
    def names_of_departement(self) -> dict[str, DepartementNames]:
        """For approximate search; arrondissements left out, since their city bears the name that people write."""
        if not hasattr(self, "_names_of_departement"):
            gathered: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
            for place, aliases in enumerate(self.aliases):
                if self.parents[place] == self.codes[place]:
                    names, places = gathered[self.departements[place]]
                    names.extend(aliases)
                    places.extend([place] * len(aliases))
            self._names_of_departement = {
                departement: DepartementNames(names, np.array(places))
                for departement, (names, places) in gathered.items()
            }
        return self._names_of_departement


def _departement_points(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """lat, lon of each département: the mean of its communes, weighted by population."""
    whole = table[table["parent"].isna() & table["population"].notna()]
    weights = whole["population"].astype("float64")
    weighted = whole[["lat", "lon"]].astype("float64").mul(weights, axis=0).groupby(whole["departement"]).sum()
    means = weighted.div(weights.groupby(whole["departement"]).sum(), axis=0)
    return dict(zip(means.index, zip(means["lat"], means["lon"], strict=True), strict=True))


def _add(known: dict[tuple[str, str], int], key: tuple[str, str], place: int) -> None:
    if known.setdefault(key, place) != place:
        known[key] = NOWHERE


@cache
def _built(version: str) -> CommuneIndex:
    return CommuneIndex(communes())


def commune_index() -> CommuneIndex:
    """The index of the gazetteer in use; a refresh of the gazetteer builds another."""
    return _built(communes_version())
