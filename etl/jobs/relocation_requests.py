"""Requests to house somebody far from danger, by département of origin and year (mesure 8); never where they went."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from etl.job import Job, Source, Tidied
from etl.rows.cells import Departement, Integer
from etl.rows.secure_rows import tells_of_a_shelter
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from etl.rows.template_checks import checks_of
from geodata.repositories import supply

MOST_REQUESTS = 10_000
NAMES = {
    "departement_origine": "departement", "annee": "year", "demandes": "asked", "demandes_pourvues": "met",
    "refus_absence_de_place": "refused_no_place", "refus_hors_criteres": "refused_criteria",
    "retraits": "withdrawn",
}  # fmt: skip
_ANSWERS = ["demandes_pourvues", "refus_absence_de_place", "refus_hors_criteres", "retraits"]

TEMPLATE = Template(
    title="Demandes d’éloignement, par département d’origine",
    notice=[
        "Une ligne par département d’où vient la demande et par année. Uniquement des effectifs.",
        "Ne jamais écrire où une personne a été accueillie : aucune colonne ne le permet, et un fichier qui situe un "
        "lieu n’est pas conservé.",
        "Une cellule vide veut dire « non renseigné » ; zéro veut dire qu’on a compté, et qu’il n’y en a pas.",
    ],
    columns=[
        Column(
            "departement_origine", "Département d’origine", "Code : 01, 2A, 971.", required=True, kind="code",
            example="48",
        ),
        Column("annee", "Année", "Sur quatre chiffres.", required=True, kind="integer", example="2016"),
        Column("demandes", "Demandes", "Reçues dans l’année ; une demande est une personne.", kind="integer"),
        Column("demandes_pourvues", "Demandes pourvues", "Parmi elles.", kind="integer"),
        Column("refus_absence_de_place", "Refus, absence de place", "Parmi elles.", kind="integer"),
        Column("refus_hors_criteres", "Refus, hors critères", "Parmi elles.", kind="integer"),
        Column("retraits", "Demandes retirées", "Parmi elles.", kind="integer"),
    ],
)  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per département of origin and year; answers never exceed requests."""
    sieve = Sieve(raw, tells_of_a_shelter(raw))
    cells: dict[str, Callable[[str], Any]] = dict.fromkeys(["demandes", *_ANSWERS], Integer(0, MOST_REQUESTS))
    cells |= {"departement_origine": Departement(), "annee": Integer(2001, pd.Timestamp.today().year)}
    sieve.parse(*checks_of(TEMPLATE, cells))
    answered = sieve.values[_ANSWERS].sum(axis="columns", min_count=1)
    sieve.refuse(
        answered > sieve.values["demandes"],
        "demandes pourvues, refusées et retirées dépassent les demandes : compter chaque demande une fois.",
    )
    sieve.refuse_duplicates(["departement_origine", "annee"])
    tidied = sieve.tidied()
    return replace(tidied, rows=tidied.rows.rename(columns=NAMES))


SOURCE = Source("Demandes d’éloignement", producer="SIAO et préfectures", cadence="annuelle")
JOB = Job(
    "relocation_requests", "Demandes d’éloignement par département d’origine", SOURCE, read, tidy,
    load=supply.replace_requests, template=TEMPLATE,
)  # fmt: skip
