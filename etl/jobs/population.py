"""Legal populations of communes, from the files of INSEE's census."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl.files.tables import read_table
from etl.job import Job, Source, Tidied
from etl.rows.cells import Integer
from etl.rows.checks import Check, RejectedFile, header_key, match_columns
from etl.rows.sieve import Sieve
from geodata.repositories import populations
from geodata.territories import departement_of_commune

FRANCE, MAYOTTE = 2021, 2017
"""The files of INSEE do not say their year: that of the last ones published in each layout. Another one is told by a
column `annee` added to the file."""
NAMES = {"commune": "commune", "annee": "year", "pmun": "population"}


def read(path: Path) -> pd.DataFrame:
    """One row per commune, texts: commune (code of five characters), annee, pmun.

    Two layouts: the whole country, and Mayotte apart, whose communes have codes of three digits under `CODCOM`. Raises
    `RejectedFile` for a file without a municipal population (`PMUN`): codes and names alone are not a population.
    """
    raw = read_table(path)
    headers = {header_key(str(header)) for header in raw.columns}
    if "PMUN" not in headers:
        raise RejectedFile(
            "aucune colonne « PMUN » : ce fichier ne donne pas de population. Envoyer le fichier « donnees_communes » "
            "(ou « donnees_communes_mayotte ») du recensement de l’INSEE."
        )
    table = match_columns(raw, ["com", "codcom", "dep", "pmun"], ["annee"], ignore_others=True)
    blank = table["com"].str.strip() == ""
    mayotte = blank & (table["dep"].str.strip() == "976")
    commune = table["com"].mask(mayotte, "97" + table["codcom"].str.strip())
    usual = mayotte.map({True: str(MAYOTTE), False: str(FRANCE)})
    said = table["annee"].str.strip() != ""
    rows = pd.DataFrame({"commune": commune, "annee": table["annee"].where(said, usual), "pmun": table["pmun"]})
    rows.attrs["notes"] = [*raw.attrs.get("notes", ()), *(_supposed(usual[~said]))]
    return rows


def _supposed(years: pd.Series) -> list[str]:
    if years.empty:
        return []
    told = " et ".join(sorted(years.unique(), reverse=True))
    return [f"Le fichier ne dit pas son année : populations légales de {told}. Pour une autre : une colonne « annee »."]


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per commune and census year: commune, year, departement, population."""
    sieve = Sieve(raw)
    this_year = pd.Timestamp.today().year
    sieve.parse(
        Check("commune", _commune, required=True, label="COM"),
        Check("annee", Integer(1968, this_year), required=True),
        Check("pmun", Integer(0, 5_000_000), required=True, label="PMUN"),
    )
    sieve.refuse_duplicates(["commune", "annee"])
    tidied = sieve.tidied()
    rows = tidied.rows.rename(columns=NAMES)
    rows["departement"] = rows["commune"].map(departement_of_commune)
    return replace(tidied, rows=rows)


def _commune(text: str) -> str:
    departement_of_commune(text)
    return text.upper()


SOURCE = Source("Populations légales des communes", producer="INSEE", cadence="annuelle")
JOB = Job("population", "Populations légales des communes", SOURCE, read, tidy, load=populations.replace)
