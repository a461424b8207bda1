"""What a département can count on, form by form and function by function, and what it lacks."""

import pandas as pd
import streamlit as st

from config.nomenclatures import Form, Function
from dashboard.components.html_table import Cell, html_table
from geodata.publication import Table

SHORT = {3: "● Local", 2: "◐ Voisin", 1: "○ À distance", 0: "✕ Aucun"}
"""A sign and a word for each state: neither colour nor the sign alone has to be understood."""
UNVERIFIED = "? Inconnu"
MEANING = (
    "● Local : service local vérifié · "
    "◐ Voisin : depuis un département voisin ou en itinérance · "
    "○ À distance : à distance ou ligne nationale seulement · "
    "✕ Aucun : aucun service, vérifié · "
    "? Inconnu : personne ne l’a vérifié, ce n’est pas une absence."
)


def matrix(cells: Table) -> None:
    """The form × function table, each cell in a word, never in colour alone."""
    by_cell = {(row["form_code"], row["function_code"]): row for row in cells.rows.to_dict("records")}

    def cell(form: Form, function: Function) -> Cell:
        row = by_cell[form.value, function.value]
        cover = row["cover"]
        if pd.isna(cover):
            return Cell(UNVERIFIED, "cover-unknown", row["reading"])
        return Cell(SHORT[int(cover)], f"cover-{int(cover)}", row["reading"])

    html_table(
        "Réponse existante, par forme d’exploitation et par fonction",
        ["Forme d’exploitation", *(function.label for function in Function)],
        [[form.label, *(cell(form, function) for function in Function)] for form in Form],
        "matrix",
    )
    st.caption(MEANING)
    if told := _shares(cells):
        st.caption(told)


def _shares(cells: Table) -> str:
    """How much of the table is known."""
    total, unknown = len(cells.rows), int(cells.rows["cover"].isna().sum())
    if not unknown:
        return ""
    return f"Vérifié pour {total - unknown} cases sur {total}."


def lacking(cells: Table) -> list[str]:
    """A line per form that has a verified gap: its functions without any service, then those reached from afar only."""
    lines = []
    for form, rows in cells.rows.groupby("form", sort=False):
        none = rows.loc[rows["cover"] == 0, "function"].tolist()
        national = rows.loc[rows["cover"] == 1, "function"].tolist()
        parts = [f"aucun service pour : {_listed(none)}"] if none else []
        parts += [f"à distance ou ligne nationale seulement pour : {_listed(national)}"] if national else []
        if parts:
            lines.append(f"**{form}** – {' ; '.join(parts)}.")
    return lines


def _listed(functions: list[str]) -> str:
    return "toutes les fonctions" if len(functions) == len(Function) else ", ".join(each.lower() for each in functions)
