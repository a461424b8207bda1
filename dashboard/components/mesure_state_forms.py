"""Forms for where a mesure stands: its weather, its sub-actions, whether it applies and who answers for it."""

from datetime import date, datetime
from typing import Any

import streamlit as st

from config.thresholds import threshold
from dashboard import steering
from dashboard.components import weather
from dashboard.components.record_form import RecordForm, opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.milestones import ActionState
from geodata.progress.states import Applicability, Weather
from geodata.publication.progress import MesureState
from geodata.repositories import progress_actions, progress_settings, progress_syntheses
from geodata.repositories.progress_actions import NewActionState
from geodata.repositories.progress_settings import NewSetting
from geodata.repositories.progress_syntheses import NewSynthesis

CLAIMS = [Evidence.DECLARED.value, Evidence.SUPPORTED.value]


def form_name(kind: str, state: MesureState, what: str = "") -> str:
    """The same for the same record, whoever opens it."""
    parts = [kind, state.plan.code, str(state.mesure.number), what, state.departement]
    return ":".join(part for part in parts if part)


def day_field(form: RecordForm, state: MesureState, label: str) -> None:
    """A day of the plan, not after the one that the page shows: what is recorded is seen at once."""
    st.date_input(
        label, key=form.key("date"), format="DD/MM/YYYY", min_value=date(state.plan.start, 1, 1), max_value=state.today
    )


def synthesis_form(state: MesureState) -> None:
    """The weather, and the text without which it never stands."""
    kept = state.synthesis
    form = opened(
        form_name("synthese", state),
        0 if kept is None else kept.version,
        meteo=None if kept is None else kept.weather.value,
        texte="" if kept is None else kept.text,
        date=state.today,
    )

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], expected: int) -> str:
        if values["meteo"] is None:
            raise progress_syntheses.ProgressError("Choisir une météo.")
        row = NewSynthesis(
            state.plan.code,
            state.mesure.number,
            state.departement,
            Weather(values["meteo"]),
            values["texte"],
            values["date"],
            expected=expected,
        )
        progress_syntheses.record(session, rights, [row], entry=steering.entry(at))
        return "Météo et synthèse enregistrées. Elles attendent la validation du préfet ou de la Miprof."

    with st.form(form_name("synthese", state) + ":formulaire"):
        st.radio(
            "Météo",
            [each.value for each in Weather],
            format_func=lambda code: weather.said(Weather(code)),
            key=form.key("meteo"),
            horizontal=True,
        )
        longest = int(threshold("progress.synthesis_characters"))
        st.text_area(
            f"Synthèse : ce qui explique cette météo ({longest} caractères au plus, sans nom de personne ni adresse)",
            key=form.key("texte"),
            max_chars=longest,
            height=130,
        )
        day_field(form, state, "Situation au")
        with st.container(horizontal=True):
            form.submit("Enregistrer la météo", record)
            form.keep_draft()


def action_form(state: MesureState) -> None:
    """The state of one sub-action."""
    cells = {each.action.code: each for each in state.actions}
    code = st.selectbox(
        "Sous-action",
        list(cells),
        format_func=lambda each: f"{each} {cells[each].action.title}",
        key=form_name("sousaction", state),
    )
    cell = cells[code]
    name = form_name("etat", state, code)
    form = opened(
        name,
        cell.version,
        etat=cell.state.value if cell.state else None,
        preuve=cell.evidence.value if cell.evidence and cell.evidence.value in CLAIMS else CLAIMS[0],
        note=cell.note,
        date=state.today,
    )

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], expected: int) -> str:
        if values["etat"] is None:
            raise progress_syntheses.ProgressError("Choisir un état.")
        row = NewActionState(
            state.plan.code,
            code,
            state.departement,
            ActionState(values["etat"]),
            values["date"],
            values["note"],
            Evidence(values["preuve"]),
            expected,
        )
        progress_actions.record(session, rights, [row], entry=steering.entry(at))
        return f"État de la sous-action {code} enregistré."

    with st.form(f"{name}:formulaire"):
        left, right = st.columns(2)
        with left:
            st.selectbox(
                "État", [each.value for each in ActionState], format_func=lambda each: ActionState(each).label,
                key=form.key("etat"), placeholder="Choisir…",
            )  # fmt: skip
            day_field(form, state, "Constaté le")
        with right:
            st.selectbox("Preuve", CLAIMS, format_func=lambda each: Evidence(each).label, key=form.key("preuve"))
            st.text_area("Note, ou pièce qui justifie", key=form.key("note"), max_chars=1000, height=80)
        with st.container(horizontal=True):
            form.submit("Enregistrer l’état", record)
            form.keep_draft()


def setting_form(state: MesureState) -> None:
    """Whether the mesure applies there, why, and the functions that answer for it."""
    kept, name = state.setting, form_name("reglage", state)
    form = opened(
        name,
        0 if kept is None else kept.version,
        application=state.applicability.value,
        motif="" if kept is None else kept.reason,
        responsable="" if kept is None else kept.responsible,
        coordination="" if kept is None else kept.coordinator,
        date=state.today,
    )

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], expected: int) -> str:
        row = NewSetting(
            state.plan.code,
            state.mesure.number,
            state.departement,
            Applicability(values["application"]),
            values["date"],
            values["motif"],
            values["responsable"],
            values["coordination"],
            expected,
        )
        progress_settings.record(session, rights, [row], entry=steering.entry(at))
        return "Responsable et application de la mesure enregistrés."

    with st.form(f"{name}:formulaire"):
        left, right = st.columns(2)
        with left:
            st.selectbox(
                "La mesure est ici", [each.value for each in Applicability],
                format_func=lambda each: Applicability(each).label, key=form.key("application"),
            )  # fmt: skip
            st.text_area(
                "Motif (obligatoire sauf si elle s’applique)", key=form.key("motif"), max_chars=1000, height=80
            )
        with right:
            st.text_input("Fonction responsable, sans nom de personne", key=form.key("responsable"), max_chars=120)
            st.text_input("Fonction qui coordonne", key=form.key("coordination"), max_chars=120)
            day_field(form, state, "Décidé le")
        with st.container(horizontal=True):
            form.submit("Enregistrer le responsable", record)
            form.keep_draft()
