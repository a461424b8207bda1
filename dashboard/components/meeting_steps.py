"""Where a meeting stands, as steps; and the form of the next one, open, with what it asks for."""

from datetime import date, time

import streamlit as st

from config.thresholds import threshold
from dashboard import meetings, visitor
from dashboard.components import meeting_acts as acts
from dashboard.components.french import as_html, as_markdown, day
from dashboard.components.meeting_held import held_form
from dashboard.components.meeting_minutes import minutes_form, validation_form
from dashboard.components.record_form import opened
from geodata import territories
from geodata.meetings import AgendaItem, Body, Character, Meeting, State

STEPS = (
    (State.SCHEDULED, "Programmée"),
    (State.CONVENED, "Convoquée"),
    (State.HELD, "Tenue"),
    (State.MINUTES_WRITTEN, "Compte rendu"),
    (State.VALIDATED, "Validé"),
)
_REACHED = {State.ARCHIVED: 5} | {state: rank for rank, (state, _) in enumerate(STEPS, 1)}
_BODIES = {each.value: each.label for each in Body}
_CHARACTERS = {each.value: each.label for each in Character}


def steps(meeting: Meeting | None) -> None:
    """The five steps, each said in words: done, the next one, to come."""
    reached = _REACHED.get(meeting.state, 0) if meeting else 0
    days = _days(meeting) if meeting else {}
    items = []
    for rank, (state, label) in enumerate(STEPS, 1):
        if rank <= reached:
            css, sign, words = "done", "✓", f"fait{f' le {day(on)}' if (on := days.get(state)) else ''}"
        elif rank == reached + 1:
            css, sign, words = "next", "▶", "prochaine étape"
        else:
            css, sign, words = "later", "○", "à venir"
        current = ' aria-current="step"' if css == "next" else ""
        items.append(
            f'<li class="{css}"{current}><span aria-hidden="true">{sign}</span> <strong>{as_html(label)}</strong>'
            f"<small>{as_html(words)}</small></li>"
        )
    st.html(f'<ol class="vigie-steps" aria-label="Étapes de la réunion">{"".join(items)}</ol>')
    if meeting:
        _situation(meeting)


def _days(meeting: Meeting) -> dict[State, date | None]:
    return {
        State.SCHEDULED: None,
        State.CONVENED: meeting.convened_on,
        State.HELD: meeting.held_on,
        State.VALIDATED: meeting.validated_on,
    }


def _situation(meeting: Meeting) -> None:
    """One line: state, day, hour, place; and the days that were lost."""
    parts = [f"**{meeting.state.label}**"]
    if on := meeting.held_on or meeting.planned_on:
        parts.append(f"{'tenue' if meeting.held_on else 'prévue'} le {day(on)}")
    if meeting.starts_at:
        parts.append(f"à {meeting.starts_at:%H} h {meeting.starts_at:%M}")
    parts += [as_markdown(meeting.place)] if meeting.place else []
    parts += ["à distance"] if meeting.remote else []
    parts += [meeting.character.label] if meeting.character == Character.AGENDA_ITEM else []
    st.markdown(" · ".join(parts))
    for sitting in meeting.sittings:
        when = f" (prévue le {day(sitting.planned_on)})" if sitting.planned_on else ""
        reason = f" : {as_markdown(sitting.reason)}" if sitting.reason else ""
        st.caption(f"{sitting.outcome.label}{when}{reason}")


def next_step(meeting: Meeting | None, meeting_id: int, departement: str, year: int) -> None:
    """The form of the next step for whoever keeps the meetings, or the sentence that says who does it."""
    keeps = meetings.keeps(departement)
    if meeting is None or meeting.state == State.CANCELLED:
        if keeps:
            if meeting:
                st.info("Cette réunion est annulée : l’obligation de l’année reste à satisfaire par une autre.")
            scheduling(None, 0, departement, year)
        else:
            said = "n’est pas programmée" if year >= meetings.today().year else "n’est pas connue"
            st.info(f"La réunion {year} consacrée à la traite {said}.", icon=":material/event_busy:")
        return
    if meeting.state == State.MINUTES_WRITTEN:
        validation_form(meeting, meeting_id, departement)
        return
    if not keeps:
        return
    match meeting.state:
        case State.TO_SCHEDULE | State.POSTPONED | State.NO_QUORUM:
            scheduling(meeting, meeting_id, departement, year)
        case State.SCHEDULED:
            _convening(meeting, meeting_id)
            _changes(meeting, meeting_id)
        case State.CONVENED:
            held_form(meeting, meeting_id)
            _changes(meeting, meeting_id)
        case State.HELD:
            minutes_form(meeting, meeting_id)
        case State.VALIDATED:
            _addendum(meeting, meeting_id)


def scheduling(meeting: Meeting | None, meeting_id: int, departement: str, year: int) -> None:
    """Set the day; for a département without its meeting yet, make the meeting at once."""
    name = f"reunion:{meeting_id}:programmer" if meeting else f"reunion:{departement}:{year}:creer"
    prefecture = str(territories.departements().at[departement, "prefecture"])
    initial: dict[str, object] = {
        "jour": None,
        "heure": meeting.starts_at if meeting and meeting.starts_at else time(10),
        "lieu": meeting.place if meeting else f"Préfecture, {prefecture}",
        "distance": meeting.remote if meeting else False,
    }
    if meeting is None:
        initial |= {"instance": Body.SPECIALISED.value, "caractere": Character.DEDICATED.value, "intitule": ""}
        initial["inscrire"] = True
    st.subheader(f"Programmer la réunion {year}", anchor=False)
    form = opened(name, meeting.rank if meeting else 0, **initial)
    with st.form(name, enter_to_submit=False):
        if meeting is None:
            left, right = st.columns(2)
            left.selectbox("Instance", list(_BODIES), format_func=_BODIES.__getitem__, key=form.key("instance"))
            right.selectbox(
                "Caractère", list(_CHARACTERS), format_func=_CHARACTERS.__getitem__, key=form.key("caractere")
            )
            st.text_input("Intitulé (facultatif)", max_chars=300, key=form.key("intitule"))
        left, middle, right = st.columns([1, 1, 2])
        left.date_input("Jour", value=None, format="DD/MM/YYYY", key=form.key("jour"))
        middle.time_input("Heure", value=None, key=form.key("heure"), step=900)
        right.text_input("Lieu", max_chars=300, key=form.key("lieu"))
        st.checkbox("Aussi à distance", key=form.key("distance"))
        items: tuple[AgendaItem, ...] = ()
        if meeting is None:
            items = tuple(each.item for each in meetings.proposed_agenda(visitor.perimetre(), departement, year))
            label = f"Inscrire l’ordre du jour proposé ({len(items)} points, à retoucher ensuite)"
            st.checkbox(label, key=form.key("inscrire"))
        with st.container(horizontal=True):
            act = acts.schedule(meeting_id) if meeting else acts.open_and_schedule(departement, year, items)
            form.submit("Programmer la réunion", act, icon=":material/event:")
            form.keep_draft()


def _convening(meeting: Meeting, meeting_id: int) -> None:
    name, notice = f"reunion:{meeting_id}:convoquer", int(threshold("meetings.notice_days"))
    st.subheader("Convoquer", anchor=False)
    form = opened(name, meeting.rank, jour=meetings.today(), urgence="")
    agenda = f"{len(meeting.agenda)} point{'s' if len(meeting.agenda) > 1 else ''} à l’ordre du jour"
    seats = f"{len(meeting.members)} membre{'s' if len(meeting.members) > 1 else ''}"
    st.markdown(
        f"Avant de convoquer : au moins un point à l’ordre du jour (**{agenda}**), {notice} jours avant la réunion du "
        f"**{day(meeting.planned_on) if meeting.planned_on else '—'}**, ou un motif d’urgence. "
        f"Composition enregistrée : **{seats}**."
    )
    with st.form(name, enter_to_submit=False):
        left, right = st.columns([1, 3])
        left.date_input("Convocation partie le", value=None, format="DD/MM/YYYY", key=form.key("jour"))
        right.text_input("Motif de l’urgence, si le délai est plus court", max_chars=300, key=form.key("urgence"))
        form.submit("Convoquer et figer le dossier", acts.convene(meeting_id), icon=":material/outgoing_mail:")
    st.caption("Le dossier de séance (préfet et membres) est figé à la convocation, avec sa date et son empreinte.")


def _changes(meeting: Meeting, meeting_id: int) -> None:
    with st.expander("Changer l’heure ou le lieu, reporter, annuler"):
        name = f"reunion:{meeting_id}:lieu"
        form = opened(name, meeting.rank, heure=meeting.starts_at, lieu=meeting.place, distance=meeting.remote)
        with st.form(name, enter_to_submit=False):
            left, right = st.columns([1, 3])
            left.time_input("Heure", value=None, key=form.key("heure"), step=900)
            right.text_input("Lieu", max_chars=300, key=form.key("lieu"))
            st.checkbox("Aussi à distance", key=form.key("distance"))
            form.submit("Enregistrer l’heure et le lieu", acts.move(meeting_id), primary=False)
        name = f"reunion:{meeting_id}:reporter"
        form = opened(name, meeting.rank, motif="", nouveau_jour=None)
        with st.form(name, enter_to_submit=False):
            left, right = st.columns([3, 1])
            left.text_input("Motif du report ou de l’annulation", max_chars=300, key=form.key("motif"))
            right.date_input(
                "Nouveau jour, s’il est connu", value=None, format="DD/MM/YYYY", key=form.key("nouveau_jour")
            )
            with st.container(horizontal=True):
                form.submit("Reporter", acts.postpone(meeting_id), primary=False, icon=":material/event_repeat:")
                form.submit("Annuler la réunion", acts.cancel(meeting_id), primary=False, icon=":material/event_busy:")
        st.caption(
            f"Reportée hors de {meeting.year} ou annulée, la réunion laisse l’obligation de l’année à satisfaire."
        )


def _addendum(meeting: Meeting, meeting_id: int) -> None:
    name = f"reunion:{meeting_id}:rectificatif"
    st.markdown("Le compte rendu est validé : il ne se corrige que par un rectificatif daté.")
    with st.expander("Ajouter un rectificatif"):
        form = opened(name, meeting.rank, jour=meetings.today(), texte="")
        with st.form(name, enter_to_submit=False):
            st.date_input("Daté du", value=None, format="DD/MM/YYYY", key=form.key("jour"))
            st.text_area("Texte du rectificatif", max_chars=4000, key=form.key("texte"))
            with st.container(horizontal=True):
                form.submit("Ajouter le rectificatif", acts.add_addendum(meeting_id))
                form.keep_draft()
