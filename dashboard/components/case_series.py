"""Cases year by year, one table per source: fields differ and the same persons may stand in several."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from config.nomenclatures import AgeClass, CountSource, CountStatus, Sex
from dashboard.components.html_table import Cell, html_table
from geodata.publication import State, Table, with_labels
from geodata.publication.french import number

WARNING = (
    "Ces sources ne s’additionnent pas : leurs champs diffèrent et les mêmes personnes peuvent figurer dans plusieurs. "
    "Un nombre mesure ce qui a été détecté, pas ce qui existe."
)
NO_COUNT = {
    CountStatus.NOT_ASKED.label: "non demandé",
    CountStatus.NOT_AVAILABLE.label: "non disponible",
}


def case_series(counts: Table) -> None:
    """The series of a département, or a sentence when no source speaks of it."""
    if counts.rows.empty:
        st.caption("Aucune source reçue ne donne de comptage pour ce département : on ne sait pas, ce n’est pas zéro.")
        return
    st.markdown(WARNING)
    rows = with_labels(counts.rows)
    for source in CountSource:
        of_source = rows[rows["source"] == source.label]
        if len(of_source):
            _series(source.label, of_source)


def _series(title: str, rows: pd.DataFrame) -> None:
    years = sorted(rows["year"].unique())
    lines = rows.assign(line=[_line(row) for row in rows.to_dict("records")])
    found = {(row["line"], row["year"]): _cell(row) for row in lines.to_dict("records")}
    absent = Cell(State.UNKNOWN.code, "silent", State.UNKNOWN.label)
    html_table(
        title,
        ["", *(str(year) for year in years)],
        [[line, *(found.get((line, year), absent) for year in years)] for line in dict.fromkeys(lines["line"])],
        "figures-from-2",
    )


def _line(row: Mapping[Hashable, Any]) -> str:
    usual = {Sex.ALL.label, AgeClass.ALL.label, ""}
    return ", ".join(
        [row["form"], *(each for each in (row["service"], row["sex"], row["age_class"]) if each not in usual)]
    )


def _cell(row: Mapping[Hashable, Any]) -> Cell:
    if row["count_state"] == State.PUBLISHED:
        estimated = row["status"] == CountStatus.ESTIMATED.label
        return Cell(number(row["count"]) + (" (est.)" if estimated else ""), "number", row["status"])
    if row["count_state"] == State.SECRET:
        return Cell(State.SECRET.code, "silent", State.SECRET.label)
    return Cell(NO_COUNT.get(row["status"], State.UNKNOWN.code), "silent", row["status"])
