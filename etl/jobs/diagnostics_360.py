"""Needs and ordinary places of each département, from the territorial 360° diagnostics (mesure 7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from config.diagnostic_lists import FORMS, PUBLICS
from config.nomenclatures import Public
from etl.diagnostics import rules
from etl.diagnostics.template import MOST_PLACES, TEMPLATE
from etl.files.tables import read_table
from etl.job import Job, Source, Tidied
from etl.rows.cells import Departement, Integer, OneOf, SeveralOf
from etl.rows.checks import RejectedFile, header_key, match_columns
from etl.rows.secure_rows import screen
from etl.rows.sieve import Sieve
from etl.rows.template import match_template
from etl.rows.template_checks import checks_of
from geodata import shelter_guard as shelters
from geodata.repositories import diagnostics

NAMES = {
    "code_departement": "departement", "type_diagnostic": "kind", "date_observation": "observed_on",
    "date_validation": "validated_on", "version": "version", "pilote": "pilot", "volet_traite": "trafficking_section",
    "referent_siao": "siao_referent", "referent_siao_designe_le": "siao_referent_since", "public": "public",
    "formes_exploitation": "forms", "besoin_places": "places_needed", "besoin_source": "need_source",
    "besoin_methode": "need_method", "type_place": "place_type", "mode": "mode", "capacite_totale": "places_total",
    "capacite_accessible_teh": "places_accessible", "capacite_dediee_teh": "places_dedicated",
    "occupees_teh": "places_occupied", "date_maj_capacite": "capacity_updated_on", "centres_concernes": "centres",
    "centres_referent_forme": "centres_with_trained_referent", "demandes_an": "requests",
    "demandes_non_pourvues": "requests_not_met", "duree_moyenne_sejour_j": "mean_stay_days",
    "besoin_accompagnement": "support_needed", "financement": "funding", "inscrit_pdalhpd": "in_pdalhpd",
}  # fmt: skip
"""Columns of the template, and of the facts."""

LABELS = {column.name: [column.label] for column in TEMPLATE.columns}
_VERSION = re.compile(r"[Vv]?[0-9]{1,4}(?:[.\-/][0-9]{1,4}){0,2}")


def read(path: Path) -> pd.DataFrame:
    """The columns of the template, as text; what would locate a shelter does not leave this function.

    Rows that tell of a secure place come out blank, with their reason in `attrs["set_aside"]` (line → sentence); other
    columns than those of the template are looked at for that purpose alone. `attrs["locates_a_shelter"]`: the file must
    not be kept.
    """
    raw = read_table(path)
    if any(shelters.leads_to_a_door(str(header)) or shelters.speaks_of_a_shelter(str(header)) for header in raw):
        raise RejectedFile("la première ligne doit porter les titres des colonnes, et eux seuls.")
    known = {header_key(written) for column in TEMPLATE.columns for written in (column.name, column.label)}
    outside = [header for header in raw if header_key(str(header)) not in known]
    # A file of another kind is refused with the titles that it has, not only with those that the template knows.
    match_columns(raw, [column.name for column in TEMPLATE.columns if column.required], (), LABELS, ignore_others=True)
    matched = match_template(raw.drop(columns=outside), TEMPLATE)
    screened = screen(matched.join(raw[outside]), _parsers())
    screened.rows.attrs = {
        "notes": [*matched.attrs.get("notes", ()), *screened.notes],
        "set_aside": screened.set_aside,
        "locates_a_shelter": screened.locates_a_shelter,
    }
    return screened.rows


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per département, kind of diagnostic, day, public and type of place; blank stays unknown.

    Numbers keep their order (dedicated ≤ accessible ≤ total, occupied ≤ accessible), the rows of one diagnostic agree
    on what is said of it as a whole, and no row counts again what another one counts.
    """
    # The guard of the walk may have set some of them aside already.
    aside = {line: reason for line, reason in raw.attrs["set_aside"].items() if line in raw.index}
    sieve = Sieve(raw, aside)
    sieve.parse(*checks_of(TEMPLATE, _parsers()))
    rules.keep_numbers_in_order(sieve)
    rules.agree_on_the_diagnostic(sieve)
    sieve.refuse_duplicates(rules.KEY)
    rules.count_once(sieve)
    tidied = sieve.tidied(rules.warnings(sieve), raw.attrs["locates_a_shelter"])
    return replace(tidied, rows=tidied.rows.rename(columns=NAMES))


def _parsers() -> dict[str, Callable[[str], Any]]:
    whole_numbers: dict[str, Callable[[str], Any]] = {
        column.name: Integer(0, MOST_PLACES) for column in TEMPLATE.columns if column.kind == "integer"
    }
    own: dict[str, Callable[[str], Any]] = {
        "code_departement": Departement(),
        "version": Version(),
        "formes_exploitation": SeveralOf(FORMS, "toutes"),
        "public": OneOf(PUBLICS, also={"femmes seules": Public.FEMMES}),
    }
    return {check.column: check.parse for check in checks_of(TEMPLATE, whole_numbers | own)}


@dataclass(frozen=True)
class Version:
    """The number of a version: a free text could say anything."""

    empty: ClassVar[str] = ""

    def __call__(self, text: str) -> str:
        if not _VERSION.fullmatch(text):
            raise ValueError("un numéro de version est attendu, par exemple 1, 2.1 ou 2015-2.")
        return text


SOURCE = Source("Diagnostics territoriaux à 360°", producer="DDETS, SIAO et DIHAL", cadence="annuelle")
JOB = Job(
    "diagnostics_360", "Diagnostics territoriaux à 360°", SOURCE, read, tidy,
    load=diagnostics.replace, template=TEMPLATE,
)  # fmt: skip
