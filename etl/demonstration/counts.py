"""Invented counts of cases, scaled on what is known of the whole country, with all the reasons of a silence."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from config.nomenclatures import CountSource, CountStatus
from etl.demonstration.scale import YEARS, generator, populations, weights

COLUMNS = [
    "source", "departement", "annee", "service", "nomenclature", "forme", "sexe", "age", "effectif", "statut"
]  # fmt: skip
ASSOCIATIONS = {
    "exploitation_sexuelle": 1900, "exploitation_travail": 370, "mendicite_forcee": 25, "contrainte_delits": 140,
    "autres": 25,
}  # fmt: skip
"""Victims supported in a year in the whole country (order of magnitude of the annual survey)."""
POLICE = {"teh": 210, "proxenetisme": 900, "exploitation_travail": 420, "exploitation_mendicite": 40}
"""Victims recorded in a year in the whole country (order of magnitude of 2016)."""
PERMITS = 55
_GROWTH = {2014: 0.85, 2015: 0.95, 2016: 1.0}
_CONCENTRATION = 1.3

Line = tuple[object, ...]


def rows() -> pd.DataFrame:
    """Rows of the template of case_counts."""
    lines = [*_associations(generator("associations")), *_police(generator("police")), *_permits(generator("permits"))]
    return pd.DataFrame(lines, columns=COLUMNS)


def _associations(draw: np.random.Generator) -> Iterator[Line]:
    share = weights(populations(), _CONCENTRATION)
    # The survey asks the associations of some départements, and some of them answer.
    asked = draw.random(len(share)) >= 0.15
    for year in YEARS:
        answers = draw.random(len(share)) < 0.75
        for departement, weight, was_asked, answered in zip(share.index, share, asked, answers, strict=True):
            forms = _drawn(draw, ASSOCIATIONS, weight * _GROWTH[year], overlap=0.1)
            status = CountStatus.ESTIMATED if draw.random() < 0.12 else CountStatus.DECLARED
            if not (was_asked and answered):
                status = CountStatus.NOT_AVAILABLE if was_asked else CountStatus.NOT_ASKED
            for form, number in forms.items():
                yield _line(CountSource.ASSOCIATIONS, departement, year, "B", form, number, status)
            women, minors = draw.binomial(forms["toutes"], [0.85, 0.16])
            yield _line(CountSource.ASSOCIATIONS, departement, year, "B", "toutes", women, status, sex="F")
            yield _line(CountSource.ASSOCIATIONS, departement, year, "B", "toutes", minors, status, age="mineurs")


def _police(draw: np.random.Generator) -> Iterator[Line]:
    share = weights(populations(), _CONCENTRATION)
    for year in YEARS:
        for departement, weight in zip(share.index, share, strict=True):
            for form, number in _drawn(draw, POLICE, weight * _GROWTH[year], overlap=0.05).items():
                # The producer itself withholds a few small numbers.
                withheld = 0 < number < 5 and draw.random() < 0.1
                status = CountStatus.SECRET if withheld else CountStatus.DECLARED
                yield _line(CountSource.POLICE_GENDARMERIE, departement, year, "A", form, number, status)


def _permits(draw: np.random.Generator) -> Iterator[Line]:
    share = weights(populations(), _CONCENTRATION)
    for year in YEARS:
        for departement, weight in zip(share.index, share, strict=True):
            number = int(draw.poisson(PERMITS * weight * _GROWTH[year]))
            status = CountStatus.DECLARED if draw.random() < 0.9 else CountStatus.NOT_AVAILABLE
            yield _line(CountSource.SEJOUR, departement, year, "A", "toutes", number, status)


def _drawn(draw: np.random.Generator, national: Mapping[str, int], weight: float, overlap: float) -> dict[str, int]:
    """A number for each form, and for all: less than their sum, one person may be exploited in several ways."""
    forms = {form: int(draw.poisson(number * weight)) for form, number in national.items()}
    return {"toutes": max(int(sum(forms.values()) * (1 - overlap)), *forms.values()), **forms}


def _line(
    source: str,
    departement: str,
    year: int,
    nomenclature: str,
    form: str,
    number: int,
    status: CountStatus,
    *,
    sex: str = "ensemble",
    age: str = "ensemble",
) -> Line:
    counted = status in (CountStatus.DECLARED, CountStatus.ESTIMATED)
    return source, departement, year, "", nomenclature, form, sex, age, number if counted else "", str(status)
