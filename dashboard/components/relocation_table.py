"""Requests to be housed far from danger: where they come from, how they were answered, never where anybody went."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.choices import choice
from dashboard.components.downloads import downloads
from dashboard.components.figures import Figure, figures
from dashboard.components.footnote import sources
from dashboard.components.html_table import Cell, html_table
from geodata import territories
from geodata.publication import State, Table
from geodata.publication.french import number
from geodata.rights import FRANCE

NUMBERS = {
    "asked": "Demandes", "met": "Pourvues", "rate_met": "Taux pourvu", "refused_no_place": "Refus : pas de place",
    "refused_criteria": "Refus : hors critères", "withdrawn": "Retirées",
}  # fmt: skip
NOTHING = "Aucune demande d’éloignement n’a été transmise ici : on ne sait pas, ce n’est pas zéro."


def relocation_country(table: Table) -> None:
    """One year at a time: the country for who reads it all, then each département of origin."""
    if table.rows.empty:
        st.caption(NOTHING)
        return
    years = [str(year) for year in sorted(set(table.rows["year"]), reverse=True)]
    year = int(choice("Année des demandes", "annee_demandes", {each: each for each in years}, years[0]) or years[0])
    rows = table.rows[table.rows["year"] == year]
    for row in rows[rows["departement"] == FRANCE].to_dict("records"):
        _figures(row)
    own = rows[rows["departement"] != FRANCE]
    order = {code: rank for rank, code in enumerate(territories.CODES)}
    own = own.sort_values("departement", key=lambda codes: codes.map(order))
    told = own[own["asked"] != 0]
    html_table(
        f"Demandes d’éloignement en {year}, par département d’origine",
        ["Département d’origine", *NUMBERS.values()],
        [[f"{row['name']} ({row['departement']})", *_cells(row)] for row in told.to_dict("records")],
        "figures-from-2",
    )
    nobody = own[own["asked"] == 0]
    if len(nobody):
        names = ", ".join(f"{row['name']} ({row['departement']})" for row in nobody.to_dict("records"))
        with st.expander(f"Départements qui ont compté, et dont aucune demande n’est venue ({len(nobody)})"):
            st.markdown(f"{names}.")
    sources(table)
    downloads(table, "vigie_demandes_eloignement")


def relocation_departement(table: Table) -> None:
    """Year after year, in one département of origin."""
    if table.rows.empty:
        st.caption(NOTHING)
        return
    html_table(
        table.title,
        ["Année", *NUMBERS.values()],
        [[str(row["year"]), *_cells(row)] for row in table.rows.sort_values("year").to_dict("records")],
        "figures-from-2",
    )
    sources(table)
    downloads(table, "vigie_demandes_eloignement")


def _figures(row: dict[Any, Any]) -> None:
    told = dict(zip(NUMBERS, _cells(row), strict=True))
    answered = f"de {int(row['answered'])} départements sur 101"
    figures(
        Figure(NUMBERS[name], cell.text, answered if name == "asked" else "", silent="silent" in cell.css)
        for name, cell in told.items()
    )


def _cells(row: dict[Any, Any]) -> list[Cell]:
    return [_cell(name, row[name], row[f"{name}_state"]) for name in NUMBERS]


def _cell(name: str, value: float, state: State) -> Cell:
    if state != State.PUBLISHED or pd.isna(value):
        return Cell(state.code, "silent", state.label)
    return Cell(number(value) + ("\N{NO-BREAK SPACE}%" if name == "rate_met" else ""), "number")
