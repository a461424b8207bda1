"""What each département gains and what stays unmet: those that gain in a table, the 101 beside the maps."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.components.html_table import Cell, html_table
from dashboard.components.scenario_fields import KINDS
from geodata import territories
from geodata.publication import State
from geodata.publication.french import number
from geodata.publication.scenarios import Solved

UNKNOWN = State.UNKNOWN.code
ALWAYS, SOMETIMES = "oui", "selon le besoin"

NOTHING_KNOWN = (
    "Aucun département n’a de besoin et de places connus pour cette année et ce public : il n’y a rien à répartir. Ce "
    "silence n’est pas zéro."
)
NOTHING_USEFUL = "Là où le besoin est connu, il est déjà couvert, ou une contrainte interdit d’ouvrir."


def named(code: str) -> str:
    """A département by its name and its code."""
    return f"{territories.names()[code]} ({code})"


def gains_table(solved: Solved) -> None:
    """Where places are opened at low, middle and high need, and whether the choice holds in all three."""
    low, middle, high = (each.opened for each in (solved.range.low, solved.range.middle, solved.range.high))
    robust, rows = set(solved.range.robust), solved.plan.departements
    chosen = [str(code) for code in middle.index if low[code] or middle[code] or high[code]]
    if not chosen:
        silent = bool(rows["unmet_before"].isna().all())
        st.info(NOTHING_KNOWN if silent else NOTHING_USEFUL, icon=":material/help:" if silent else ":material/info:")
        return
    chosen.sort(key=lambda code: (-int(middle[code]), list(middle.index).index(code)))
    costs = solved.plan.scenario.costs
    headers = ["Département", "À ouvrir", "Besoin", "Dédiées", "Manque avant", "Manque après",
               "À ouvrir, besoin bas", "À ouvrir, besoin haut", "Robuste"]  # fmt: skip
    html_table(
        "Où ouvrir, et ce qui reste à couvrir",
        [*headers, *(["Types de places"] if costs else [])],
        [
            [
                named(code),
                _count(middle[code]),
                *(_known(rows.at[code, name]) for name in ("need", "dedicated", "unmet_before", "unmet_after")),
                _count(low[code]),
                _count(high[code]),
                Cell(ALWAYS if code in robust else SOMETIMES, "" if code in robust else "silent"),
                *([Cell(_kinds(solved.plan.places.loc[code].to_dict()))] if costs else []),
            ]
            for code in chosen
        ],
    )


def whole_table(solved: Solved, height: int = 460) -> None:
    """The 101 départements, as on the two maps; a click on a header sorts them."""
    rows = solved.plan.departements
    frame = pd.DataFrame(
        {
            "Code": list(rows.index),
            "Département": [territories.names()[str(code)] for code in rows.index],
            "Avant": rows["unmet_before"].to_numpy(),
            "Plan": rows["opened"].to_numpy(),
            "Après": rows["unmet_after"].to_numpy(),
            "État": [UNKNOWN if pd.isna(before) else "publié" for before in rows["unmet_before"]],
        }
    )
    st.dataframe(
        frame.style.format(dict.fromkeys(("Avant", "Après"), number), na_rep=""),
        hide_index=True,
        height=height,
        width="stretch",
        placeholder="—",
        alt="Places manquantes avant et après le plan, places ouvertes : les 101 départements, comme sur les cartes",
        column_config={
            "Code": st.column_config.TextColumn(width=40),
            "Département": st.column_config.TextColumn(width=128),
            "Avant": st.column_config.NumberColumn(width=52, help="Places manquantes avant le plan"),
            "Plan": st.column_config.NumberColumn(width=48, help="Places que le plan ouvre"),
            "Après": st.column_config.NumberColumn(width=52, help="Places manquantes après le plan"),
            "État": st.column_config.TextColumn(width=50, help=f"{UNKNOWN} : besoin ou places non renseignés"),
        },
    )


def _count(value: float) -> Cell:
    return Cell(number(value) if value else "0", "number")


def _known(value: float) -> Cell:
    return Cell(UNKNOWN, "silent", State.UNKNOWN.label) if pd.isna(value) else Cell(number(value), "number")


def _kinds(places: Mapping[str, int]) -> str:
    return ", ".join(f"{KINDS.get(kind, kind)} : {number(count)}" for kind, count in places.items() if count) or "—"
