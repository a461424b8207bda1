"""What the mesure orders, part by part, and how far each part has gone."""

import streamlit as st

from dashboard.components.authors import author
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from geodata.publication.progress import ActionCell, MesureState


def actions_table(state: MesureState) -> None:
    """One row per sub-action; how far they have gone is for who reads drafts."""
    if not state.actions:
        st.caption("Aucune sous-action ne se suit à cette échelle.")
        return
    if not state.drafts_readable:
        html_table(
            "Sous-actions que le texte demande",
            ["Sous-action", "Responsable", "Échéance du texte"],
            [[_title(each), each.action.responsible, _deadline(each)] for each in state.actions],
        )
        st.caption("L’état d’avancement se lit dans le périmètre de qui le saisit.")
        return
    html_table(
        "Sous-actions et leur état",
        ["Sous-action", "État", "Preuve", "Note", "Responsable", "Échéance du texte", "Dit par"],
        [
            [
                _title(each),
                Cell("non renseigné", "silent") if each.state is None else Cell(each.state.label),
                each.evidence.label if each.evidence else "—",
                each.note or "—",
                each.action.responsible,
                Cell(_deadline(each), "late" if each.late else ""),
                _said(each),
            ]
            for each in state.actions
        ],
    )


def _title(each: ActionCell) -> str:
    return f"{each.action.code} {each.action.title}" + (" (facultatif)" if each.action.optional else "")


def _deadline(each: ActionCell) -> str:
    if each.action.deadline is None:
        return "non fixée"
    return f"{day(each.action.deadline)}{' – en retard' if each.late else ''}"


def _said(each: ActionCell) -> str:
    if each.state is None or each.stated_on is None:
        return "—"
    return f"{author(each.profile)}, au {day(each.stated_on)} (ligne n° {each.row_id})"
