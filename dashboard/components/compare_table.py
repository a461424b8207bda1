"""Départements side by side, sorted as the visitor asks, each leading to its page."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import pages
from dashboard.components import rate, weather
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from geodata.progress.states import Weather
from geodata.publication import State, Table
from geodata.publication.french import number

ORDERS = {
    "ecart": "Écart à la médiane, le plus bas d’abord",
    "tendance": "Tendance, la moins bonne d’abord",
    "fraicheur": "Valeurs, les plus anciennes d’abord",
    "alertes": "Alertes, les plus nombreuses d’abord",
    "officiel": "Ordre officiel des départements",
}


def in_order(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows in one of `ORDERS`; those of which nothing is known come last, in the official order."""
    keys = {
        "ecart": rows["gap"].astype("float64"),
        "tendance": (rows["rising"] - rows["falling"]).astype("float64"),
        "fraicheur": pd.to_datetime(rows["newest"]),
        "alertes": -rows["alerts"].astype("float64"),
    }
    if order not in keys:
        return rows
    return rows.loc[keys[order].sort_values(kind="stable", na_position="last").index]


def compare_table(table: Table, rows: pd.DataFrame, mesure: int | None, query: dict[str, Any]) -> None:
    """Show `rows` of the comparison; `mesure` None: over the plan, where counts are of mesures."""
    told = rows["compromised"].notna().any()
    skies = ["Météo"] if mesure else ["Météo compromise"]
    html_table(
        table.title,
        ["Département", "Région", "Habitants", "Taux", "Couverture", "Écart à la médiane", "Tendance", "Valeurs",
         *(skies if told else []), "Alertes"],
        [_line(row, mesure, told, query) for row in rows.to_dict("records")],
    )  # fmt: skip


def _line(row: dict[str, Any], mesure: int | None, told: bool, query: dict[str, Any]) -> list[Cell]:
    asked = {**query, "departement": row["departement"], "mesure": mesure or "tous"}
    state = State(row["rate_state"])
    known = state == State.PUBLISHED
    words = {State.UNKNOWN: rate.NOT_EVALUABLE, State.SECRET: State.SECRET.code, State.NOT_APPLICABLE: "sans objet"}
    cells = [
        Cell(f"{row['name']} ({row['departement']})", href=address(pages.MESURES, **asked)),
        Cell(row["region"]),
        Cell(number(row["population"]), "number"),
        Cell(rate.percent(row["rate"]), "number") if known else Cell(words[state], "silent"),
        Cell("—") if pd.isna(row["coverage"]) else Cell(rate.percent(row["coverage"]), "number"),
        Cell(rate.points(row["gap"]), "number"),
        Cell(_trend(row, mesure)),
        Cell(_freshness(row, mesure)),
    ]
    if told:
        cells.append(Cell(_weather(row, mesure)))
    return [*cells, Cell(str(row["alerts"]) if row["alerts"] else "—", "number")]


def _trend(row: dict[str, Any], mesure: int | None) -> str:
    if mesure is not None:
        return row["trend"] or "—"
    parts = [f"{row['rising']} en hausse"] if row["rising"] else []
    parts += [f"{row['falling']} en baisse"] if row["falling"] else []
    return ", ".join(parts) or "—"


def _freshness(row: dict[str, Any], mesure: int | None) -> str:
    newest = "jamais renseignée" if pd.isna(row["newest"]) else f"au {day(row['newest'])}"
    if mesure is not None:
        return newest + (", à actualiser" if row["late"] else "")
    late = row["late"]
    return newest + (f", {late} mesure{'s' if late > 1 else ''} à actualiser" if late else "")


def _weather(row: dict[str, Any], mesure: int | None) -> str:
    if mesure is not None:
        found = next((each for each in Weather if each.label == row["weather"]), None)
        return weather.said(found)
    if pd.isna(row["compromised"]):
        return "—"
    if not row["weather"]:
        return "aucune dite"
    said = str(row["weather"]).partition(" sur ")[0]
    return f"{int(row['compromised'])} sur {said} dites"


def caution() -> None:
    """What this page never does."""
    st.caption(
        "Un écart invite à se parler, il ne classe pas des services : seuls les taux validés sont comparés. Les "
        "nombres de cas ou de victimes n’entrent dans aucun taux et ne classent jamais les départements : repérer "
        "davantage de victimes n’est pas en avoir davantage."
    )
