"""Counts of cases, as each producer publishes them: one table for all, with its own field for each source."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from config.nomenclatures import COUNT_FORMS, AgeClass, CountSource, CountStatus, Labelled, Nomenclature, Sex
from etl.job import Job, Source, Tidied
from etl.rows.cells import Departement, Integer, OneOf
from etl.rows.secure_rows import tells_of_a_shelter
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from etl.rows.template_checks import checks_of
from geodata.repositories import case_counts

SERVICES = {
    "police": "Police nationale",
    "gendarmerie": "Gendarmerie nationale",
    "parquets": "Parquets (personnes poursuivies)",
    "tribunaux": "Tribunaux (personnes condamnées)",
}
"""A closed list: a free text could say more than a number."""
_LABELS = {label: code for forms in COUNT_FORMS.values() for code, label in forms.items()}
_FORMS = {code: label for label, code in reversed(_LABELS.items())}
"""A form of several nomenclatures is shown by its first label, and read by any."""
_NAMES = {
    "annee": "year", "forme": "form", "sexe": "sex", "age": "age_class", "effectif": "count", "statut": "status",
}  # fmt: skip
_KEY = ["source", "departement", "annee", "service", "nomenclature", "forme", "sexe", "age"]


def _choices(values: type[Labelled]) -> dict[str, str]:
    return {member.value: member.label for member in values}


TEMPLATE = Template(
    title="Effectifs par département",
    notice=[
        "Une ligne par source, département, année, forme, sexe et classe d’âge. Uniquement des effectifs : aucune "
        "information sur une personne.",
        "Zéro est un nombre : la source a compté, et n’a rien trouvé. Quand le nombre n’est pas connu, laisser la "
        "cellule vide et dire pourquoi dans la colonne « Statut ».",
        "Les sources n’ont pas le même champ : elles ne sont jamais additionnées, ni les formes d’une même source.",
    ],
    columns=[
        Column(
            "source", "Source", "Producteur du nombre.", required=True, choices=_choices(CountSource),
            example=CountSource.ASSOCIATIONS,
        ),
        Column("departement", "Département", "Code : 01, 2A, 971.", required=True, kind="code", example="2A"),
        Column("annee", "Année", "Sur quatre chiffres.", required=True, kind="integer", example="2016"),
        Column("service", "Service", "Vide pour tous les services de la source.", choices=SERVICES),
        Column(
            "nomenclature", "Nomenclature", "Liste à laquelle appartient la forme : A, B ou C.", required=True,
            choices=_choices(Nomenclature), example=Nomenclature.ASSOCIATIVE,
        ),
        Column(
            "forme", "Forme", "Forme d’exploitation, dans la nomenclature choisie.", required=True, choices=_FORMS,
            example="exploitation_sexuelle",
        ),
        Column("sexe", "Sexe", "« ensemble » pour tous.", required=True, choices=_choices(Sex), example=Sex.ALL),
        Column(
            "age", "Âge", "« ensemble » pour tous.", required=True, choices=_choices(AgeClass), example=AgeClass.ALL
        ),
        Column("effectif", "Effectif", "Nombre entier ; 0 est un vrai zéro.", kind="integer", example="12"),
        Column(
            "statut", "Statut", "Déclaré ou estimé quand il y a un effectif ; sinon, pourquoi il n’y en a pas.",
            required=True, choices=_choices(CountStatus), example=CountStatus.DECLARED,
        ),
    ],
)  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per source, département, year, service, nomenclature, form, sex and age class; `count` is NA for none.

    The état 4001 is refused here: it comes from the workbook of its ministry, a copy by hand would overwrite it.
    """
    sieve = Sieve(raw, tells_of_a_shelter(raw))
    this_year = pd.Timestamp.today().year
    sieve.parse(
        *checks_of(
            TEMPLATE,
            {"departement": Departement(), "annee": Integer(1990, this_year), "forme": OneOf(_FORMS, _LABELS)},
        )
    )
    values = sieve.values
    sieve.refuse(
        values["source"] == CountSource.ETAT_4001,
        "Source : l’état 4001 ne se saisit pas ici, il vient du classeur du ministère de l’Intérieur.",
    )
    pairs = values["nomenclature"] + "/" + values["forme"]
    existing = {f"{nomenclature}/{form}" for nomenclature, forms in COUNT_FORMS.items() for form in forms}
    sieve.refuse(
        ~pairs.isin(existing) & (values["nomenclature"] != "") & (values["forme"] != ""),
        "Forme : elle n’existe pas dans cette nomenclature. "
        + values["nomenclature"].map(
            {code: f"Formes possibles : {', '.join(forms)}." for code, forms in COUNT_FORMS.items()}
        ),
    )
    counted = values["statut"].isin([CountStatus.DECLARED, CountStatus.ESTIMATED])
    written = sieve.raw["effectif"].str.strip() != ""
    sieve.refuse(
        counted & ~written,
        "Effectif : un nombre déclaré ou estimé est attendu. S’il n’est pas connu, choisir un autre statut.",
    )
    sieve.refuse(
        ~counted & written & (values["statut"] != ""),
        "Effectif : ce statut dit qu’il n’y a pas de nombre. Vider la cellule, ou choisir « déclaré » ou « estimé ».",
    )
    sieve.refuse_duplicates(_KEY)
    tidied = sieve.tidied()
    return replace(tidied, rows=tidied.rows.rename(columns=_NAMES))


SOURCE = Source("Effectifs de cas", producer="Producteur nommé dans chaque ligne", cadence="annuelle")
JOB = Job("case_counts", "Effectifs de cas", SOURCE, read, tidy, load=case_counts.replace, template=TEMPLATE)
