"""General supply of accommodation, from the panorama of the DREES: what places for victims are compared with."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
from babel.dates import get_month_names

from config.supply_lists import PARTS, SPELLINGS, Supply
from etl.files.tables import read_table
from etl.job import Job, Source, Tidied
from etl.rows.cells import Day, Decimal, Integer, OneOf
from etl.rows.checks import Check, match_columns
from etl.rows.secure_rows import tells_of_a_shelter
from etl.rows.sieve import Sieve
from geodata import territories
from geodata.reference.folding import fold_name
from geodata.repositories import supply

COLUMNS = ["departement", "date_situation", "categorie", "departement_aff"]
MOST_PLACES = 100_000
MOST_PER_THOUSAND = 100
UNKNOWN = frozenset({"ND", "N D", "NC", "N C"})
_NOTE = re.compile(r"\s*\(\d+\)\s*$")
_WRITTEN_DAY = re.compile(r"(\d{1,2})(?:ER)? ([A-Z]+) (\d{4})")
_MONTHS = {fold_name(name): number for number, name in get_month_names("wide", locale="fr").items()}


def read(path: Path) -> pd.DataFrame:
    """One row per département, day and category, texts; the columns of the région and of France are left aside.

    Raises `RejectedFile` for a file without the columns of the panorama.
    """
    return match_columns(read_table(path), COLUMNS, ignore_others=True)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per département, day and category: departement, observed_on, category, value (None: blank, or « nd »)."""
    sieve = Sieve(raw.assign(categorie=[_NOTE.sub("", text) for text in raw["categorie"]]), tells_of_a_shelter(raw))
    sieve.parse(
        Check("departement", departement, required=True, label="département"),
        Check("date_situation", situation, required=True, label="date de la situation"),
        Check("categorie", OneOf(_labels(), SPELLINGS), required=True, label="catégorie"),
    )
    sieve.values["departement_aff"], reasons = _values(sieve)
    sieve.refuse(reasons != "", reasons)
    sieve.refuse_duplicates(["departement", "date_situation", "categorie"])
    tidied = sieve.tidied()
    rows = tidied.rows.rename(
        columns={"date_situation": "observed_on", "categorie": "category", "departement_aff": "value"}
    )
    return replace(tidied, rows=rows, notes=_contradictions(rows))


def departement(text: str) -> str:
    """A département by its code or by its name: the panorama gives names.

    >>> departement("La Réunion"), departement("2a")
    ('974', '2A')
    """
    by_name = {fold_name(name): code for code, name in territories.names().items()}
    return by_name.get(fold_name(text)) or territories.require_departement(text)


def situation(text: str) -> date:
    """A day as the panorama writes it (« 31 décembre 2021 », « 1er janvier 2015 »), or in figures.

    >>> situation("1er janvier 2015"), situation("31/12/2021")
    (datetime.date(2015, 1, 1), datetime.date(2021, 12, 31))
    """
    parts = _WRITTEN_DAY.fullmatch(fold_name(text))
    if parts is None or parts[2] not in _MONTHS:
        return Day()(text)
    return Day()(f"{parts[3]}-{_MONTHS[parts[2]]}-{parts[1]}")


def _labels() -> dict[str, str]:
    return {each.value: each.label for each in Supply}


def _values(sieve: Sieve) -> tuple[pd.Series, pd.Series]:
    """Whole places, or a rate; « nd » is unknown, like a blank, and neither is zero."""
    texts, category = sieve.raw["departement_aff"].str.strip(), sieve.values["categorie"]
    told = texts.mask(texts.map(fold_name).isin(UNKNOWN), "")
    rate = category == Supply.RATE
    places, not_whole = Check("departement_aff", Integer(0, MOST_PLACES), label="places").apply(told.mask(rate, ""))
    rates, not_a_rate = Check("departement_aff", Decimal(0, MOST_PER_THOUSAND), label="taux").apply(
        told.where(rate, "")
    )
    return places.astype("Float64").where(~rate, rates), not_whole + not_a_rate


def _contradictions(rows: pd.DataFrame) -> list[str]:
    """Totals that are not the sum of their parts: kept as published, and said."""
    told = rows.pivot(index=["departement", "observed_on"], columns="category", values="value")
    told = told.reindex(columns=[each.value for each in Supply])
    found = []
    for parts in PARTS:
        total, summed = told[Supply.ACCOMMODATION], told[list(parts)].sum(axis="columns", min_count=1)
        for place, published, of_parts in zip(told.index, total, summed, strict=True):
            if pd.notna(published) and pd.notna(of_parts) and published != of_parts:
                code, day = place
                named = " + ".join(each.label.removeprefix("dont ") for each in parts)
                found.append(
                    f"{territories.name_of(code)}, {day:%d/%m/%Y} : {published:.0f} places d’hébergement publiées, "
                    f"{of_parts:.0f} en additionnant {named}. Les deux sont gardés tels quels."
                )
    return found


SOURCE = Source("Panorama « Logement – hébergement »", producer="DREES", cadence="annuelle")
JOB = Job(
    "general_supply", "Offre générale d’hébergement (DREES)", SOURCE, read, tidy, load=supply.replace,
)  # fmt: skip
