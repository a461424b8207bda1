"""Forms for figures: a value recorded by who answers for it, or proposed to the owner of the mesure."""

from datetime import date, datetime
from typing import Any

import streamlit as st

from config.plan import PlanIndicator
from config.roles import Action, Object
from dashboard import steering, visitor
from dashboard.components.french import day
from dashboard.components.mesure_state_forms import CLAIMS, form_name
from dashboard.components.record_form import RecordForm, opened
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.states import Absence, ValueKind, ValueStatus
from geodata.publication.progress import IndicatorCell, MesureState, ValueCell
from geodata.repositories import progress_proposals, progress_values
from geodata.repositories.progress_proposals import NewProposal
from geodata.repositories.progress_rows import ProgressError
from geodata.repositories.progress_values import NewValue

NEW = "nouvelle"
FIGURE = "chiffre"
NOTHING = "Rien : c’est une nouvelle valeur"


def value_form(state: MesureState) -> None:
    """A new figure of an indicator, the correction of one, or why there is none."""
    cell = _indicator(state, [each for each in state.indicators if not each.indicator.computed], "valeurs")
    indicator = cell.indicator
    name = form_name("valeur", state, indicator.code)
    correctable = {
        str(each.row_id): each for each in cell.history if each.status != ValueStatus.REFUSED and each.row_id
    }
    same_day = next((row for row, each in correctable.items() if _stands_today(each, state)), NEW)
    form = opened(
        name, 0, corrige=same_day, nature=ValueKind.CURRENT.value, valeur=None, numerateur=None, denominateur=None,
        absence=FIGURE, date=state.today, preuve=CLAIMS[0], source="",
    )  # fmt: skip

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
        top, bottom = values["numerateur"], values["denominateur"]
        figure = values["valeur"] if values["absence"] == FIGURE else None
        if figure is None and top is not None and bottom:
            figure = 100 * top / bottom
        if figure is None and values["absence"] == FIGURE:
            raise ProgressError("Donner une valeur, ou choisir pourquoi il n’y en a pas.")
        replaced = None if values["corrige"] == NEW else int(values["corrige"])
        if replaced is not None and (kind := correctable[values["corrige"]].kind) != values["nature"]:
            raise ProgressError(
                f"La ligne n° {replaced} est une {kind.label.lower()} : la corriger comme telle, ou ne rien corriger."
            )
        row = NewValue(
            plan=state.plan.code,
            indicator=indicator.code,
            departement=state.departement,
            value_on=values["date"],
            kind=ValueKind(values["nature"]),
            value=figure,
            absence=None if values["absence"] == FIGURE else Absence(values["absence"]),
            numerator=top if figure is not None else None,
            denominator=bottom if figure is not None else None,
            evidence=Evidence(values["preuve"]),
            source=values["source"],
            replaces_id=replaced,
        )
        progress_values.record(session, rights, [row], entry=steering.entry(at))
        return f"Valeur de « {indicator.label} » enregistrée : provisoire jusqu’à sa validation."

    with st.form(f"{name}:formulaire"):
        left, right = st.columns(2)
        with left:
            _figure(form, indicator)
            _kind(form)
            _day(form, state)
        with right:
            absences = [FIGURE, *(each.value for each in Absence)]
            st.selectbox(
                "Pas de chiffre ?", absences, key=form.key("absence"),
                format_func=lambda each: "Il y a un chiffre" if each == FIGURE else Absence(each).label,
            )  # fmt: skip
            st.selectbox("Preuve", CLAIMS, format_func=lambda each: Evidence(each).label, key=form.key("preuve"))
            st.text_input("Source ou pièce", key=form.key("source"), max_chars=1000)
            st.selectbox(
                "Corrige", [NEW, *correctable], key=form.key("corrige"),
                format_func=lambda each: NOTHING if each == NEW else _words(correctable[each]),
            )  # fmt: skip
        with st.container(horizontal=True):
            form.submit("Enregistrer la valeur", record)
            form.keep_draft()
    _unchanged(state, cell)


def proposal_form(state: MesureState) -> None:
    """A figure that the département, or a structure, would have the owner of the mesure keep."""
    rights = visitor.perimetre()
    own = visitor.may(Object.DRAFTS, Action.WRITE, departement=state.departement, mesure=state.mesure.number)
    structure = "" if own else rights.structure
    cell = _indicator(state, [each for each in state.indicators if not each.indicator.computed], "proposition")
    indicator = cell.indicator
    name = form_name("proposition", state, indicator.code)
    form = opened(name, 0, nature=ValueKind.CURRENT.value, valeur=None, motif="", source="", date=state.today)

    def record(session: Session, rights: Perimetre, at: datetime, values: dict[str, Any], _expected: int) -> str:
        if values["valeur"] is None:
            raise ProgressError("Donner la valeur proposée.")
        row = NewProposal(
            state.plan.code,
            indicator.code,
            state.departement,
            values["date"],
            ValueKind(values["nature"]),
            values["valeur"],
            values["motif"],
            values["source"],
            structure,
        )
        progress_proposals.propose(session, rights, row, entry=steering.entry(at))
        return "Proposition envoyée : une réponse est due sous 30 jours."

    with st.form(f"{name}:formulaire"):
        left, right = st.columns(2)
        with left:
            _figure(form, indicator, ratio=False)
            _kind(form)
            _day(form, state)
        with right:
            st.text_area("Motif", key=form.key("motif"), max_chars=1000, height=100)
            st.text_input("Source et méthode", key=form.key("source"), max_chars=1000)
        with st.container(horizontal=True):
            form.submit("Envoyer la proposition", record, icon=":material/send:")
            form.keep_draft()


def _indicator(state: MesureState, cells: list[IndicatorCell], use: str) -> IndicatorCell:
    by_code = {each.indicator.code: each for each in cells}
    code = st.selectbox(
        "Indicateur",
        list(by_code),
        format_func=lambda each: f"{by_code[each].indicator.label} ({each})",
        key=form_name(f"indicateur_{use}", state),
    )
    return by_code[code]


def _correctable(cell: IndicatorCell) -> dict[str, ValueCell]:
    """The rows that a new one may correct, the newest first."""
    corrected = {each.replaces_id for each in cell.history if each.status != ValueStatus.REFUSED}
    return {
        str(each.row_id): each
        for each in cell.history
        if each.row_id and each.row_id not in corrected and each.status != ValueStatus.REFUSED
    }


def _stands_today(value: ValueCell, state: MesureState) -> bool:
    """Whether another figure of that day would stand beside this one: it is to be corrected."""
    return value.kind == ValueKind.CURRENT and value.value_on == state.today


def _words(value: ValueCell) -> str:
    return f"n° {value.row_id} : {value.reading} au {day(value.value_on)} ({value.kind.label.lower()})"


def _figure(form: RecordForm, indicator: PlanIndicator, *, ratio: bool = True) -> None:
    if indicator.direction == "binaire":
        st.radio(
            indicator.label, [1.0, 0.0], format_func=lambda each: "Oui" if each else "Non", key=form.key("valeur"),
            horizontal=True,
        )  # fmt: skip
        return
    st.number_input(f"Valeur ({indicator.unit})", key=form.key("valeur"), step=1.0, placeholder="Chiffre")
    if ratio and indicator.aggregation == "ratio":
        top, bottom = st.columns(2)
        with top:
            st.number_input("Numérateur", key=form.key("numerateur"), step=1.0)
        with bottom:
            st.number_input("Dénominateur", key=form.key("denominateur"), step=1.0)


def _kind(form: RecordForm) -> None:
    st.selectbox(
        "C’est", [each.value for each in ValueKind], format_func=lambda each: ValueKind(each).label,
        key=form.key("nature"),
    )  # fmt: skip


def _day(form: RecordForm, state: MesureState) -> None:
    # A target is dated at its term, which may be years ahead.
    last = max(state.today, date(state.plan.end, 12, 31))
    st.date_input(
        "Au (une cible : à son échéance)", key=form.key("date"), format="DD/MM/YYYY",
        min_value=date(state.plan.start, 1, 1), max_value=last,
    )  # fmt: skip


def _unchanged(state: MesureState, cell: IndicatorCell) -> None:
    """« Rien n’a changé »: the value stays of its time without a false edit."""
    current = cell.current
    if current is None or current.row_id is None or current.value_on >= state.today:
        return
    form = opened(form_name("inchange", state, cell.indicator.code), 0)

    def record(session: Session, rights: Perimetre, at: datetime, _values: dict[str, Any], _expected: int) -> str:
        progress_values.confirm_unchanged(
            session, rights, current.row_id or 0, confirmed_on=state.today, entry=steering.entry(at)
        )
        return f"Valeur de « {cell.indicator.label} » confirmée au {day(state.today)}."

    with st.form(f"{form.name}:formulaire"):
        st.markdown(f"Valeur actuelle : {current.reading} au {day(current.value_on)}.")
        form.submit("Confirmer que rien n’a changé", record, primary=False, icon=":material/check:")
