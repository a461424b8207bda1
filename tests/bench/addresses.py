"""Addresses whose commune is known, clean or written as people write them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from geodata.communes import communes
from geodata.reference.folding import fold_name

SEED = 2014


def sample(count: int, dirty: float = 0.0) -> pd.DataFrame:
    """`count` rows street, postcode, city, departement, truth (the commune's code), mistake (its kind, "" if none).

    Communes are drawn by population, as addresses are; `dirty` is the share of rows with a mistake.
    """
    draw = np.random.default_rng(SEED)
    places = communes()
    places = places[places["postcodes"].ne("") & ~places.index.isin(places["parent"].dropna())]
    weights = places["population"].fillna(0).to_numpy(float)
    taken = places.iloc[draw.choice(len(places), count, p=weights / weights.sum())]
    parents = taken["parent"].replace("", np.nan).fillna(taken.index.to_series())
    names = communes()["name"]
    rows = pd.DataFrame(
        {
            "street": [f"{number} rue de l’Exemple" for number in draw.integers(1, 200, count)],
            "postcode": [codes.split()[0] for codes in taken["postcodes"]],
            "city": names.loc[parents].to_numpy(),
            "departement": taken["departement"].to_numpy(),
            "truth": parents.to_numpy(),
            "mistake": "",
        }
    )
    spoiled = np.flatnonzero(draw.random(count) < dirty)
    kinds = draw.integers(0, len(MISTAKES), len(spoiled))
    for position, kind in enumerate(MISTAKES):
        lines = spoiled[kinds == position]
        rows.loc[lines, "mistake"] = kind
        pairs = [MISTAKES[kind](p, c, draw) for p, c in rows.loc[lines, ["postcode", "city"]].itertuples(index=False)]
        rows.loc[lines, ["postcode", "city"]] = np.array(pairs, dtype=object).reshape(-1, 2)
    return rows


def _capitals(postcode: str, city: str, _draw: np.random.Generator) -> tuple[str, str]:
    return postcode, fold_name(city)


def _cedex(postcode: str, city: str, draw: np.random.Generator) -> tuple[str, str]:
    return postcode, f"{city.upper()} CEDEX {draw.integers(1, 20):02}"


def _abbreviation(postcode: str, city: str, _draw: np.random.Generator) -> tuple[str, str]:
    short = city.replace("Sainte-", "Ste ").replace("Saint-", "St ").replace("-sur-", " s/ ")
    return postcode, short.replace("-", " ")


def _typo(postcode: str, city: str, draw: np.random.Generator) -> tuple[str, str]:
    at = int(draw.integers(0, max(len(city) - 1, 1)))
    return postcode, city[:at] + city[at + 1 : at + 2] + city[at] + city[at + 2 :]


def _no_postcode(_postcode: str, city: str, _draw: np.random.Generator) -> tuple[str, str]:
    return "", city


def _another_postcode(postcode: str, city: str, draw: np.random.Generator) -> tuple[str, str]:
    return f"{postcode[:3]}{draw.integers(0, 100):02}", city


MISTAKES: dict[str, Callable[[str, str, np.random.Generator], tuple[str, str]]] = {
    "capitals": _capitals,
    "cedex": _cedex,
    "abbreviation": _abbreviation,
    "typo": _typo,
    "no postal code": _no_postcode,
    "wrong postal code": _another_postcode,
}
