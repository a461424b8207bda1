"""Who sits: organisations and functions, never a name; who came; the quorum."""

import streamlit as st

from dashboard import meetings
from dashboard.components import meeting_acts as acts
from dashboard.components.html_table import html_table
from dashboard.components.meeting_held import correct_attendance
from dashboard.components.record_form import opened
from geodata.meetings import Meeting, Member, State
from geodata.perimetre import Perimetre

CHANGEABLE = {State.TO_SCHEDULE, State.SCHEDULED, State.POSTPONED}


def members(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    """The list with the attendance, then its form."""
    if meeting.members:
        html_table(
            "Membres",
            ["Organisme", "Fonction", "Présence"],
            [[each.organisation, each.function, each.attendance.label] for each in meeting.members],
        )
        counted = f"Présents ou représentés : {meeting.present} sur {len(meeting.members)}"
        asked = "aucun quorum exigé" if meeting.quorum is None else f"quorum : {meeting.quorum}"
        st.caption(f"{counted} · {asked}." if meeting.held else f"{len(meeting.members)} sièges · {asked}.")
    else:
        st.info("Aucun membre n’est encore enregistré.", icon=":material/group:")
    if not meetings.keeps(meeting.departement):
        return
    if meeting.state in CHANGEABLE:
        _composition(meeting, meeting_id, perimetre)
    elif meeting.state in {State.HELD, State.MINUTES_WRITTEN} and meeting.members:
        correct_attendance(meeting, meeting_id)


def _composition(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    name = f"reunion:{meeting_id}:membres"
    seats = meeting.members or _former(meeting, meeting_id, perimetre)
    if seats and not meeting.members:
        st.caption("La liste ci-dessous reprend la composition de la dernière réunion : relisez-la, puis enregistrez.")
    lines = "\n".join(f"{each.organisation} ; {each.function}" for each in seats)
    form = opened(name, meeting.rank, sieges=lines, quorum=meeting.quorum)
    with st.form(name, enter_to_submit=False):
        st.text_area(
            "Un siège par ligne : organisme ; fonction (sans nom de personne)",
            height=220,
            max_chars=20_000,
            key=form.key("sieges"),
        )
        st.number_input(
            "Quorum : présents ou représentés (vide : aucun)", min_value=1, value=None, step=1, key=form.key("quorum")
        )
        with st.container(horizontal=True):
            form.submit("Enregistrer la composition", acts.set_members(meeting_id), icon=":material/group_add:")
            form.keep_draft()


def _former(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> tuple[Member, ...]:
    """The seats of the last other meeting of the same body in this département."""
    listed = meetings.listed(perimetre, meeting.departement)
    same = listed[(listed["body"] == meeting.body) & (listed.index != meeting_id)]
    return meetings.meeting(perimetre, int(same.index[0]), meeting.departement).members if len(same) else ()
