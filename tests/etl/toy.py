"""A small source for the tests of the walk itself: populations of communes, with everything that a job may have.

Run as a program, this is the command line of the house with that one source more.
"""

from pathlib import Path

import pandas as pd

from etl import run
from etl.job import Job, Source, Tidied
from etl.rows.cells import Departement, Integer, Text
from etl.rows.checks import Check
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from geodata.models import Population
from geodata.perimetre import Perimetre
from geodata.repositories.loading import Loaded, upsert

SHELTER = "refuge canari"

TEMPLATE = Template(
    title="Populations",
    notice=["Une ligne par commune."],
    columns=[
        Column("commune", "Commune", "Code INSEE.", required=True, kind="code", example="01053"),
        Column("year", "Année", "Année de la population.", required=True, kind="integer", example="2014"),
        Column("departement", "Département", "Code.", required=True, kind="code", example="01"),
        Column("population", "Population", "Habitants.", required=True, kind="integer", example="41365"),
        Column("size", "Taille", "Au choix.", choices={"s": "Petite", "l": "=Grande"}, example="Petite"),
        Column("open", "Ouverte", "La mairie est-elle ouverte ?", kind="yes_no"),
        Column("tags", "Étiquettes", "Au choix.", kind="several", choices={"mer": "Mer", "bois": "Bois"}),
    ],
)


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    sheltered = raw.index[raw["commune"] == SHELTER]
    sieve = Sieve(raw, dict.fromkeys(sheltered, "Retirer la ligne."))
    sieve.parse(
        Check("commune", Text(5), required=True),
        Check("year", Integer(1990, 2030), required=True),
        Check("departement", Departement(), required=True),
        Check("population", Integer(), required=True),
    )
    sieve.refuse_duplicates(["commune", "year"])
    return sieve.tidied()


def load(session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    return upsert(session, Population, rows, import_id)


JOB = Job("toy", "Jouet", Source("Populations", "Les tests", "jamais"), read, tidy, load=load, template=TEMPLATE)


def csv_of(rows: list[tuple[str, int, str, object]]) -> bytes:
    """A file of the toy source: commune, year, département, population."""
    lines = [";".join(map(str, row)) for row in [("commune", "year", "departement", "population"), *rows]]
    return "\n".join(lines).encode()


if __name__ == "__main__":
    run.JOBS[JOB.id] = JOB
    from etl.__main__ import app
    from geodata.command_line import start

    start(app, "python -m etl")
