"""The day of the meeting: who came, and the fact that it was held."""

import streamlit as st

from dashboard import meetings
from dashboard.components import meeting_acts as acts
from dashboard.components.french import day
from dashboard.components.record_form import RecordForm, opened
from geodata.meetings import Attendance, Meeting

_LABELS = {each.value: each.label for each in Attendance}
ON_THE_DAY = tuple(
    each.value for each in (Attendance.PRESENT, Attendance.REPRESENTED, Attendance.EXCUSED, Attendance.ABSENT)
)


def held_form(meeting: Meeting, meeting_id: int) -> None:
    """Attendance seat by seat, then « tenue »; before the day, only excuses can be noted."""
    on = meeting.planned_on
    if on is None:
        return
    st.subheader(f"Dire que la réunion du {day(on)} s’est tenue", anchor=False)
    if on > meetings.today():
        st.info(
            f"La convocation est partie le {day(meeting.convened_on) if meeting.convened_on else '—'}. "
            f"Les présences se notent à partir du {day(on)} ; d’ici là, vous pouvez noter les excuses.",
            icon=":material/schedule:",
        )
        if meeting.members:
            with st.expander("Noter les excuses"):
                _attendance(meeting, meeting_id, (Attendance.EXCUSED.value,))
        return
    if not meeting.members:
        st.info("Aucun siège n’a été enregistré avant la convocation : notez ci-dessous qui présidait.")
    name = f"reunion:{meeting_id}:tenue"
    form = opened(name, meeting.rank, presidence=meeting.chaired_by or "préfet", **_answers(meeting))
    with st.form(name, enter_to_submit=False):
        _seats(form, meeting, ON_THE_DAY)
        st.text_input("Présidée par (fonction)", max_chars=300, key=form.key("presidence"))
        with st.container(horizontal=True):
            form.submit("Enregistrer la tenue", acts.hold(meeting_id, meeting.members, on), icon=":material/groups:")
            if meeting.quorum is not None and not meeting.second:
                lack = acts.lack_quorum(meeting_id, meeting.members, on)
                form.submit("Constater le défaut de quorum", lack, primary=False, icon=":material/group_off:")
            form.keep_draft()
    if meeting.quorum is not None:
        without = " (seconde convocation : non exigé)" if meeting.second else ""
        st.caption(f"Quorum : {meeting.quorum} présents ou représentés{without}.")


def correct_attendance(meeting: Meeting, meeting_id: int) -> None:
    """The attendance of a meeting that was held, before its minutes are validated."""
    with st.expander("Corriger les présences"):
        _attendance(meeting, meeting_id, ON_THE_DAY)


def _attendance(meeting: Meeting, meeting_id: int, offered: tuple[str, ...]) -> None:
    name = f"reunion:{meeting_id}:presences"
    form = opened(name, meeting.rank, **_answers(meeting))
    with st.form(name, enter_to_submit=False):
        _seats(form, meeting, offered)
        form.submit("Enregistrer les présences", acts.record_attendance(meeting_id, meeting.members), primary=False)


def _seats(form: RecordForm, meeting: Meeting, offered: tuple[str, ...]) -> None:
    for rank, member in enumerate(meeting.members):
        st.radio(
            f"{member.organisation}, {member.function}",
            offered,
            index=None,
            format_func=_LABELS.__getitem__,
            horizontal=True,
            key=form.key(f"siege_{rank}"),
        )


def _answers(meeting: Meeting) -> dict[str, str | None]:
    """What is known of each seat; nothing is presumed of the others."""
    return {
        f"siege_{rank}": each.attendance.value if each.attendance.value in ON_THE_DAY else None
        for rank, each in enumerate(meeting.members)
    }
