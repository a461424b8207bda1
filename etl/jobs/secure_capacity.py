"""Secure places by grande zone and year, from the coordination of the scheme (mesure 8): totals and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from etl.job import Job, Source, Tidied
from etl.rows.cells import Integer
from etl.rows.checks import RejectedFile
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from etl.rows.template_checks import checks_of
from geodata.repositories import secure_places
from geodata.zones import zones

NAMES = {
    "annee": "year", "places_financees": "places_financed", "places_ouvertes": "places_open",
    "places_occupees": "places_occupied", "organismes": "operators",
}  # fmt: skip
UNREADABLE = (
    "une cellule ne peut pas être lue : zone, année et nombres entiers sont attendus, une ligne par zone et par année, "
    "places occupées au plus égales aux places ouvertes. Ce fichier est secret : ses lignes ne sont ni reprises ni "
    "gardées ; le comparer au modèle, puis le renvoyer entier."
)

TEMPLATE = Template(
    title="Places sécurisées par grande zone",
    notice=[
        "Une ligne par grande zone et par année : des totaux, et rien d’autre. Aucun organisme, aucune commune, aucun "
        "département.",
        "Une zone de moins de trois organismes ou de moins de onze places est refusée : la réunir à une voisine.",
        "Le fichier n’est pas conservé. Une seule ligne illisible le refuse tout entier.",
    ],
    columns=[
        Column(
            "zone", "Grande zone", "Une zone de la liste.", required=True,
            choices={code: zone.label for code, zone in zones().items()}, example="ouest",
        ),
        Column("annee", "Année", "Sur quatre chiffres.", required=True, kind="integer", example="2016"),
        Column("places_financees", "Places financées", "Au 31 décembre.", required=True, kind="integer", example="30"),
        Column("places_ouvertes", "Places ouvertes", "Au 31 décembre.", required=True, kind="integer", example="28"),
        Column("places_occupees", "Places occupées", "Au 31 décembre.", required=True, kind="integer", example="25"),
        Column("organismes", "Organismes", "Leur nombre.", required=True, kind="integer", example="12"),
    ],
)  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per zone and year. Nothing is sent back row by row: a kept reject would be a kept secret.

    Raises `RejectedFile`, without repeating a cell, when a row cannot be read or when a zone is too small.
    """
    own: dict[str, Callable[[str], Any]] = {"annee": Integer(2001, pd.Timestamp.today().year)}
    sieve = Sieve(raw)
    sieve.parse(*checks_of(TEMPLATE, own))
    sieve.refuse_duplicates(["zone", "annee"])
    tidied = sieve.tidied()
    if len(tidied.rejects):
        raise RejectedFile(UNREADABLE, int(tidied.rejects.index[0]))
    rows = tidied.rows.rename(columns=NAMES)
    for line, row in rows.iterrows():
        if row["places_occupied"] > row["places_open"]:
            raise RejectedFile(UNREADABLE, int(str(line)))
        try:
            places = min(row["places_financed"], row["places_open"])
            secure_places.require_large_enough(row["zone"], row["operators"], places)
        except secure_places.ZoneTooSmall as refusal:
            raise RejectedFile(str(refusal), int(str(line))) from None
    return Tidied(rows, tidied.rejects)


SOURCE = Source("Places sécurisées par grande zone", producer="Coordination nationale Ac.Sé", cadence="annuelle")
JOB = Job(
    "secure_capacity", "Places sécurisées par grande zone", SOURCE, read, tidy,
    load=secure_places.replace, template=TEMPLATE, keeps_file=False,
)  # fmt: skip
