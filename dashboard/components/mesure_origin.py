"""Where a rate and a weather come from: the parts of the one, the earlier versions of the other."""

from collections.abc import Callable

import streamlit as st

from dashboard.components import rate, weather
from dashboard.components.authors import author
from dashboard.components.french import day, minute
from dashboard.components.html_table import Cell, html_table
from geodata.publication.french import number
from geodata.publication.progress import MesureState
from geodata.repositories.progress_syntheses import Synthesis


def rate_origin(state: MesureState) -> None:
    """What each part brings to the rate."""
    made = state.composition
    if made is None or not made.contributions:
        return
    names = {each.indicator.code: each.indicator.label for each in state.indicators}
    names |= {each.action.code: each.action.title for each in state.actions}
    with st.expander("D’où vient ce taux ?"):
        html_table(
            "Composition du taux",
            ["Composante", "Poids", "Taux", "Points apportés"],
            [
                [
                    f"{part.code} {names.get(part.code, '')}",
                    Cell(rate.percent(100 * part.weight), "number"),
                    Cell(rate.NOT_EVALUABLE, "silent")
                    if part.rate is None
                    else Cell(rate.percent(part.rate), "number"),
                    _number(part.points, lambda points: number(points, 1)),
                ]
                for part in made.contributions
            ],
            "figures-from-2",
        )
        if made.oldest and made.newest:
            st.caption(f"Valeurs du {day(made.oldest)} au {day(made.newest)}. Les poids sont ceux du plan, ramenés à "
                       "100 % sur ce qui s’applique ici.")  # fmt: skip


def _number(value: float | None, reading: Callable[[float], str]) -> Cell:
    return Cell(rate.NOT_EVALUABLE, "silent") if value is None else Cell(reading(value), "number")


def syntheses_history(versions: list[Synthesis], state: MesureState) -> None:
    """Every version of the weather that this visitor may read."""
    if not versions:
        return
    with st.expander(f"Météo : {len(versions)} version{'s' if len(versions) > 1 else ''}"):
        html_table(
            "Versions de la météo et de la synthèse, la plus récente d’abord",
            ["Version", "Météo", "Synthèse", "Au", "Statut", "Par", "Enregistrée le"],
            [
                [
                    str(each.version),
                    weather.said(each.weather),
                    each.text,
                    day(each.stated_on),
                    each.status.label + (f" : {each.answer}" if each.answer else ""),
                    author(each.profile, each.account_id, function=state.drafts_readable),
                    minute(each.recorded_at),
                ]
                for each in versions
            ],
        )
