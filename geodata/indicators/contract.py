"""What an indicator is: facts of the whole country in, one number per département out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from sqlalchemy.orm import Session

from config.roles import Object
from geodata.perimetre import Level


class Direction(StrEnum):
    """Which way is better; a count of cases has none, for detection is not prevalence."""

    HIGHER = "plus haut est mieux"
    LOWER = "plus bas est mieux"
    NEITHER = "sans objet : ce nombre ne classe pas les départements"


class Aggregation(StrEnum):
    """How départements become a région or France. A mean of rates is none of these."""

    SUM = "somme"
    RATIO = "somme des numérateurs sur somme des dénominateurs"
    SHARE = "part des départements"
    NONE = "ne s’additionne pas"


@dataclass(frozen=True)
class Choice:
    """What the visitor asks for: a year, and for some indicators a form of exploitation or a public."""

    year: int
    form: str | None = None
    public: str | None = None


@dataclass(frozen=True)
class Indicator:
    """One figure that the house knows how to compute, with all that a reader needs to judge it.

    `facts(session, choice)` returns one row per département (the 101 codes as index, NaN or None where a source is
    silent); `formula(facts)` one value per row. A result that is NaN with an input absent is *non renseigné*; NaN with
    all inputs present is *sans objet*.
    """

    id: str
    label: str
    question: str
    """The question that it answers, as a visitor would ask it."""
    unit: str
    source: str
    method: str
    silence: str
    """What a missing value means, in a sentence."""
    direction: Direction
    level: Level
    """The lowest level that may read it at all."""
    mesures: tuple[int, ...]
    facts: Callable[[Session, Choice], pd.DataFrame]
    formula: Callable[[pd.DataFrame], "pd.Series[float]"]
    persons: tuple[str, ...] = ()
    """Columns of the facts that count persons: a small count is withheld, and all that derives from it."""
    filters: frozenset[str] = frozenset()
    """Which of `form` and `public` change the answer."""
    decimals: int = 0
    aggregation: Aggregation = Aggregation.NONE
    states_persons: bool = False
    """True when the value is itself a number of persons, taken from one column of the facts."""
    boolean: bool = False
    """True for yes (1) or no (0)."""
    jobs: tuple[str, ...] = ()
    """The jobs whose imports feed it: its provenance."""
    obj: Object = Object.INDICATORS
    """Whose right opens it: a figure drawn from a restricted object obeys the right of that object."""
    unknown_share: Callable[[pd.DataFrame], "pd.Series[float]"] | None = None
    """Share of the unknown behind each value (0 to 1), shown beside it; None when there is no such thing."""
