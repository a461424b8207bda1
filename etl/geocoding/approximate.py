"""Names with a spelling mistake: the nearest commune of the postal code, else of the département."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from config.thresholds import threshold
from etl.geocoding.commune_index import CommuneIndex, DepartementNames


@dataclass(frozen=True, slots=True)
class Likeness:
    """The commune that a name resembles: its position in the index (-1 for none), and how much, between 0 and 1."""

    places: np.ndarray
    scores: np.ndarray


def nearest_communes(index: CommuneIndex, names: list[str], departements: list[str], postcodes: list[str]) -> Likeness:
    """For each name, the commune of its postal code that it resembles, else of its département.

    A commune is kept when its likeness reaches the threshold and leaves every other commune behind by the margin.
    One matrix a département: name by name, the same work takes four times longer.
    """
    places, scores = np.full(len(names), -1), np.zeros(len(names))
    groups: dict[str, list[int]] = {}
    for row, (name, departement) in enumerate(zip(names, departements, strict=True)):
        if name and departement in index.names_of_departement:
            groups.setdefault(departement, []).append(row)
    for departement, rows in groups.items():
        known = index.names_of_departement[departement]
        likeness = process.cdist(
            [names[row] for row in rows], known.names, scorer=fuzz.ratio, dtype=np.uint8,
            score_cutoff=min(threshold("geocoding.fuzzy_postcode"), threshold("geocoding.fuzzy_departement")),
        )  # fmt: skip
        served = _served(index, known, [postcodes[row] for row in rows])
        near = _clear_winner(np.where(served, likeness, 0), known, threshold("geocoding.fuzzy_postcode"))
        wide = _clear_winner(likeness, known, threshold("geocoding.fuzzy_departement"))
        column = np.where(near >= 0, near, wide)
        found = column >= 0
        hits = np.array(rows)[found]
        places[hits] = known.places[column[found]]
        scores[hits] = likeness[np.flatnonzero(found), column[found]] / 100
    return Likeness(places, scores)


def _served(index: CommuneIndex, known: DepartementNames, postcodes: list[str]) -> np.ndarray:
    """Rows × names: whether the postal code of the row serves the commune that bears the name."""
    codes, positions = np.unique(postcodes, return_inverse=True)
    members = np.array([np.isin(known.places, index.of_postcode.get(code, [])) for code in codes.tolist()])
    return members[positions]


def _clear_winner(likeness: np.ndarray, known: DepartementNames, least: float) -> np.ndarray:
    """The column of the best name of each row, or -1 when it is too unlike or another commune is too close."""
    rows = np.arange(len(likeness))
    best = likeness.argmax(axis=1)
    score = likeness[rows, best].astype(int)
    own = known.places[None, :] == known.places[best][:, None]
    second = np.where(own, 0, likeness).max(axis=1).astype(int)
    clear = (score >= least) & (score - second >= threshold("geocoding.fuzzy_margin"))
    return np.where(clear, best, -1)
