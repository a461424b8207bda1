"""Two judgements on a mesure, its pilot's and the CNCDH's, side by side and never mixed; each typed by who may."""

from datetime import datetime
from typing import Any

import streamlit as st

from config.plan import Mesure, Plan
from config.roles import Action, Object
from dashboard import steering, visitor
from dashboard.components.authors import author
from dashboard.components.french import day
from dashboard.components.html_table import html_table
from dashboard.components.record_form import opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.states import Score, Scorer
from geodata.repositories import progress_scores
from geodata.repositories.progress_scores import MesureScore, NewScore
from geodata.rights import FRANCE

WHO = {Scorer.PILOT: Action.WRITE, Scorer.CNCDH: Action.VALIDATE}
"""What one may do for the whole country to type a judgement: Miprof types the published opinion of the CNCDH."""


def scores(found: list[MesureScore]) -> None:
    """The last judgement of each, as far as they are readable."""
    last = {scorer: next((each for each in found if each.scorer == scorer), None) for scorer in Scorer}
    if not any(last.values()):
        return
    st.subheader("Deux cotations, jamais confondues", anchor=False)
    html_table(
        "Cotation de la mesure pour toute la France",
        ["Qui juge", "Cotation", "Date", "Référence", "Saisie par"],
        [
            [scorer.label, each.score.label, day(each.scored_on), each.reference or "—", author(each.profile)]
            for scorer, each in last.items()
            if each is not None
        ],
    )


def score_forms(plan: Plan, mesure: Mesure) -> None:
    """One form per judgement that this visitor may type."""
    for scorer, action in WHO.items():
        if visitor.may(Object.DRAFTS, action, departement=FRANCE, mesure=mesure.number):
            with st.expander(f"Saisir la cotation – {scorer.label}"):
                _form(plan, mesure, scorer)


def _form(plan: Plan, mesure: Mesure, scorer: Scorer) -> None:
    name = f"cotation:{plan.code}:{mesure.number}:{scorer.value}"
    form = opened(name, 0, cotation=None, reference="", date=steering.present_day())

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
        if values["cotation"] is None:
            raise progress_scores.ProgressError("Choisir une cotation.")
        row = NewScore(plan.code, mesure.number, scorer, Score(values["cotation"]), values["date"], values["reference"])
        progress_scores.record(session, rights, [row], entry=steering.entry(at))
        return f"Cotation enregistrée : {scorer.label}."

    with st.form(f"{name}:formulaire"):
        st.radio(
            "Cotation", [each.value for each in Score], format_func=lambda each: Score(each).label,
            key=form.key("cotation"), horizontal=True,
        )  # fmt: skip
        st.text_input("Référence de l’avis", key=form.key("reference"), max_chars=1000)
        st.date_input("Date", key=form.key("date"), format="DD/MM/YYYY", max_value=steering.present_day())
        with st.container(horizontal=True):
            form.submit("Enregistrer la cotation", record)
            form.keep_draft()
