"""Figures proposed to the owner of a mesure: what was asked, what was answered, and since how many days one waits."""

from datetime import datetime
from typing import Any

import streamlit as st

from config.roles import Action, Object
from dashboard import steering, visitor
from dashboard.components.authors import author
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.mesure_state_forms import form_name
from dashboard.components.record_form import opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.states import ProposalState
from geodata.publication.french import as_stated
from geodata.publication.progress import MesureState
from geodata.repositories import progress_proposals
from geodata.repositories.progress_proposals import Proposal
from geodata.rights import FRANCE


def answers(perimetre: Perimetre, state: MesureState) -> None:
    """The proposals that this visitor may read, with a form for whoever owes an answer."""
    found = steering.proposals(perimetre, state.plan.code, state.mesure.number, state.departement)
    if not found:
        return
    st.subheader("Propositions de valeur", anchor=False)
    html_table(
        "Propositions, la plus ancienne d’abord",
        ["Indicateur", "Valeur proposée", "Motif", "Source", "Par", "Depuis le", "État", "Réponse"],
        [
            [
                _label(state, each),
                _figure(state, each),
                each.reason,
                each.source,
                author(each.profile),
                day(each.recorded_at),
                Cell(_state(each), "late" if each.overdue else ""),
                each.answer or "—",
            ]
            for each in found
        ],
    )
    if _owns(state):
        for each in found:
            if each.state == ProposalState.OPEN:
                _answer_form(state, each)


def _owns(state: MesureState) -> bool:
    number = state.mesure.number
    return any(
        visitor.may(Object.DRAFTS, action, departement=FRANCE, mesure=number)
        for action in (Action.VALIDATE, Action.WRITE)
    )


def _answer_form(state: MesureState, proposal: Proposal) -> None:
    name = form_name("reponse", state, str(proposal.row_id))
    form = opened(name, 0, reponse="")

    def answer(accepted: bool) -> Any:
        def act(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
            progress_proposals.answer(
                session, rights, proposal.row_id, accepted=accepted, answer=values["reponse"], entry=steering.entry(at)
            )
            return f"Proposition {'acceptée : la valeur est validée' if accepted else 'refusée'}."

        return act

    with st.form(f"{name}:formulaire"):
        st.markdown(f"**Répondre** : {_label(state, proposal)}, {_figure(state, proposal)}")
        st.text_input("Réponse", key=form.key("reponse"), max_chars=1000)
        with st.container(horizontal=True):
            form.submit("Accepter la proposition", answer(True), icon=":material/check:")
            form.submit("Refuser la proposition", answer(False), primary=False, icon=":material/close:")


def _label(state: MesureState, proposal: Proposal) -> str:
    return state.plan.indicator(proposal.indicator).label


def _figure(state: MesureState, proposal: Proposal) -> str:
    unit = state.plan.indicator(proposal.indicator).unit
    return f"{as_stated(proposal.value, unit)} au {day(proposal.value_on)}"


def _state(proposal: Proposal) -> str:
    if proposal.state != ProposalState.OPEN:
        return proposal.state.label
    late = ", en retard" if proposal.overdue else ""
    return f"{proposal.state.label} depuis {proposal.days_open} jour{'s' if proposal.days_open > 1 else ''}{late}"
