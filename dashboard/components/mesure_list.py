"""The mesures of a plan, priority by priority: in one département, or over all of them."""

from datetime import date
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from config.nomenclatures import Labelled
from config.plan import Mesure, Plan
from dashboard import pages
from dashboard.components import rate, weather
from dashboard.components.alert_counters import raised
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from geodata import territories
from geodata.progress.freshness import Freshness
from geodata.progress.states import Alert, ValueStatus, Weather
from geodata.progress.trajectory import Position
from geodata.progress.trend import Trend
from geodata.publication.progress import DepartementProgress, with_alert
from geodata.rights import FRANCE
from layers.palette import NOT_READABLE, NOT_READABLE_CODE

LEVELS = {"departement": "départementale", "ressort": "du ressort judiciaire", "national": "nationale"}
Row = dict[str, Any]
_Kind = TypeVar("_Kind", bound=Labelled)


def in_departement(plan: Plan, rows: pd.DataFrame, progress: DepartementProgress, query: Row) -> None:
    """One line per mesure; `rows`: those of the département and of the national mesures."""
    by_mesure = {row["mesure"]: row for row in rows.to_dict("records")}
    for priority in plan.priorities:
        those = [each for each in plan.mesures if each.priority == priority.number and each.number in by_mesure]
        if not those:
            continue
        st.subheader(f"Priorité {priority.number}. {priority.title}", anchor=False)
        made = progress.priorities[priority.number]
        if made.due:
            mean = "taux non calculé" if made.rate is None else f"taux moyen {rate.percent(made.rate)}"
            st.caption(f"{mean} · {made.known} sur {made.due} mesures à conduire sont évaluées")
        html_table(
            f"Mesures de la priorité {priority.number}",
            ["Mesure", "Météo", "Taux", "Écart à la médiane", "Tendance", "Trajectoire", "Valeurs", "Alertes"],
            [_line(mesure, by_mesure[mesure.number], query) for mesure in those],
            "mesures",
        )


def over_france(plan: Plan, rows: pd.DataFrame, query: Row) -> None:
    """One line per mesure: how many départements have a rate, how they spread, what calls for attention."""
    told = bool(rows.loc[rows["level"] != "national", "readable"].any())
    weathers = [*(weather.said(each) for each in Weather), "Météo non renseignée"] if told else []
    for priority in plan.priorities:
        those = {
            mesure: rows[rows["mesure"] == mesure.number]
            for mesure in plan.mesures
            if mesure.priority == priority.number and (rows["mesure"] == mesure.number).any()
        }
        if not those:
            continue
        st.subheader(f"Priorité {priority.number}. {priority.title}", anchor=False)
        local = [_spread(mesure, found, query, told) for mesure, found in those.items() if mesure.level != "national"]
        if local:
            html_table(
                f"Priorité {priority.number}, mesures suivies par département",
                ["Mesure", "Taux validés", "Médiane", "Du plus bas au plus haut", *weathers, "Avec une alerte"],
                local,
                "mesures",
            )
        if national := [mesure for mesure in those if mesure.level == "national"]:
            html_table(
                f"Priorité {priority.number}, mesures nationales",
                ["Mesure", "Météo", "Taux", "Écart à la médiane", "Tendance", "Trajectoire", "Valeurs", "Alertes"],
                [_line(mesure, those[mesure].iloc[0].to_dict(), query) for mesure in national],
                "mesures",
            )


def with_one_alert(plan: Plan, rows: pd.DataFrame, alert: Alert, query: Row) -> None:
    """Every row that a counter counts, mesure by mesure, each leading to its place."""
    found = with_alert(rows, alert)
    st.subheader(f"{alert.label} : {len(found)}", anchor=False)
    if found.empty:
        st.caption("Aucune mesure n’appelle cette alerte.")
        return
    names = territories.names()
    for mesure in plan.mesures:
        those = found[found["mesure"] == mesure.number]
        if len(those):
            html_table(
                f"Mesure {mesure.number}. {mesure.title} ({len(those)})",
                ["Territoire", "Météo", "Taux", "Écart à la médiane", "Tendance", "Trajectoire", "Valeurs", "Alertes"],
                [
                    _cells(row, Cell(_place(row["departement"], names), href=_open(mesure, row, query)))
                    for row in those.to_dict("records")
                ],
                "mesures",
            )


def by_departement(mesure: Mesure, rows: pd.DataFrame, query: Row) -> None:
    """One mesure, one line per département."""
    names = territories.names()
    html_table(
        f"Mesure {mesure.number}, département par département",
        ["Territoire", "Météo", "Taux", "Écart à la médiane", "Tendance", "Trajectoire", "Valeurs", "Alertes"],
        [
            _cells(row, Cell(_place(row["departement"], names), href=_open(mesure, row, query)))
            for row in rows.to_dict("records")
        ],
        "mesures",
    )


def compact(plan: Plan, rows: pd.DataFrame, query: Row) -> None:
    """A few columns, for the page of a département."""
    by_mesure = {row["mesure"]: row for row in rows.to_dict("records")}
    lines = [_line(mesure, by_mesure[mesure.number], query) for mesure in plan.mesures if mesure.number in by_mesure]
    html_table(
        f"Mesures du plan {plan.code}",
        ["Mesure", "Météo", "Taux", "Écart à la médiane", "Alertes"],
        [[*line[:4], line[-1]] for line in lines],
        "mesures",
    )


def freshness_of(row: Row) -> Cell:
    """How old the values are, and when the next one is due."""
    known = _member(Freshness, row["freshness"])
    if known is None:
        return Cell("—", "silent")
    due: date | None = row["due_on"]
    return Cell(known.label + (f", {day(due)}" if due else ""))


def _line(mesure: Mesure, row: Row, query: Row) -> list[Cell]:
    national = "" if mesure.level == "departement" else f" ({LEVELS[mesure.level]})"
    return _cells(row, Cell(f"{mesure.number}. {mesure.title}{national}", href=_open(mesure, row, query)))


def _cells(row: Row, first: Cell) -> list[Cell]:
    found, direction = _member(Weather, row["weather"]), _member(Trend, row["trend"])
    where = _member(Position, row["position"])
    said = weather.said(found, _member(ValueStatus, row["synthesis_status"])) if row["readable"] or found else "—"
    return [
        first,
        Cell(said, "" if found else "silent"),
        rate.of_row(row).cell(),
        Cell(rate.points(row["gap"]), "number"),
        Cell(direction.label if direction else "—"),
        Cell(where.label if where else "—"),
        freshness_of(row),
        Cell(raised(row)),
    ]


def _spread(mesure: Mesure, those: pd.DataFrame, query: Row, told: bool) -> list[Cell]:
    # Values that wait for validation stay out of every comparison.
    seen = those[~those["withheld"].astype(bool)]
    rates, middle = those["validated_rate"].dropna(), those["median"].dropna()
    alerts = int(those[[f"alert_{alert.value}" for alert in Alert]].any(axis=1).sum())
    link = address(pages.MESURES, **{**query, "departement": FRANCE, "mesure": mesure.number})
    not_readable = Cell(NOT_READABLE_CODE, "silent", NOT_READABLE.label)
    court = " (du ressort judiciaire)" if mesure.level == "ressort" else ""
    return [
        Cell(f"{mesure.number}. {mesure.title}{court}", href=link),
        Cell(f"{len(rates)} sur {len(seen)}", "number") if len(seen) else not_readable,
        Cell(rate.percent(middle.iloc[0]) if len(middle) else "—", "number"),
        Cell(f"{rate.percent(rates.min())} à {rate.percent(rates.max())}" if len(rates) else "—", "number"),
        *(_weathers(those) if told else []),
        Cell(str(alerts) if alerts else "—", "number"),
    ]


def _weathers(those: pd.DataFrame) -> list[Cell]:
    """How many départements say each weather, then how many say none, among those that the visitor reads."""
    readable = those.loc[those["readable"], "weather"]
    said = [Weather(each) for each in readable.dropna()]
    counts = [*(said.count(each) for each in Weather), len(readable) - len(said)]
    return [Cell(str(count) if count else "—", "number") for count in counts]


def _open(mesure: Mesure, row: Row, query: Row) -> str:
    return address(pages.MESURES, **{**query, "departement": row["departement"], "mesure": mesure.number})


def _place(code: str, names: dict[str, str]) -> str:
    return "France" if code == FRANCE else f"{names[code]} ({code})"


def _member(kind: type[_Kind], value: Any) -> _Kind | None:
    """A member of an enumeration, or None: in a table kept in memory there are only codes, and NaN for nothing."""
    return None if value is None or pd.isna(value) else kind(value)
