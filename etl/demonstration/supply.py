"""Invented general accommodation, and invented requests for relocation: plausible, with blanks and silences."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from config.supply_lists import SPELLINGS, Supply
from etl.demonstration.scale import YEARS, generator, ordinary_places, populations, weights
from etl.jobs.relocation_requests import TEMPLATE
from geodata import territories

ADULTS = 0.49
"""Share of the inhabitants aged 20 to 59."""
UNPUBLISHED = ("976",)
"""Of which the panorama says « nd »."""
SILENT = 12
"""Départements that send no count of their requests for relocation."""
REQUESTS = 260
"""Requests of the whole country in a year."""
NO_BREAKDOWN = 0.2
"""Share of the counts that do not say why a request was refused."""


def supply_rows() -> pd.DataFrame:
    """Rows of a panorama as the DREES writes it: département by its name, a day in words, a category, a number."""
    draw = generator("general_supply")
    names, inhabitants = territories.names(), populations()
    spelling = {category: text for text, category in reversed(list(SPELLINGS.items()))}
    found = []
    for code, population in zip(inhabitants.index, inhabitants, strict=True):
        drawn = draw.lognormal(0, 0.15)
        for year in YEARS:
            places = _categories(draw, ordinary_places(population) * drawn * 1.04 ** (year - YEARS[0]), population)
            for category, number in places.items():
                told = "nd" if code in UNPUBLISHED else _text(number)
                found.append((names[code], f"31 décembre {year}", spelling[category], told))
    return pd.DataFrame(found, columns=["departement", "date_situation", "categorie", "departement_aff"])


def _categories(draw: np.random.Generator, places: float, population: float) -> dict[Supply, float]:
    chrs = int(places * draw.uniform(0.4, 0.6))
    others = int(places) - chrs
    emergency = int((chrs + others) * draw.uniform(0.4, 0.6))
    stabilisation = int((chrs + others) * draw.uniform(0.05, 0.12))
    whole = chrs + others
    return {
        Supply.CHRS: chrs,
        Supply.OTHER_CENTRES: others,
        Supply.CADA: int(draw.poisson(population / 2_700)),
        Supply.CPH: int(draw.poisson(population / 25_000)),
        Supply.PENSIONS: int(draw.poisson(population / 4_500)),
        Supply.RESIDENCES: int(draw.poisson(population / 800)),
        Supply.ACCOMMODATION: whole,
        Supply.EMERGENCY: emergency,
        Supply.STABILISATION: stabilisation,
        Supply.INSERTION: whole - emergency - stabilisation,
        Supply.RATE: round(1_000 * whole / (ADULTS * population), 1),
    }


def _text(number: float) -> str:
    return str(number).replace(".", ",")


def request_rows() -> pd.DataFrame:
    """Rows of the template of relocation_requests."""
    return pd.DataFrame(_requests(), columns=[column.name for column in TEMPLATE.columns])


def _requests() -> Iterator[tuple[object, ...]]:
    draw = generator("relocation_requests")
    inhabitants = populations()
    silent = set(draw.choice(inhabitants.index, SILENT, replace=False))
    expected = REQUESTS * weights(inhabitants, 1.2)
    for code, mean in zip(inhabitants.index, expected, strict=True):
        for year in YEARS:
            asked = int(draw.poisson(mean))
            met = int(draw.binomial(asked, 0.55))
            no_place = int(draw.binomial(asked - met, 0.6))
            criteria = int(draw.binomial(asked - met - no_place, 0.5))
            reasons = (no_place, criteria, asked - met - no_place - criteria)
            said = ("", "", "") if draw.random() < NO_BREAKDOWN else reasons
            if code not in silent:
                yield code, year, asked, met, *said
