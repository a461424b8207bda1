"""The départements side by side: what is needed, what is there, how it is known, in the order that the visitor asks."""

from math import ceil, floor
from typing import Any

import pandas as pd
import streamlit as st

from config.diagnostic_lists import Diagnosis, NeedMethod
from dashboard import pages
from dashboard.components.choices import choice
from dashboard.components.figures import Figure, figures
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from geodata.indicators import INDICATORS
from geodata.publication import State, Table
from geodata.publication.french import number
from geodata.publication.needs import NEED, NUMBERS, state_counts
from layers.palette import NOT_READABLE, NOT_READABLE_CODE

OFFICIAL, DIAGNOSTIC = "officiel", "diagnostic"
SHORT = {
    "places_dedicated": "Dédiées", "places_accessible": "Accessibles", "places_occupied": "Occupées",
    "coverage_rate": "Couverture", "requests_not_met": "Non pourvues", "siao_referent": "Référent SIAO",
    "equipment_rate": "Taux d’équipement",
}  # fmt: skip
WORDS = {
    Diagnosis.RECENT: "Avec volet", Diagnosis.NO_SECTION: "Sans volet", Diagnosis.SECTION_UNSAID: "Volet non dit",
    Diagnosis.OLD: "Ancien", Diagnosis.NONE: "Aucun",
}  # fmt: skip
"""The state of a diagnostic in a narrow column."""
MEANING = (
    "Diagnostic : « avec volet », « sans volet » traite ou « volet non dit » quand il a moins de 12 mois ; « ancien » "
    "au-delà ; « aucun » quand rien n’a été transmis. n.r. : non renseigné ; s. : secret statistique ; s.o. : sans "
    "objet ; n.c. : non communiqué à votre profil."
)
COUNTED = NeedMethod.DENOMBREMENT.label
COUNTS = {NEED, "requests_not_met", "places_occupied"}
"""Numbers of persons: they never rank the départements."""


def diagnosis_figures(table: Table) -> None:
    """In how many of the 101 départements the diagnostic is recent, old, absent, or says nothing of trafficking."""
    counted = state_counts(table.rows)
    figures(
        Figure(title, str(counted[each]), "départements sur 101")
        for each, title in (
            (Diagnosis.RECENT, "Diagnostic récent, avec volet traite"),
            (Diagnosis.NO_SECTION, "Récent, sans volet traite"),
            (Diagnosis.SECTION_UNSAID, "Récent, volet non précisé"),
            (Diagnosis.OLD, "Plus de 12 mois"),
            (Diagnosis.NONE, "Aucun diagnostic"),
        )
    )


def needs_table(table: Table, query: dict[str, Any]) -> None:
    """One row per département, all 101; each leads to its own part of the page."""
    names = [name for name in NUMBERS if name in table.labels]
    rows = _in_order(table.rows, names)
    headers = ["Département", "Diagnostic", "Observé le"]
    for name in names:
        headers += ["Besoin", "Fourchette", "Méthode"] if name == NEED else [SHORT[name]]
    html_table(
        f"{table.title}, {query['annee']}",
        headers,
        [_line(row, names, query) for row in rows.to_dict("records")],
        "needs",
    )
    st.caption(MEANING)


def _in_order(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    orders = {OFFICIAL: "Ordre officiel", DIAGNOSTIC: "État du diagnostic, du plus ancien au plus récent"} | {
        name: f"{INDICATORS[name].label}, du plus bas au plus haut" for name in names if name not in COUNTS
    }
    asked = choice("Trier par", "tri", orders, OFFICIAL)
    if asked == DIAGNOSTIC:
        days = pd.to_datetime(rows["observed_on"])
        return rows.loc[days.sort_values(kind="stable", na_position="first").index]
    if asked in names:
        return rows.loc[rows[asked].astype("float64").sort_values(kind="stable", na_position="last").index]
    return rows


def _line(row: dict[Any, Any], names: list[str], query: dict[str, Any]) -> list[Cell]:
    where = address(pages.PLACES, **{**query, "partie": "departement", "departement": row["departement"]})
    on = row["observed_on"]
    silent = on is None or pd.isna(on)
    cells = [
        Cell(f"{row['name']} ({row['departement']})", href=where),
        Cell(WORDS[Diagnosis(row["diagnosis_code"])], "silent" if silent else ""),
        Cell("—" if silent else day(on)),
    ]
    for name in names:
        cells.append(cell(name, row[name], row[f"{name}_state"]))
        if name == NEED:
            cells += [need_range(row), Cell(row["method"] or "—", "small")]
    return cells


def diagnosis(row: dict[Any, Any]) -> Cell:
    """The word about a diagnostic, and its day."""
    on = row["observed_on"]
    if on is None or pd.isna(on):
        return Cell(row["diagnosis"], "silent")
    return Cell(f"{row['diagnosis']} ({day(on)})")


def need_range(row: dict[Any, Any]) -> Cell:
    """The need at its least and at its most; only a count is exact, though an estimate of zero has no width."""
    low, high = row["need_low"], row["need_high"]
    if pd.isna(low) or pd.isna(high):
        return Cell("—")
    return Cell("exact" if row["method"] == COUNTED else f"{number(floor(low))} à {number(ceil(high))}", "number")


def cell(name: str, value: float, state: State | None) -> Cell:
    """A number with what it counts, or the word that stands in its place."""
    if state is None:
        return Cell(NOT_READABLE_CODE, "silent", NOT_READABLE.label)
    if state != State.PUBLISHED:
        return Cell(State(state).code, "silent", State(state).label)
    indicator = INDICATORS[name]
    if indicator.boolean:
        return Cell("Oui" if value else "Non")
    percent = "\N{NO-BREAK SPACE}%" if indicator.unit == "%" else ""
    return Cell(number(value, indicator.decimals) + percent, "number")
