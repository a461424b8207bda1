"""Needs and ordinary places of a département: numbers, never an address."""

import streamlit as st

from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from geodata.publication import State, Table
from geodata.publication.french import number

TEXTS = ("place_type", "public", "observed_on")


def places_table(places: Table) -> None:
    """One row per type of place and public, or a sentence when no diagnostic was received that year."""
    if places.rows.empty:
        st.caption("Aucun diagnostic à 360° n’a été reçu pour cette année : on ne sait pas, ce n’est pas zéro.")
        return
    numbers = [name for name in places.labels if name not in TEXTS]
    html_table(
        f"Diagnostic à 360° observé le {day(max(places.rows['observed_on']))}",
        ["Type de place", "Public", *(places.labels[name] for name in numbers)],
        [
            [row["place_type"], row["public"], *(_cell(row[name], row[f"{name}_state"]) for name in numbers)]
            for row in places.rows.to_dict("records")
        ],
        "figures-from-3",
    )
    st.caption("Places ordinaires seulement : les places sécurisantes (mesure 8) ne sont jamais dites par département.")


def _cell(value: float, state: State) -> Cell:
    return Cell(number(value), "number") if state == State.PUBLISHED else Cell(state.code, "silent", state.label)
