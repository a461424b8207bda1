"""Régions and France: sums of what départements told, when every one of them may be read, under the same secrecy."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.indicators import Aggregation, Choice, Indicator
from geodata.perimetre import Level, Perimetre
from geodata.publication.contract import State
from geodata.publication.french import with_unit
from geodata.publication.hidden import FRANCE, hidden_persons, region_key

COLUMNS = ["value", "state", "reading", "answered", "expected"]


def totals(
    session: Session, indicator: Indicator, choice: Choice, facts: pd.DataFrame, perimetre: Perimetre
) -> pd.DataFrame:
    """One row per région of the year (its INSEE code) and "FR", for those of which every département is readable.

    Columns value, state, reading, `answered` (départements behind the value) and `expected`: the reading says when
    some are missing. A rate is the sum of numerators over the sum of denominators; a yes or no, the share of yes.
    Empty for an indicator that does not add up.
    """
    if indicator.aggregation == Aggregation.NONE:
        return pd.DataFrame(columns=COLUMNS).rename_axis("territory")
    groups = {str(code): members for code, members in territories.regions(choice.year)["departements"].items()}
    rows = {
        code: _row(session, indicator, choice, facts.loc[list(members)], _level(indicator, members, perimetre), code)
        for code, members in {**groups, FRANCE: territories.CODES}.items()
        if _level(indicator, members, perimetre) >= indicator.level
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS).rename_axis("territory")


def _level(indicator: Indicator, members: tuple[str, ...], perimetre: Perimetre) -> Level:
    return min(perimetre.level_in(code, indicator.obj) for code in members)


def _row(
    session: Session, indicator: Indicator, choice: Choice, facts: pd.DataFrame, level: Level, code: str
) -> list[object]:
    values = indicator.formula(facts).dropna()
    if values.empty:
        return [float("nan"), State.UNKNOWN, State.UNKNOWN.label, 0, len(facts)]
    if _secret(session, indicator, choice, level, code):
        return [float("nan"), State.SECRET, State.SECRET.label, len(values), len(facts)]
    value, reading = _aggregate(indicator, facts.loc[values.index], values)
    if len(values) < len(facts):
        reading += f" (partiel : {len(values)} sur {len(facts)} départements)"
    return [value, State.PUBLISHED, reading, len(values), len(facts)]


def _secret(session: Session, indicator: Indicator, choice: Choice, level: Level, code: str) -> bool:
    """Below N2, only sums that secrecy has weighed leave: one column of persons, all publics together."""
    if not indicator.persons or level >= Level.N2:
        return False
    if indicator.aggregation != Aggregation.SUM or not indicator.states_persons or choice.public is not None:
        return True
    key = code if code == FRANCE else region_key(code)
    return any((None, key) in hidden_persons(session, column, choice.year, level) for column in indicator.persons)


def _aggregate(indicator: Indicator, facts: pd.DataFrame, values: "pd.Series[float]") -> tuple[float, str]:
    if indicator.aggregation == Aggregation.SHARE:
        return 100 * float(values.mean()), f"{int(values.sum())} oui sur {len(values)}"
    if indicator.aggregation == Aggregation.SUM:
        value = float(values.sum())
    else:
        value = float(indicator.formula(facts.sum().to_frame().T).iloc[0])
    return value, with_unit(value, indicator.unit, indicator.decimals)
