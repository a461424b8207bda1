"""The form of a comment: what it is about, and who will read it."""

from datetime import datetime
from typing import Any

import streamlit as st

from config.roles import Action, Object
from dashboard import steering, visitor
from dashboard.components.mesure_state_forms import form_name
from dashboard.components.record_form import opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.states import CommentKind, CommentScope
from geodata.publication.progress import MesureState
from geodata.repositories import progress_comments
from geodata.repositories.progress_comments import NewComment


def comment_form(state: MesureState) -> None:
    """A new comment; a private note is offered to whoever keeps such notes."""
    private = visitor.may(
        Object.PRIVATE_COMMENTS, Action.WRITE, departement=state.departement, mesure=state.mesure.number
    )
    scopes = [each.value for each in CommentScope if private or each != CommentScope.PRIVATE]
    kinds = [each.value for each in CommentKind]
    name = form_name("commentaire", state)
    form = opened(name, 0, nature=kinds[0], partage=scopes[0], texte="")

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
        row = NewComment(
            state.plan.code,
            state.mesure.number,
            state.departement,
            CommentKind(values["nature"]),
            CommentScope(values["partage"]),
            values["texte"],
        )
        progress_comments.record(session, rights, [row], entry=steering.entry(at))
        return "Commentaire enregistré."

    with st.form(f"{name}:formulaire"):
        left, right = st.columns(2)
        with left:
            st.selectbox("Nature", kinds, format_func=lambda each: CommentKind(each).label, key=form.key("nature"))
        with right:
            st.selectbox(
                "Qui le lira", scopes, format_func=lambda each: CommentScope(each).label, key=form.key("partage")
            )
        st.text_area("Commentaire, sans nom de personne ni adresse", key=form.key("texte"), max_chars=2000, height=110)
        with st.container(horizontal=True):
            form.submit("Enregistrer le commentaire", record)
            form.keep_draft()
