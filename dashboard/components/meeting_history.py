"""Who wrote what about a meeting, and when; and the meetings of a département, year by year."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import meetings, pages
from dashboard.components.authors import author
from dashboard.components.french import day, minute
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from geodata.meetings import State
from geodata.meetings.compliance import Cell as Compliance
from geodata.perimetre import Perimetre

NOT_TOLD = "Communiqué une fois l’année close"


def history(meeting_id: int, departement: str, perimetre: Perimetre) -> None:
    """Every event, the latest first, with who wrote it; for whoever reads all of the meeting."""
    if not meetings.reads_whole(departement):
        st.info("L’historique d’une réunion est réservé aux services de l’État.", icon=":material/lock:")
        return
    rows = meetings.history(perimetre, meeting_id).iloc[::-1]
    html_table(
        "Ce qui a été enregistré, le plus récent d’abord",
        ["Rang", "Le", "Quoi", "Par"],
        [
            [
                str(rank),
                minute(row["at"]),
                Cell(row["told"], "lines"),
                author(row["profile"], row["account"], function=True),
            ]
            for rank, row in zip(rows.index, rows.to_dict("records"), strict=True)
        ],
        "ranked",
    )


def years_of(departement: str, perimetre: Perimetre) -> None:
    """The yearly duty, year by year, then every meeting that this reader may see."""
    grid = meetings.compliance(perimetre).loc[departement]
    told = [(int(year), cell) for year, cell in grid.items() if cell is not None and cell != Compliance.SILENT]
    silent = [str(year) for year, cell in grid.items() if cell == Compliance.SILENT]
    if told:
        html_table(
            "La réunion annuelle consacrée à la traite",
            ["Année", "État"],
            [[str(year), cell.label] for year, cell in reversed(told)],
        )
    if silent:
        st.caption(f"Non renseigné (on ne sait pas, ce n’est pas « non ») : {', '.join(silent)}.")
    if any(cell is None for cell in grid):
        st.caption(f"{meetings.today().year} : {NOT_TOLD.lower()}.")
    listed = meetings.listed(perimetre, departement)
    if len(listed):
        _every(listed)


def _every(listed: pd.DataFrame) -> None:
    html_table(
        "Toutes les réunions connues",
        ["Année", "Réunion", "État", "Tenue le", "Décisions"],
        [
            [
                str(row["year"]),
                Cell(row["heading"], href=_address(int(number), row)),
                State(row["state"]).label,
                "—" if pd.isna(row["held_on"]) else day(row["held_on"]),
                Cell(str(row["decisions"]), "number"),
            ]
            for number, row in zip(listed.index, listed.to_dict("records"), strict=True)
        ],
        "ranked",
    )


def _address(number: int, row: dict[Any, Any]) -> str:
    place = {"departement": row["departement"], "exercice": row["year"], "reunion": number}
    return address(pages.REUNIONS, **place, partie="etapes")
