"""What the visitor may record of a mesure in a place: only what his rights open, the weather first."""

import streamlit as st

from config.roles import Action, Level, Object
from dashboard import visitor
from dashboard.components.mesure_state_forms import action_form, setting_form, synthesis_form
from dashboard.components.mesure_text_forms import comment_form
from dashboard.components.mesure_validation import awaiting, validation_forms
from dashboard.components.mesure_value_forms import proposal_form, value_form
from geodata.publication.progress import MesureState
from geodata.rights import FRANCE


def forms(state: MesureState) -> None:
    """Tabs of forms, or nothing for who records nothing there."""
    code, number = state.departement, state.mesure.number
    writes = visitor.may(Object.DRAFTS, Action.WRITE, departement=code, mesure=number)
    validates = visitor.may(Object.DRAFTS, Action.VALIDATE, departement=code, mesure=number)
    typed = any(not each.indicator.computed for each in state.indicators)
    offered = []
    if validates and (count := awaiting(state)):
        offered.append((f"Valider ({count})", validation_forms))
    if writes:
        offered += [("Dire où en est la mesure", synthesis_form)]
        if state.actions:
            offered.append(("Sous-actions", action_form))
        if typed:
            offered.append(("Valeurs", value_form))
        offered += [("Commentaire", comment_form), ("Responsable et application", setting_form)]
    if (writes or _proposes(state)) and code != FRANCE and typed:
        offered.append(("Proposer une valeur", proposal_form))
    if not offered:
        return
    st.subheader("Enregistrer", anchor=False)
    for tab, (_, form) in zip(st.tabs([label for label, _ in offered]), offered, strict=True):
        with tab:
            form(state)


def _proposes(state: MesureState) -> bool:
    rights = visitor.perimetre()
    return (
        bool(rights.structure)
        and state.departement in rights.departements
        and visitor.may(
            Object.DRAFTS,
            Action.WRITE,
            departement=state.departement,
            structure=rights.structure,
            mesure=state.mesure.number,
            level=Level.N1,
        )
    )
