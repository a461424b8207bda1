"""The agenda: what is on it, what the house proposes for this département, and the tools to order it."""

import streamlit as st

from dashboard import meetings
from dashboard.components import meeting_acts as acts
from dashboard.components.french import as_markdown
from dashboard.components.html_table import Cell, html_table
from dashboard.components.record_form import opened
from geodata.meetings import AgendaItem, Meeting, State
from geodata.meetings.agenda import Proposed
from geodata.perimetre import NotAllowed, Perimetre

CHANGEABLE = {State.TO_SCHEDULE, State.SCHEDULED, State.POSTPONED}


def agenda(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    """The table, and for whoever keeps the meetings, before the convocation, its forms."""
    _table(meeting)
    if not meetings.keeps(meeting.departement):
        return
    if meeting.state not in CHANGEABLE or meeting.second:
        st.caption(
            "L’ordre du jour ne change plus une fois la convocation partie ; reporter la réunion pour le modifier."
        )
        return
    _proposals(meeting, meeting_id, perimetre)
    _own_item(meeting, meeting_id)
    if meeting.agenda:
        _order(meeting, meeting_id)


def _table(meeting: Meeting) -> None:
    if not meeting.agenda:
        st.info("L’ordre du jour n’est pas encore établi.", icon=":material/list_alt:")
        return
    deferred = dict.fromkeys(meeting.deferred, " (reporté)")
    html_table(
        "Ordre du jour",
        ["Rang", "Point", "Rapporteur", "Mesure"],
        [
            [
                str(rank),
                f"{item.title}{deferred.get(rank, '')}",
                item.rapporteur or "—",
                Cell("—" if item.mesure is None else str(item.mesure), "number"),
            ]
            for rank, item in enumerate(meeting.agenda, 1)
        ],
        "ranked",
    )


def _proposals(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    try:
        found = meetings.proposed_agenda(perimetre, meeting.departement, meeting.year)
    except NotAllowed:
        found = ()
    titles = {item.title for item in meeting.agenda}
    left = tuple(each for each in found if each.item.title not in titles)
    if not left:
        st.caption("Tous les points de l’ordre du jour type sont inscrits.")
        return
    name = f"reunion:{meeting_id}:points_proposes:{len(meeting.agenda)}"
    st.subheader("Points proposés pour ce département", anchor=False)
    st.caption("L’ordre du jour type, réduit à ce qui est en retard ou manque ici. Décochez ce que vous ne voulez pas.")
    form = opened(name, meeting.rank, **{str(rank): True for rank in range(len(left))})
    with st.form(name, enter_to_submit=False):
        for rank, each in enumerate(left):
            _proposal(each, form.key(str(rank)))
        items = tuple(each.item for each in left)
        form.submit(
            "Inscrire les points cochés",
            acts.add_proposed(meeting_id, meeting.agenda, items),
            icon=":material/playlist_add:",
        )


def _proposal(each: Proposed, key: str) -> None:
    mesure = f" · mesure {each.item.mesure}" if each.item.mesure is not None else ""
    st.checkbox(f"**{as_markdown(each.item.title)}**{mesure}", key=key)
    st.caption(as_markdown(each.because))


def _own_item(meeting: Meeting, meeting_id: int) -> None:
    plan = meetings.plan_of(meeting.year)
    titles = {mesure.number: f"{mesure.number}. {mesure.title}" for mesure in plan.mesures}
    with st.expander("Ajouter un autre point"):
        name = f"reunion:{meeting_id}:point"
        form = opened(name, meeting.rank, titre="", rapporteur="", mesure=None)
        with st.form(name, enter_to_submit=False):
            st.text_input("Titre du point", max_chars=300, key=form.key("titre"))
            st.text_input("Rapporteur (fonction, sans nom)", max_chars=300, key=form.key("rapporteur"))
            st.selectbox(
                "Mesure du plan (facultatif)",
                list(titles),
                index=None,
                format_func=titles.__getitem__,
                key=form.key("mesure"),
                placeholder="Aucune",
            )
            with st.container(horizontal=True):
                form.submit("Inscrire ce point", acts.add_item(meeting_id, meeting.agenda, plan.code), primary=False)
                form.keep_draft()


def _order(meeting: Meeting, meeting_id: int) -> None:
    ranks = {rank: f"{rank}. {item.title}" for rank, item in enumerate(meeting.agenda)}
    labels = {rank: f"{rank + 1}. {item.title}" for rank, item in enumerate(meeting.agenda)}
    with st.expander("Réordonner ou retirer un point"):
        chosen = st.selectbox("Point", list(ranks), format_func=labels.__getitem__, key=f"reunion:{meeting_id}:rang")
        name = f"reunion:{meeting_id}:ordre"
        form = opened(name, meeting.rank)
        with st.form(name, enter_to_submit=False), st.container(horizontal=True):
            moves = {
                "Monter": (_moved(meeting.agenda, chosen, -1), ":material/arrow_upward:"),
                "Descendre": (_moved(meeting.agenda, chosen, 1), ":material/arrow_downward:"),
                "Retirer": (meeting.agenda[:chosen] + meeting.agenda[chosen + 1 :], ":material/delete:"),
            }
            for label, (items, icon) in moves.items():
                act = acts.set_agenda(meeting_id, items, "Ordre du jour enregistré.")
                form.submit(label, act, primary=False, icon=icon)


def _moved(items: tuple[AgendaItem, ...], rank: int, by: int) -> tuple[AgendaItem, ...]:
    to = min(max(rank + by, 0), len(items) - 1)
    rest = items[:rank] + items[rank + 1 :]
    return (*rest[:to], items[rank], *rest[to:])
