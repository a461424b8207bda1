"""Invented checks of the listing: most départements, for all forms or a few, in most of the years."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from config.nomenclatures import Form
from etl.demonstration.scale import YEARS, generator
from geodata import territories

DEPARTEMENTS = 84


def rows() -> pd.DataFrame:
    """Rows of the template of listing_reviews."""
    draw = generator("reviews")
    checked = sorted(draw.choice(len(territories.CODES), DEPARTEMENTS, replace=False))
    found = []
    for departement in (territories.CODES[position] for position in checked):
        # Most préfectures check all seven forms, the others the few that they know.
        forms = list(Form) if draw.random() < 0.75 else _some_forms(draw)
        for year in YEARS:
            if draw.random() < 0.92:
                day = date(year, 9, 15) + timedelta(days=int(draw.integers(0, 100)))
                found += [(departement, form.value, f"{day:%d/%m/%Y}") for form in forms]
    return pd.DataFrame(found, columns=["departement", "forme", "date_verification"])


def _some_forms(draw: np.random.Generator) -> list[Form]:
    every = list(Form)
    return [every[position] for position in sorted(draw.choice(len(every), int(draw.integers(2, 6)), replace=False))]
