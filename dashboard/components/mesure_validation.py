"""Accepting or refusing what somebody else recorded: figures, and the weather with its text."""

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import steering
from dashboard.components import weather
from dashboard.components.authors import author
from dashboard.components.french import day
from dashboard.components.mesure_state_forms import form_name
from dashboard.components.record_form import RecordForm, opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.states import ValueStatus
from geodata.publication.progress import MesureState, ValueCell
from geodata.repositories import progress_syntheses, progress_values
from geodata.repositories.progress_rows import ProgressError


def awaiting(state: MesureState) -> int:
    """How many things wait for somebody who answers for them."""
    return len(_values(state)) + int(_synthesis_waits(state))


def validation_forms(state: MesureState) -> None:
    """One form for the figures, one for the weather."""
    if _values(state):
        _value_form(state)
    if _synthesis_waits(state):
        _synthesis_form(state)


def _values(state: MesureState) -> dict[str, tuple[str, ValueCell]]:
    corrected = {value.replaces_id for each in state.indicators for value in each.history}
    return {
        str(value.row_id): (each.indicator.label, value)
        for each in state.indicators
        for value in each.history
        if value.status == ValueStatus.PROVISIONAL and value.row_id not in corrected
    }


def _synthesis_waits(state: MesureState) -> bool:
    return state.synthesis is not None and state.synthesis.status == ValueStatus.PROVISIONAL


def _value_form(state: MesureState) -> None:
    waiting, name = _values(state), form_name("validation", state)

    def words(row: str) -> str:
        label, value = waiting[row]
        return f"{label} : {value.reading} au {day(value.value_on)} ({author(value.profile)})"

    form = opened(name, 0, valeurs=list(waiting), reponse="")

    def answer(accepted: bool) -> Any:
        def act(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
            if not values["valeurs"]:
                raise ProgressError("Choisir au moins une valeur.")
            rows = [int(each) for each in values["valeurs"]]
            progress_values.validate(
                session, rights, rows, accepted=accepted, answer=values["reponse"], entry=steering.entry(at)
            )
            plural = "s" if len(rows) > 1 else ""
            return f"{len(rows)} valeur{plural} {'validée' if accepted else 'refusée'}{plural}."

        return act

    with st.form(f"{name}:formulaire"):
        st.multiselect("Valeurs à valider", list(waiting), format_func=words, key=form.key("valeurs"))
        _answers(form, answer, "les valeurs")


def _synthesis_form(state: MesureState) -> None:
    synthesis, name = state.synthesis, form_name("validation_meteo", state)
    if synthesis is None:
        return
    form = opened(name, 0, reponse="")

    def answer(accepted: bool) -> Any:
        def act(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
            progress_syntheses.validate(
                session, rights, [synthesis.row_id], accepted=accepted, answer=values["reponse"],
                entry=steering.entry(at),
            )  # fmt: skip
            return f"Météo {'validée' if accepted else 'refusée'}."

        return act

    with st.form(f"{name}:formulaire"):
        st.markdown(f"**{weather.said(synthesis.weather)}** au {day(synthesis.stated_on)}, "
                    f"par {author(synthesis.profile)}")  # fmt: skip
        _answers(form, answer, "la météo")


def _answers(form: RecordForm, answer: Any, what: str) -> None:
    st.text_input("Motif (obligatoire pour un refus)", key=form.key("reponse"), max_chars=1000)
    with st.container(horizontal=True):
        form.submit(f"Valider {what}", answer(True), icon=":material/check:")
        form.submit(f"Refuser {what}", answer(False), primary=False, icon=":material/close:")
