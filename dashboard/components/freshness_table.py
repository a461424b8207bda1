"""How fresh the listing is: the figures of France, then a line for each département."""

import pandas as pd
import streamlit as st

from dashboard import pages
from dashboard.components.choices import choice
from dashboard.components.figures import Figure, figures
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from geodata.publication import Table
from geodata.publication.french import number, with_unit
from geodata.rights import FRANCE

ORDERS = {
    "code": "Par code",
    "part": "De la part vérifiée la plus faible",
    "total": "Par nombre d’antennes",
}
NONE = "—"


def freshness_table(table: Table, response: str | None) -> None:
    """`response`: the sentence about the last campaign, which stands beside every total."""
    rows = table.rows.set_index("departement")
    france = rows.loc[FRANCE]
    figures(
        [
            Figure("Antennes dans l’annuaire", number(france["branches"]), response or "aucune campagne ouverte"),
            Figure("Vérifiées depuis moins de 13 mois", number(france["recent"]), _share(france)),
            Figure("À confirmer", number(france["to_confirm"]), f"dont {number(france['never'])} jamais vérifiées"),
        ]
    )
    order = choice("Ordre", "ordre", ORDERS, "code")
    shown = rows.drop(index=FRANCE)
    if order == "part":
        shown = shown.sort_values(["share", "branches"], ascending=[True, False], na_position="last", kind="stable")
    elif order == "total":
        shown = shown.sort_values("branches", ascending=False, kind="stable")
    silent = shown["branches"] == 0
    html_table(
        "Départements qui ont au moins une antenne, puis la France",
        ["Département", "Antennes", "Vérifiées < 13 mois", "À confirmer", "Dont jamais vérifiées", "Part vérifiée",
         "Réponses à la campagne"],
        [_line(str(code), row) for code, row in [*shown[~silent].iterrows(), (FRANCE, france)]],
    )  # fmt: skip
    if silent.any():
        names = ", ".join(f"{row['name']} ({code})" for code, row in rows[rows["branches"] == 0].iterrows())
        with st.expander(f"{int(silent.sum())} départements sans antenne recensée"):
            st.markdown(f"{names}. Ce n’est pas une absence vérifiée.")


def _line(code: str, row: "pd.Series[object]") -> list[str | Cell]:
    name = str(row["name"]) if code == FRANCE else f"{row['name']} ({code})"
    link = "" if code == FRANCE else address(pages.DEPARTEMENT, departement=code)
    counts = [Cell(number(_float(row[each])), "number") for each in ("branches", "recent", "to_confirm", "never")]
    return [Cell(name, href=link), *counts, Cell(_share(row), "number"), Cell(_response(row), "number")]


def _share(row: "pd.Series[object]") -> str:
    return NONE if pd.isna(row["share"]) else with_unit(_float(row["share"]), "%")


def _response(row: "pd.Series[object]") -> str:
    if pd.isna(row["invited"]):
        return NONE
    return f"{number(_float(row['confirmed']))} sur {number(_float(row['invited']))}"


def _float(value: object) -> float:
    return float(str(value))
