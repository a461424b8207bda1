"""The départements to contact about their yearly meeting, with the last contact; and recording one."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import meetings, pages
from dashboard.components import meeting_acts as acts
from dashboard.components.compliance_grid import age
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from dashboard.components.record_form import opened
from geodata import territories
from geodata.meetings import Answer
from geodata.meetings.compliance import Cell as Compliance
from geodata.publication import Table

LABELS = {
    "departement": "Code",
    "name": "Département",
    "state": "État",
    "last_held": "Dernière réunion tenue",
    "months": "Mois écoulés",
    "contacted_on": "Dernier contact",
    "by_function": "Par",
    "how": "Moyen",
    "said": "Réponse",
    "note": "Note",
}
_ANSWERS = {each.value: each.label for each in Answer}


def to_contact(found: pd.DataFrame, year: int) -> Table:
    """The list; gives the same rows for a file."""
    if found.empty:
        st.success(f"Aucun département à contacter pour {year} : tous ont une réunion tenue ou programmée.")
    else:
        html_table(
            f"{len(found)} département{'s' if len(found) > 1 else ''} sans réunion tenue ni programmée en {year}",
            ["Département", "État", "Dernière réunion", "Dernier contact", "Réponse"],
            [
                [_name(code, row, year), Compliance(row["cell"]).label, age(row["months"]), _contact(row), _answer(row)]
                for code, row in zip(found.index, found.to_dict("records"), strict=True)
            ],
        )
    rows = found.reset_index(names="departement").assign(
        state=[Compliance(cell).label for cell in found["cell"]],
        said=[_answer(row) for row in found.to_dict("records")],
    )
    return Table("cdpd_to_contact", f"Départements à contacter, {year}", rows[list(LABELS)], LABELS, ())


def _name(code: str, row: dict[Any, Any], year: int) -> Cell:
    return Cell(f"{row['name']} ({code})", href=address(pages.REUNIONS, departement=code, exercice=year))


def _contact(row: dict[Any, Any]) -> str:
    if row["contacted_on"] is None or pd.isna(row["contacted_on"]):
        return "jamais"
    return f"{day(row['contacted_on'])}, {row['how']}"


def _answer(row: dict[Any, Any]) -> str:
    return "—" if row["answer"] is None or pd.isna(row["answer"]) else Answer(row["answer"]).label


def contact_form(found: pd.DataFrame, year: int) -> None:
    """For whoever validates meetings for the whole country."""
    names = territories.names()
    codes = [*found.index, *(code for code in names if code not in set(found.index))]
    st.subheader("Noter un contact", anchor=False)
    name = f"contact:{year}"
    form = opened(
        name,
        0,
        departement=codes[0],
        jour=meetings.today(),
        fonction="chargé de mission, Miprof",
        moyen="téléphone",
        reponse=Answer.NONE.value,
        note="",
    )
    with st.form(name, enter_to_submit=False):
        left, right = st.columns([3, 1])
        left.selectbox(
            "Département contacté",
            codes,
            format_func=lambda code: f"{names[code]} ({code})",
            key=form.key("departement"),
        )
        right.date_input("Le", value=None, format="DD/MM/YYYY", key=form.key("jour"))
        left, right = st.columns(2)
        left.text_input("Par (fonction)", max_chars=300, key=form.key("fonction"))
        right.text_input("Moyen", max_chars=300, key=form.key("moyen"))
        st.radio("Réponse", list(_ANSWERS), format_func=_ANSWERS.__getitem__, horizontal=True, key=form.key("reponse"))
        st.text_area("Note", max_chars=1000, height=70, key=form.key("note"))
        with st.container(horizontal=True):
            form.submit("Enregistrer le contact", acts.record_contact(year), icon=":material/call:")
            form.keep_draft()
