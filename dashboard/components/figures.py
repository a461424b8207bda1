"""Key figures in boxes: a few numbers, each with what it must be compared with."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from dashboard.components.french import as_html
from dashboard.components.silences import by_state
from geodata import territories
from geodata.indicators import Direction
from geodata.publication import Published, State, summary

LONG = 16
"""Readings longer than this are written smaller, to stay in their box."""


@dataclass(frozen=True)
class Figure:
    """A box: what is counted, the reading, a line of comparison; `silent` when there is no value to read."""

    title: str
    reading: str
    comparison: str = ""
    silent: bool = False


def figures(boxes: Iterable[Figure]) -> None:
    def box(figure: Figure) -> str:
        silent = ' class="vigie-silent"' if figure.silent or len(figure.reading) > LONG else ""
        comparison = f"<small>{as_html(figure.comparison)}</small>" if figure.comparison else ""
        return f"<div><dt>{as_html(figure.title)}</dt><dd{silent}>{as_html(figure.reading)}{comparison}</dd></div>"

    st.html(f'<dl class="vigie-figures">{"".join(box(each) for each in boxes)}</dl>')


def distribution(published: Published) -> None:
    """Median, smallest and largest value of France, or the number of yes and no, and how many départements speak."""
    values, total = published.values(), len(territories.CODES)
    spoken = Figure("Valeurs publiées", f"{len(values)} sur {total}", "départements")
    if values.empty:
        figures([spoken])
        st.info(nothing_published(published), icon=":material/help:")
        return
    if published.indicator.boolean:
        yes = int(values.sum())
        figures(
            [Figure("Oui", str(yes), "départements"), Figure("Non", str(len(values) - yes), "départements"), spoken]
        )
        return
    if len(values) == 1:
        # One département has neither a median nor a rank.
        code = str(values.index[0])
        figures([Figure(territories.names()[code], str(published.cells.at[code, "reading"])), spoken])
        return
    france = summary(published)
    figures(
        [
            Figure("Médiane des départements", france.median),
            Figure("Valeur la plus basse", france.minimum, _who(published, values.min())),
            Figure("Valeur la plus haute", france.maximum, _who(published, values.max())),
            spoken,
        ]
    )


def nothing_published(published: Published) -> str:
    """Why no value is published: what is said of the départements, and what silence means when some are silent."""
    said = ", ".join(f"{label.lower()} ({len(those)})" for label, those in by_state(published).items())
    silent = (published.cells["state"] == State.UNKNOWN).any()
    meaning = f" Non renseigné : {published.indicator.silence}" if silent else ""
    return f"Aucune valeur n’est publiée pour ce choix : {said}.{meaning}"


def _who(published: Published, value: float) -> str:
    if published.indicator.direction == Direction.NEITHER:
        return ""  # a count of cases ranks nobody: detecting is not having more victims
    names, cells = territories.names(), published.cells
    codes = cells.index[(cells["state"] == State.PUBLISHED) & (cells["value"] == value)]
    return names[codes[0]] if len(codes) == 1 else f"{len(codes)} départements"
