"""Associations that support victims: one row per branch, its public address, and where it acts."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from config.nomenclatures import WHOLE_COUNTRY
from etl.geocoding.branch_location import locate
from etl.job import Job, Source, Tidied
from etl.rows.card_fields import OfTheCard
from etl.rows.cells import Departement
from etl.rows.declared import codes_of
from etl.rows.sieve import Sieve
from etl.rows.template import Column, Template, read_template
from etl.rows.template_checks import checks_of
from geodata import shelter_guard as shelters
from geodata import territories
from geodata.database import Session
from geodata.listing.fields import FIELDS
from geodata.perimetre import Perimetre
from geodata.reference.folding import fold_name
from geodata.repositories import branches
from geodata.repositories.branch_blanks import with_what_was_said
from geodata.repositories.loading import Loaded

SHELTER = (
    "Cette ligne parle d’un lieu de mise à l’abri ou d’hébergement : l’annuaire ne donne que des adresses publiques "
    "où l’on reçoit. Retirer la ligne, ou n’indiquer que le siège ou l’accueil de jour. Son contenu n’a pas été "
    "conservé."
)
NAMES = {
    "nom": "association", "antenne": "name", "adresse": "street", "code_postal": "postcode", "commune": "city",
    "departement": "departement", "site_web": "website", "publics": "publics_declared",
    "formes_exploitation": "forms_declared", "services": "services_declared", "source": "source",
    "zone_intervention": "zones", "date_verification": "verified_on", "siret": "siret", "telephone": "phone",
    "courriel": "mail", "horaires": "opening_hours", "langues": "languages",
}  # fmt: skip
OF_THE_CARD = ("siret", "phone", "mail", "opening_hours", "languages")
"""Columns that files did not have at first; as forms check them (`geodata.listing.checks`)."""
UNSAID = "Vide : ce que la fiche dit déjà reste."
READ_AS = {"publics": "publics_declared", "forms": "forms_declared", "functions": "services_declared"}
"""Lists of the vocabulary, and the declared texts that they are read from."""

TEMPLATE = Template(
    title="Annuaire des associations",
    notice=[
        "Une ligne par antenne qui reçoit du public. L’adresse est celle où l’on est reçu : jamais un lieu "
        "d’hébergement ni de mise à l’abri.",
        "Aucun nom de personne. Les mots déclarés sont gardés tels quels ; ceux que le vocabulaire ne connaît pas sont "
        "signalés dans le compte rendu.",
    ],
    columns=[
        Column("nom", "Nom", "Nom de l’association.", required=True, example="Association Exemple"),
        Column("antenne", "Antenne", "Nom de l’antenne, unique dans l’association.", example="Accueil de Mende"),
        Column("adresse", "Adresse", "Numéro et voie, si elle est publique.", example="12 rue de l’Exemple"),
        Column("code_postal", "Code postal", "Cinq chiffres.", kind="code", example="48000"),
        Column("commune", "Commune", "Commune de l’accueil.", example="Mende"),
        Column("departement", "Département", "Code : 01, 2A, 971.", required=True, kind="code", example="48"),
        Column("site_web", "Site web", "Adresse complète.", example="https://www.example.org"),
        Column("publics", "Publics", "Séparés par des points-virgules.", example="femmes;mineurs"),
        Column(
            "formes_exploitation", "Formes exploitation", "Séparées par des points-virgules, ou « toutes formes ».",
            example="exploitation sexuelle;servitude domestique",
        ),
        Column("services", "Services", "Séparés par des points-virgules.", example="accueil;juridique"),
        Column("source", "Source", "D’où vient l’information.", required=True, example="site de l’association"),
        Column(
            "zone_intervention", "Zone intervention",
            "Codes séparés par des points-virgules, ou « France ». Vide : le département de l’antenne.",
            example="48;12;30",
        ),
        Column(
            "date_verification", "Date vérification", "Dernière vérification de la fiche.", kind="date",
            example="15/10/2016",
        ),
        Column("siret", "SIRET", f"Quatorze chiffres. {UNSAID}", kind="code", example="73282932000074"),
        Column(
            "telephone", "Téléphone", f"Le numéro public de l’accueil. {UNSAID}", kind="code",
            example="01 23 45 67 89",
        ),
        Column(
            "courriel", "Courriel", f"La boîte de l’accueil, pas celle d’une personne. {UNSAID}",
            example="accueil@example.org",
        ),
        Column(
            "horaires", "Horaires", f"Au format d’OpenStreetMap. {UNSAID}", example="Mo-Fr 09:00-12:00,14:00-17:30",
        ),
        Column("langues", "Langues", f"Séparées par des points-virgules. {UNSAID}", example="anglais;roumain"),
    ],
)  # fmt: skip

TITLES = {NAMES[name]: label for name, label in TEMPLATE.labels.items()}


def read(path: Path) -> pd.DataFrame:
    return read_template(path, TEMPLATE)


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per branch: declared texts as they are, their codes, and `zones` (codes, `FR` for the whole country)."""
    aside = shelters.any_cell(raw[["nom", "antenne", "adresse"]], shelters.names_a_housing_place)
    aside |= shelters.any_cell(raw, shelters.speaks_of_a_shelter)
    # The scheme has a public coordination, and no public door.
    aside |= shelters.any_cell(raw[["nom", "antenne"]], shelters.names_acse) & (raw["adresse"].str.strip() != "")

    sieve = Sieve(raw, dict.fromkeys(raw.index[aside], SHELTER))
    sieve.parse(*checks_of(TEMPLATE, _PARSERS))
    sieve.refuse_duplicates(["nom", "antenne"])
    tidied = sieve.tidied()
    rows = tidied.rows.rename(columns=NAMES)
    notes = _normalise(rows)
    national = shelters.any_cell(rows[["name", "services_declared", "source"]], _is_national)
    rows["zones"] = [
        zone or sorted({home, *([WHOLE_COUNTRY] if reaches_all else [])})
        for zone, home, reaches_all in zip(rows["zones"], rows["departement"], national, strict=True)
    ]
    return replace(tidied, rows=rows, notes=notes)


def _normalise(rows: pd.DataFrame) -> list[str]:
    """Add the codes of the declared texts; the words that the vocabulary does not know, as notes."""
    notes = []
    for name, declared in READ_AS.items():
        read_as = [codes_of(name, text) for text in rows[declared]]
        rows[name] = pd.Series([codes for codes, _ in read_as], index=rows.index, dtype=object)
        lines = defaultdict(list)
        for line, (_, unknown) in zip(rows.index, read_as, strict=True):
            for word in unknown:
                lines[word].append(str(line))
        told = [f"« {word} » (ligne{'s' if len(at) > 1 else ''} {', '.join(at)})" for word, at in lines.items()]
        if told:
            notes.append(f"{TITLES[declared]} : mots gardés tels quels, absents du vocabulaire : {' ; '.join(told)}.")
    return notes


@dataclass(frozen=True)
class Zone:
    """Codes of départements, or France for the whole country."""

    @property
    def empty(self) -> list[str]:
        return []

    def __call__(self, text: str) -> list[str]:
        words = [word.strip() for word in re.split(r"[;,]", text) if word.strip()]
        if any(fold_name(word) in {"FRANCE", "FR", "FRANCE ENTIERE"} for word in words):
            return [WHOLE_COUNTRY]
        found = {territories.require_departement(word) for word in words}
        return [code for code in territories.CODES if code in found]


_PARSERS: dict[str, Callable[[str], Any]] = {
    "departement": Departement(),
    "zone_intervention": Zone(),
    **{column: OfTheCard(FIELDS[name]) for column, name in NAMES.items() if name in OF_THE_CARD},
}


def load(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """See `branches.replace`; an empty cell of a column that came later says nothing, and erases nothing."""
    return branches.replace(session, perimetre, with_what_was_said(session, rows, OF_THE_CARD), import_id)


def _is_national(text: str) -> bool:
    return "PORTEE NATIONALE" in fold_name(text)


SOURCE = Source("Annuaire des associations", producer="Associations et préfectures", cadence="continue")
JOB = Job(
    "associations", "Associations", SOURCE, read, tidy,
    load=load, locate=locate, template=TEMPLATE, shelter=SHELTER,
)  # fmt: skip
