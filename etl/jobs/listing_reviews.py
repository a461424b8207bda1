"""Listings of associations checked by préfectures: without a check, « no association » is unknown, not zero."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from config.nomenclatures import Form
from etl.job import Job, Source, Tidied
from etl.rows.cells import Departement
from etl.rows.secure_rows import tells_of_a_shelter
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from etl.rows.template_checks import checks_of
from geodata.repositories import branches

TEMPLATE = Template(
    title="Vérifications de l’annuaire des associations",
    notice=[
        "Une ligne par département et par forme d’exploitation : la préfecture a vérifié ce jour-là que l’annuaire est "
        "complet pour cette forme, même si aucune association n’y figure.",
        "Sans vérification de moins de treize mois, l’absence d’association est « non renseignée », jamais zéro.",
    ],
    columns=[
        Column("departement", "Département", "Code : 01, 2A, 971.", required=True, kind="code", example="48"),
        Column(
            "forme", "Forme", "Une seule forme d’exploitation par ligne.", required=True,
            choices={form.value: form.label for form in Form}, example=Form.MENDICITE.label,
        ),
        Column(
            "date_verification", "Date de vérification", "Jour de la vérification, au plus tard aujourd’hui.",
            required=True, kind="date", example="15/10/2016",
        ),
    ],
)  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per département, form and day: departement, form, reviewed_on."""
    sieve = Sieve(raw, tells_of_a_shelter(raw))
    sieve.parse(*checks_of(TEMPLATE, {"departement": Departement()}))
    sieve.refuse_duplicates(["departement", "forme", "date_verification"])
    tidied = sieve.tidied()
    rows = tidied.rows.rename(columns={"forme": "form", "date_verification": "reviewed_on"})
    return replace(tidied, rows=rows)


SOURCE = Source("Vérifications de l’annuaire", producer="Préfectures", cadence="annuelle")
JOB = Job(
    "listing_reviews", "Vérifications de l’annuaire par les préfectures", SOURCE, read, tidy,
    load=branches.replace_reviews, template=TEMPLATE,
)  # fmt: skip
