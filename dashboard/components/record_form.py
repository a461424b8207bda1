"""A form that records something: its draft survives a closed browser, and nobody's text is lost when two people write.

Each form keeps the version of the record that it was opened on, and writes upon that one. Whoever comes second reads
both texts, keeps what was typed, and decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import streamlit as st

from config.roles import Object
from dashboard import meetings, visitor
from dashboard.components.french import as_markdown, day, minute
from geodata.conflict import Conflict
from geodata.database import Session
from geodata.meetings import Refused
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.decisions import UnknownDecision
from geodata.repositories.meeting_documents import RefusedDocument
from geodata.repositories.meetings import UnknownMeeting
from geodata.repositories.progress_rows import ProgressError
from geodata.repositories.record_drafts import RecordDraft
from geodata.shelter_guard.inspection import LocatesAShelter

SAID = (NotAllowed, Refused, RefusedDocument, LocatesAShelter, UnknownMeeting, UnknownDecision, ProgressError)
"""Refusals whose message is a French sentence for whoever asked."""
UPLOAD = object()
"""The initial value of a file to choose: nobody but its browser can give one."""
DONE = "enregistrement_dit"
_OF_MEETINGS = {"reunion", "decision", "contact"}

Act = Callable[[Session, Perimetre, datetime, dict[str, Any], int], str]
"""What a button does with the values of the form, upon a version of the record; gives the sentence of success."""


@dataclass(frozen=True)
class RecordForm:
    """`name`: the same for the same record, whoever opens it; its draft bears it too."""

    name: str
    fields: tuple[str, ...]

    def key(self, field: str) -> str:
        """Of the widget of a field: `st.text_area("…", key=form.key("texte"))`."""
        return f"{self.name}:{field}"

    def submit(self, label: str, act: Act, *, primary: bool = True, icon: str = ":material/save:") -> None:
        """A button, inside the form."""
        kind = "primary" if primary else "secondary"
        st.form_submit_button(label, type=kind, icon=icon, on_click=_record, args=(self, act))  # type: ignore[arg-type]

    def keep_draft(self) -> None:
        """The button that keeps what is typed for later."""
        st.form_submit_button("Garder le brouillon", icon=":material/draft:", on_click=_keep, args=(self,))

    @property
    def obj(self) -> str:
        """Of the matrix: what the form writes, for the journal of refusals."""
        return (Object.CDPD if self.name.partition(":")[0] in _OF_MEETINGS else Object.DRAFTS).value

    @property
    def values(self) -> dict[str, Any]:
        return {field: st.session_state.get(self.key(field)) for field in self.fields}


def opened(name: str, version: int, **initial: Any) -> RecordForm:
    """The form of a record shown at `version`, its fields filled for the first time with `initial`.

    Before `st.form`: it says what became of the last attempt, and offers the draft that was kept.
    """
    form = RecordForm(name, tuple(initial))
    if not any(form.key(field) in st.session_state for field in initial):
        # Shown for the first time, or again: what was typed before has been left.
        st.session_state[_base(name)] = version
    st.session_state.setdefault(_base(name), version)
    for field, value in initial.items():
        if value is not UPLOAD:
            st.session_state.setdefault(form.key(field), value)
    _say_refusal(form)
    _say_conflict(form)
    _offer_draft(form)
    return form


def say_what_was_done() -> None:
    """The sentence of the last success, once, at the top of the page."""
    if sentence := st.session_state.pop(DONE, None):
        st.success(sentence, icon=":material/check_circle:")


def _record(form: RecordForm, act: Act) -> None:
    values, expected = form.values, int(st.session_state.get(_base(form.name), 0))
    try:
        sentence = meetings.write(
            lambda session, rights, at: act(session, rights, at, values, expected), form.name, form.obj
        )
    except Conflict as conflict:
        st.session_state[f"{form.name}:conflit"] = (str(conflict), conflict.theirs, conflict.mine)
        st.session_state[_base(form.name)] = conflict.version
        if form.fields:
            meetings.keep_draft(form.name, _packed(values), conflict.version)
        return
    except SAID as refusal:
        st.session_state[f"{form.name}:refus"] = str(refusal)
        return
    meetings.forget_draft(form.name)
    _forget(form)
    st.session_state[DONE] = sentence


def _keep(form: RecordForm) -> None:
    try:
        meetings.keep_draft(form.name, _packed(form.values), int(st.session_state.get(_base(form.name), 0)))
    except SAID as refusal:
        st.session_state[f"{form.name}:refus"] = str(refusal)


def _forget(form: RecordForm) -> None:
    """What was typed in this form, and the versions that the other forms of the session were opened on."""
    for field in form.fields:
        st.session_state.pop(form.key(field), None)
    for key in [each for each in st.session_state if str(each).endswith(":version")]:
        del st.session_state[key]


def _base(name: str) -> str:
    return f"{name}:version"


def _say_refusal(form: RecordForm) -> None:
    if sentence := st.session_state.pop(f"{form.name}:refus", None):
        st.error(sentence, icon=":material/block:")


def _say_conflict(form: RecordForm) -> None:
    """Both texts, until the form is recorded or the page is left."""
    if (told := st.session_state.pop(f"{form.name}:conflit", None)) is None:
        return
    sentence, theirs, mine = told
    st.warning(sentence, icon=":material/call_split:")
    left, right = st.columns(2)
    for column, title, text in ((left, "Enregistré entre-temps", theirs), (right, "Votre texte, gardé", mine)):
        with column, st.container(border=True):
            st.markdown(f"**{title}**")
            st.text(text or "—")


def _offer_draft(form: RecordForm) -> None:
    draft = drafts().get(form.name)
    if draft is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{form.name}:brouillon"):
        st.markdown(f"Brouillon enregistré {_when(draft.saved_at)}.")
        st.button("Reprendre", key=f"{form.name}:reprendre", on_click=_resume, args=(form, draft))
        st.button("Oublier", key=f"{form.name}:oublier", on_click=meetings.forget_draft, args=(form.name,))


def drafts() -> Mapping[str, RecordDraft]:
    """The drafts of the present visitor; none for whoever writes nothing."""
    try:
        return meetings.drafts(visitor.perimetre())
    except NotAllowed:
        return {}


def _resume(form: RecordForm, draft: RecordDraft) -> None:
    for field, value in _unpacked(draft.content).items():
        st.session_state[form.key(field)] = value
    st.session_state[_base(form.name)] = draft.base_version


def _when(saved_at: datetime) -> str:
    whole = minute(saved_at)
    return whole.split(" ", 1)[1] if day(saved_at) == day(meetings.now()) else f"le {as_markdown(whole)}"


def _packed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them; dates and hours say what they are, a file that was chosen is not kept."""

    def one(value: Any) -> Any:
        if isinstance(value, date | time):
            return {"date" if isinstance(value, date) else "heure": value.isoformat()}
        return value

    plain = (str, int, float, bool, list, date, time, type(None))
    return {field: one(value) for field, value in values.items() if isinstance(value, plain)}


def _unpacked(content: Mapping[str, Any]) -> dict[str, Any]:
    def one(value: Any) -> Any:
        if isinstance(value, dict):
            return date.fromisoformat(value["date"]) if "date" in value else time.fromisoformat(value["heure"])
        return value

    return {field: one(value) for field, value in content.items()}
