"""The indicators of a mesure in a place: initial, current and target values, their rate, and where each comes from."""

import streamlit as st

from dashboard.components import rate
from dashboard.components.authors import author
from dashboard.components.french import day, minute
from dashboard.components.html_table import Cell, html_table
from geodata.progress.states import ValueStatus
from geodata.publication import State
from geodata.publication.french import as_stated
from geodata.publication.progress import IndicatorCell, MesureState, ValueCell

TO_SET = "à fixer"


def indicators(state: MesureState) -> None:
    """The table, then one fold per indicator that leads from each figure to its row."""
    if not state.indicators:
        st.caption("Aucun indicateur chiffré ne se suit à cette échelle : l’avancement se lit dans les sous-actions.")
        return
    html_table(
        "Indicateurs de la mesure",
        ["Indicateur", "Départ", "Valeur actuelle", "Cible", "Taux", "Poids", "Preuve", "Prochaine valeur"],
        [_line(each) for each in state.indicators],
        "mesures",
    )
    for each in state.indicators:
        if each.history:
            with st.expander(f"D’où vient ce chiffre ? {each.indicator.label}"):
                _origin(each, state.drafts_readable)


def status_of(value: ValueCell) -> str:
    """Where a figure stands, in words."""
    return value.status.label


def _line(each: IndicatorCell) -> list[Cell]:
    indicator = each.indicator
    text = Cell(indicator.label, title=indicator.method)
    if each.state == State.SECRET:
        why = "Se lit au niveau exact, dans le périmètre de qui l’enregistre."
        hidden = Cell(State.SECRET.code, "silent", why)
        return [text, hidden, hidden, hidden, Cell("—"), _weight(each), Cell("—"), Cell("—")]
    return [
        text,
        _value(each.initial),
        _value(each.current, each.silence, each.state),
        _target(each),
        _rate(each),
        _weight(each),
        Cell(each.evidence.label if each.evidence else "—"),
        Cell(_due(each)),
    ]


def _value(value: ValueCell | None, silence: ValueCell | None = None, state: State = State.UNKNOWN) -> Cell:
    if value is None:
        if state == State.NOT_APPLICABLE:
            return Cell("sans objet", "silent")
        if silence is not None:
            return Cell(f"{silence.reading.lower()} ({day(silence.value_on)})", "silent")
        return Cell("non renseigné", "silent")
    waiting = value.status == ValueStatus.PROVISIONAL
    since = f", puis « {silence.reading.lower()} » le {day(silence.value_on)}" if silence else ""
    text = f"{value.reading} au {day(value.value_on)}{since}{' – provisoire' if waiting else ''}"
    return Cell(text, "provisional" if waiting else "")


def _target(each: IndicatorCell) -> Cell:
    if each.target is not None:
        return _value(each.target)
    if each.target_value is not None:
        return Cell(f"{as_stated(each.target_value, each.indicator.unit)} (texte du plan)")
    if each.indicator.direction == "aucun":
        return Cell("sans cible", "silent")
    return Cell("oui" if each.indicator.direction == "binaire" else TO_SET, "silent")


def _rate(each: IndicatorCell) -> Cell:
    if each.indicator.weight == 0:
        return Cell("contexte", "silent", "Cet indicateur éclaire la mesure : il n’entre pas dans son taux.")
    if each.rate is None:
        return Cell(f"{rate.NOT_EVALUABLE} : {each.why_no_rate}" if each.why_no_rate else rate.NOT_EVALUABLE, "silent")
    yearly = f" · année : {rate.percent(each.yearly_rate)}" if each.yearly_rate is not None else ""
    waiting = each.current is not None and each.current.status == ValueStatus.PROVISIONAL
    return Cell(rate.percent(each.rate) + yearly, "number provisional" if waiting else "number")


def _weight(each: IndicatorCell) -> Cell:
    return Cell("—", "silent") if each.weight is None else Cell(rate.percent(100 * each.weight), "number")


def _due(each: IndicatorCell) -> str:
    if each.indicator.computed:
        return "calculée par Vigie"
    if each.due_on is None or each.freshness is None:
        return "—"
    return f"{each.freshness.label}, {day(each.due_on)}"


def _origin(each: IndicatorCell, drafts: bool) -> None:
    st.caption(
        f"{each.indicator.code} · Source : {each.indicator.source}. Méthode : {each.indicator.method}. "
        f"Saisi par : {each.indicator.entered_by}."
    )
    html_table(
        f"Lignes de l’indicateur {each.indicator.code}, la plus récente d’abord",
        ["Ligne", "Ce que c’est", "Valeur", "Au", "Statut", "Preuve", "Source", "Enregistré par", "Le", "Fichier"],
        [
            [
                "calculée"
                if value.row_id is None
                else f"n° {value.row_id}" + (f", corrige le n° {value.replaces_id}" if value.replaces_id else ""),
                value.kind.label,
                value.reading,
                day(value.value_on) + (f", confirmée le {day(value.confirmed_on)}" if value.confirmed_on else ""),
                status_of(value) + (f" : {value.answer}" if value.answer else ""),
                value.evidence.label,
                value.source or "—",
                author(value.profile, value.account_id, function=drafts),
                minute(value.recorded_at) if value.recorded_at else "—",
                value.file_sha256[:12] or "—",
            ]
            for value in each.history
        ],
    )
    if any(value.demonstration for value in each.history):
        st.caption("Valeurs de démonstration, inventées.")
