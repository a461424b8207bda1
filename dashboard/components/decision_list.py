"""Decisions: those carried over first, then those of the meeting; what became of each, and how to record one."""

from typing import Any

import pandas as pd
import streamlit as st

from config.plan import Plan
from dashboard import meetings
from dashboard.components import meeting_acts as acts
from dashboard.components.authors import author
from dashboard.components.french import as_markdown, day, minute
from dashboard.components.html_table import Cell, html_table
from dashboard.components.record_form import RecordForm, opened
from geodata.meetings import Body, DecisionState, DocumentKind, Meeting, State
from geodata.meetings.decisions import execution_rate
from geodata.perimetre import Perimetre
from geodata.publication.french import number

_STATES = {each.value: each.label for each in DecisionState}
OPEN_MEETING = {State.HELD, State.MINUTES_WRITTEN}
NBSP = "\N{NO-BREAK SPACE}"


def decisions(meeting: Meeting | None, meeting_id: int, departement: str, year: int, perimetre: Perimetre) -> None:
    """All that is in play that year; forms for whoever may write."""
    found = meetings.decisions_of(perimetre, departement, year=year)
    if meeting and meeting.state in OPEN_MEETING and meetings.keeps(departement):
        _take(meeting, meeting_id)
    elif meeting and meetings.keeps(departement) and not meeting.held:
        st.info(
            f"La réunion est à l’état « {meeting.state.label.lower()} » : ses décisions s’enregistrent une fois "
            "qu’elle est tenue (partie « Étapes »). Celles des années précédentes se suivent ici.",
            icon=":material/info:",
        )
    if found.empty:
        st.info(
            "Aucune décision en cours ni prise cette année n’est lisible avec votre profil.", icon=":material/inbox:"
        )
        return
    _execution(found)
    carried = found["carried"].astype(bool)
    for caption, rows in (
        ("Décisions reportées des années précédentes, encore ouvertes", found[carried]),
        (f"Décisions de {year}", found[~carried]),
    ):
        if len(rows):
            table(caption, rows)
    _follow(found, meeting, meeting_id, departement, perimetre)


def table(caption: str, rows: pd.DataFrame) -> None:
    """One row a decision; a late one says so in words."""
    html_table(
        caption,
        ["N°", "Décision", "Responsable", "Échéance", "État", "Mesure"],
        [_row(row) for row in rows.to_dict("records")],
        "ranked",
    )


def _row(row: dict[Any, Any]) -> list[str | Cell]:
    late = " – en retard" if row["overdue"] else ""
    due = "sans échéance" if pd.isna(row["due_on"]) else day(row["due_on"])
    return [
        f"{row['year']}-{row['number']}",
        row["text"],
        row["responsible"],
        Cell(f"{due}{late}", "late" if row["overdue"] else ""),
        f"{DecisionState(row['state']).label}{' : ' + row['note'] if row['note'] else ''}",
        Cell("—" if pd.isna(row["mesure"]) else str(int(row["mesure"])), "number"),
    ]


def _execution(found: pd.DataFrame) -> None:
    rate, late = execution_rate(found, meetings.today()), int(found["overdue"].sum())
    opened_ = int(found["state"].map(lambda each: not DecisionState(each).closed).sum())
    told = "non évaluable" if rate is None else f"{number(rate)}{NBSP}%"
    st.markdown(f"Encore ouvertes : **{opened_}** · en retard : **{late}** · taux d’exécution : **{told}**")


def _take(meeting: Meeting, meeting_id: int) -> None:
    plan = meetings.plan_of(meeting.year)
    st.subheader("Enregistrer une décision", anchor=False)
    name = f"reunion:{meeting_id}:decision"
    form = opened(name, meeting.rank, **_blank())
    with st.form(name, enter_to_submit=False):
        _wording(form, plan)
        with st.container(horizontal=True):
            form.submit("Enregistrer la décision", acts.take_decision(meeting_id, plan.code), icon=":material/gavel:")
            form.keep_draft()
    if not meeting.decisions and not meeting.without_decision:
        name = f"reunion:{meeting_id}:sans_decision"
        form = opened(name, meeting.rank)
        with st.form(name, border=False):
            form.submit(
                "Noter « sans décision »",
                acts.without_decision(meeting_id),
                primary=False,
                icon=":material/do_not_disturb_on:",
            )
    elif meeting.without_decision:
        st.caption("Mention enregistrée : « sans décision ».")
    _defer(meeting, meeting_id)


def _correct(meeting: Meeting, meeting_id: int, row: dict[Any, Any]) -> None:
    """Before the minutes are validated, a decision may be worded otherwise."""
    plan, number_ = meetings.plan_of(meeting.year), int(row["number"])
    with st.expander("Corriger la rédaction de cette décision"):
        name = f"reunion:{meeting_id}:corriger:{number_}"
        form = opened(
            name,
            meeting.rank,
            texte=row["text"],
            responsable=row["responsible"],
            echeance=None if pd.isna(row["first_due_on"]) else row["first_due_on"],
            mesure=None if pd.isna(row["mesure"]) else int(row["mesure"]),
            partagee=bool(row["shared"]),
        )
        with st.form(name, enter_to_submit=False):
            _wording(form, plan)
            with st.container(horizontal=True):
                act = acts.correct_decision(meeting_id, number_, plan.code)
                form.submit("Enregistrer la correction", act, primary=False)
                form.keep_draft()


def _blank() -> dict[str, Any]:
    return {"texte": "", "responsable": "", "echeance": None, "mesure": None, "partagee": True}


def _wording(form: RecordForm, plan: Plan) -> None:
    titles = {mesure.number: f"{mesure.number}. {mesure.title}" for mesure in plan.mesures}
    st.text_area("Décision", max_chars=1000, key=form.key("texte"), height=90)
    left, right = st.columns([3, 1])
    left.text_input("Organisme responsable (sans nom de personne)", max_chars=300, key=form.key("responsable"))
    right.date_input("Échéance", value=None, format="DD/MM/YYYY", key=form.key("echeance"))
    st.selectbox(
        "Mesure du plan (facultatif)",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=form.key("mesure"),
        placeholder="Aucune",
    )
    st.checkbox("Partager avec les membres du CDPD", key=form.key("partagee"))


def _defer(meeting: Meeting, meeting_id: int) -> None:
    if not meeting.agenda:
        return
    labels = {rank: f"{rank}. {item.title}" for rank, item in enumerate(meeting.agenda, 1)}
    with st.expander("Points de l’ordre du jour laissés pour la prochaine réunion"):
        name = f"reunion:{meeting_id}:points_reportes"
        form = opened(name, meeting.rank, points=list(meeting.deferred))
        with st.form(name, enter_to_submit=False):
            st.multiselect(
                "Points reportés",
                list(labels),
                format_func=labels.__getitem__,
                key=form.key("points"),
                placeholder="Aucun",
            )
            form.submit("Enregistrer les points reportés", acts.defer_items(meeting_id), primary=False)


def _follow(
    found: pd.DataFrame, meeting: Meeting | None, meeting_id: int, departement: str, perimetre: Perimetre
) -> None:
    mine = [
        number
        for number, row in zip(found.index, found.to_dict("records"), strict=True)
        if meetings.follows(departement, None if pd.isna(row["mesure"]) else int(row["mesure"]))
    ]
    labels = {
        number: f"{found.at[number, 'year']}-{found.at[number, 'number']} · {str(found.at[number, 'text'])[:90]}"
        for number in found.index
    }
    st.subheader("Suivre une décision", anchor=False)
    chosen = st.selectbox("Décision à suivre", list(labels), format_func=labels.__getitem__, key="decision_suivie")
    row = found.loc[chosen].to_dict()
    if chosen in mine:
        _state_form(int(chosen), row, perimetre)
    if meeting and meeting.state in OPEN_MEETING and row["meeting_id"] == meeting_id and meetings.keeps(departement):
        _correct(meeting, meeting_id, row)
    with st.expander("D’où vient cet état ? L’historique de la décision"):
        _history(int(chosen), row, perimetre)


def _state_form(decision_id: int, row: dict[Any, Any], perimetre: Perimetre) -> None:
    name = f"decision:{decision_id}:etat"
    proofs = _proofs(perimetre, row)
    form = opened(name, int(row["version"]), etat=DecisionState(row["state"]).value, note="", echeance=None, preuve="")
    with st.form(name, enter_to_submit=False):
        left, right = st.columns([3, 1])
        left.radio("État", list(_STATES), format_func=_STATES.__getitem__, horizontal=True, key=form.key("etat"))
        right.date_input("Nouvelle échéance", value=None, format="DD/MM/YYYY", key=form.key("echeance"))
        st.text_area("Ce qui a été fait, ou le motif", max_chars=1000, key=form.key("note"), height=80)
        st.selectbox(
            "Preuve jointe à la réunion",
            ["", *proofs],
            format_func=lambda each: proofs.get(each, "Aucune"),
            key=form.key("preuve"),
        )
        with st.container(horizontal=True):
            form.submit("Enregistrer l’état", acts.follow_decision(decision_id), icon=":material/flag:")
            form.keep_draft()


def _proofs(perimetre: Perimetre, row: dict[Any, Any]) -> dict[str, str]:
    if not meetings.keeps(str(row["departement"])):
        return {}
    listed = meetings.documents(perimetre, int(row["meeting_id"]))
    proofs = listed[listed["kind"] == DocumentKind.PROOF.value]
    return dict(zip(proofs["sha256"], proofs["name"], strict=True))


def _history(decision_id: int, row: dict[Any, Any], perimetre: Perimetre) -> None:
    held = "" if pd.isna(row["held_on"]) else f" du {day(row['held_on'])}"
    first = "sans échéance" if pd.isna(row["first_due_on"]) else day(row["first_due_on"])
    st.markdown(f"Prise par la réunion{held} ({as_markdown(Body(row['body']).label)}) · première échéance : {first}.")
    told = meetings.updates(perimetre, decision_id)
    if told.empty:
        st.caption("Aucun suivi n’a encore été enregistré.")
        return
    html_table(
        "Suivi de la décision",
        ["Le", "État", "Ce qui est dit", "Nouvelle échéance", "Enregistré par", "Preuve"],
        [
            [
                minute(each["at"]),
                DecisionState(each["state"]).label,
                each["note"] or "—",
                "—" if pd.isna(each["due_on"]) else day(each["due_on"]),
                author(each["profile"], each["account"]),
                each["proof"][:12] or "—",
            ]
            for each in told.to_dict("records")
        ],
    )
