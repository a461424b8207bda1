"""A rate as it is read: with the share of the weights behind it, in italics while incomplete or not validated."""

from dataclasses import dataclass

import pandas as pd

from dashboard.components.html_table import Cell
from geodata.progress.mesure import Composition
from geodata.progress.states import Applicability
from geodata.publication.french import number
from layers.palette import NOT_READABLE, NOT_READABLE_CODE

PERCENT = "\N{NO-BREAK SPACE}%"
NOT_EVALUABLE = "non évaluable"
TO_VALIDATE = "valeurs à valider"


@dataclass(frozen=True)
class Rate:
    """`reading`: what is written. `beside`: what must be known with it. `provisional`: not to be compared."""

    reading: str
    beside: str = ""
    provisional: bool = False
    known: bool = True

    @property
    def whole(self) -> str:
        """On one line: « 62 % · sur 80 % du poids »."""
        return " · ".join(part for part in (self.reading, self.beside) if part)

    def cell(self, href: str = "") -> Cell:
        css = "number" if self.known else "silent"
        return Cell(self.whole, f"{css} provisional" if self.provisional else css, href=href)


def rate_of(
    strict: float | None,
    provisional: float | None,
    coverage: float | None,
    validated: float | None,
    *,
    applicability: Applicability = Applicability.APPLICABLE,
    withheld: bool = False,
) -> Rate:
    """How the rate of a mesure is read.

    >>> rate_of(None, 62.4, 0.8, None).whole, rate_of(62.4, 62.4, 1.0, 62.4).whole, rate_of(None, None, 0.0, None).whole
    ('62\\xa0% · provisoire, sur 80\\xa0% du poids', '62\\xa0%', 'non évaluable')
    """
    if applicability == Applicability.NOT_APPLICABLE:
        return Rate("sans objet", known=False)
    if withheld:
        return Rate(NOT_READABLE_CODE, NOT_READABLE.label.lower(), known=False)
    strict, provisional, coverage, validated = (_known(each) for each in (strict, provisional, coverage, validated))
    if strict is not None:
        waits = validated is None or abs(validated - strict) > 1e-9
        return Rate(percent(strict), f"provisoire, {TO_VALIDATE}" if waits else "", provisional=waits)
    if provisional is None or not coverage:
        return Rate(NOT_EVALUABLE, known=False)
    return Rate(percent(provisional), f"provisoire, sur {percent(100 * coverage)} du poids", provisional=True)


def of_row(row: "pd.Series[object] | dict[str, object]") -> Rate:
    """The rate of a row of the overview."""
    figures = [row[name] for name in ("rate", "provisional_rate", "coverage", "validated_rate")]
    return rate_of(*figures, applicability=Applicability(str(row["applicability"])), withheld=bool(row["withheld"]))  # type: ignore[arg-type]


def of_composition(
    made: Composition | None, validated: Composition | None, applicability: Applicability = Applicability.APPLICABLE
) -> Rate:
    """The rate of a mesure in a place."""
    if made is None:
        return rate_of(None, None, None, None, withheld=True)
    if not made.applicable and not made.contributions:
        return Rate("sans objet" if applicability == Applicability.NOT_APPLICABLE else NOT_EVALUABLE, known=False)
    return rate_of(
        made.strict,
        made.provisional,
        made.coverage,
        None if validated is None else validated.strict,
        applicability=applicability,
    )


def percent(value: float) -> str:
    """Rounded to the unit.

    >>> percent(62.4)
    '62\\xa0%'
    """
    return number(value) + PERCENT


def points(value: float | None) -> str:
    """A gap in points, with its sign; a dash when there is none.

    >>> points(-10.4), points(3), points(None)
    ('−10\\xa0pts', '+3\\xa0pts', '—')
    """
    value = _known(value)
    if value is None:
        return "—"
    rounded = round(value)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{number(abs(rounded))}\N{NO-BREAK SPACE}pt{'s' if abs(rounded) > 1 else ''}"


def _known(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
