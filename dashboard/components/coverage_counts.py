"""The whole country at a glance: in how many départements a form of exploitation finds each function of support."""

import streamlit as st

from config.nomenclatures import Form, Function
from dashboard.components.choices import choice
from dashboard.components.gaps import SHORT, UNVERIFIED
from dashboard.components.html_table import Cell, html_table
from geodata.publication import Table

STATES = ("local", "neighbour", "national", "none", "unverified")
SIGNED = dict(zip(STATES, (SHORT[3], SHORT[2], SHORT[1], SHORT[0], UNVERIFIED), strict=True))
CSS = dict(zip(STATES, ("cover-3", "cover-2", "cover-1", "cover-0", "cover-unknown"), strict=True))
EVERY = "toutes"


def coverage_counts(summary: Table) -> None:
    """A matrix of counts for the state that is asked for, or one line per form and function with all of them."""
    options = {EVERY: "Tous les états, en lignes"} | {state: summary.labels[state] for state in STATES}
    asked = choice("Compter les départements dont la réponse est", "couverture", options, "none")
    if asked in {None, EVERY}:
        _lines(summary)
    else:
        _matrix(summary, str(asked))
    st.caption(
        "Sur 101 départements. « Non vérifié » n’est pas une absence : la préfecture n’a pas encore dit que "
        "son annuaire est complet pour cette forme."
    )


def _matrix(summary: Table, state: str) -> None:
    counts = {(row["form_code"], row["function_code"]): row for row in summary.rows.to_dict("records")}

    def cell(form: Form, function: Function) -> Cell:
        row = counts[form.value, function.value]
        others = " · ".join(f"{SIGNED[each]} : {row[each]}" for each in STATES)
        return Cell(str(row[state]), CSS[state] if row[state] else "", others)

    html_table(
        f"Nombre de départements – {summary.labels[state]}",
        ["Forme d’exploitation", *(function.label for function in Function)],
        [[form.label, *(cell(form, function) for function in Function)] for form in Form],
        "matrix",
    )


def _lines(summary: Table) -> None:
    html_table(
        "Nombre de départements par état",
        ["Forme d’exploitation", "Fonction", *SIGNED.values()],
        [
            [row["form"], row["function"], *(Cell(str(row[state]), "number") for state in STATES)]
            for row in summary.rows.to_dict("records")
        ],
    )
