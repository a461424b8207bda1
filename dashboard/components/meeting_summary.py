"""The meeting of the CDPD in a few lines, on the page of a département."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import meetings, pages
from dashboard.components.figures import Figure, figures
from dashboard.components.french import day
from geodata.meetings.compliance import Cell
from geodata.meetings.decisions import execution_rate
from geodata.perimetre import Perimetre
from geodata.publication.french import number

NBSP = "\N{NO-BREAK SPACE}"


def meeting_summary(departement: str, perimetre: Perimetre) -> None:
    """The year's meeting, the last one held, the decisions still open; each as far as this reader may know."""
    year = meetings.today().year
    boxes = [_this_year(departement, year, perimetre), _last(departement, perimetre)]
    found = meetings.decisions_of(perimetre, departement, year=year)
    if len(found):
        boxes += _decisions(found)
    figures(boxes)
    st.page_link(
        pages.REUNIONS,
        label="Ouvrir la réunion et ses décisions",
        icon=":material/groups:",
        query_params={"departement": departement, "exercice": str(year)},
    )


def _this_year(departement: str, year: int, perimetre: Perimetre) -> Figure:
    cell = meetings.compliance(perimetre).at[departement, year]
    if cell is None:
        return Figure(f"Réunion {year}", "Non communiqué", "une fois l’année close", silent=True)
    return Figure(f"Réunion {year} consacrée à la traite", cell.label, silent=cell == Cell.SILENT)


def _last(departement: str, perimetre: Perimetre) -> Figure:
    held = meetings.last_held(perimetre)
    if departement in held.index:
        on = held.at[departement, "held_on"]
        if on is None or pd.isna(on):
            return Figure("Dernière réunion tenue", "Aucune connue", silent=True)
        return Figure("Dernière réunion tenue", day(on), f"il y a {held.at[departement, 'months']} mois")
    grid = meetings.compliance(perimetre).loc[departement]
    years: list[Any] = [year for year, cell in grid.items() if cell is not None and cell.held]
    if not years:
        return Figure("Dernière réunion tenue", "Aucune connue", silent=True)
    return Figure("Dernière réunion tenue", str(max(years)), "l’année seule est publique")


def _decisions(found: pd.DataFrame) -> list[Figure]:
    rate, late = execution_rate(found, meetings.today()), int(found["overdue"].sum())
    told = "Non évaluable" if rate is None else f"{number(rate)}{NBSP}%"
    return [
        Figure("Décisions en jeu", str(len(found)), f"dont en retard : {late}"),
        Figure("Taux d’exécution", told, "réalisées, sur réalisées ou échues", silent=rate is None),
    ]
