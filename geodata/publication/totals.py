"""Régions and France: sums of what départements told, when every one of them may be read, under the same secrecy."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata.indicators import Aggregation, Choice, Indicator
from geodata.perimetre import Level, Perimetre
from geodata.publication.contract import State
from geodata.publication.french import with_unit
from geodata.publication.hidden import FRANCE, hidden_persons, members, region_key
from geodata.secrecy import rounded

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
    levels = {code: _level(indicator, codes, perimetre) for code, codes in members(choice.year).items()}
    secret = {level: _secret(session, indicator, choice, level) for level in set(levels.values())}
    rows = {
        code: _row(indicator, facts.loc[list(codes)], code in secret[levels[code]], levels[code])
        for code, codes in members(choice.year).items()
        if levels[code] >= indicator.level
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS).rename_axis("territory")


def _level(indicator: Indicator, codes: tuple[str, ...], perimetre: Perimetre) -> Level:
    return min(perimetre.level_in(code, indicator.obj) for code in codes)


def _row(indicator: Indicator, facts: pd.DataFrame, secret: bool, level: Level) -> list[object]:
    values = indicator.formula(facts).dropna()
    if values.empty:
        return [float("nan"), State.UNKNOWN, State.UNKNOWN.label, 0, len(facts)]
    if secret:
        return [float("nan"), State.SECRET, State.SECRET.label, len(values), len(facts)]
    value, reading = _aggregate(indicator, facts.loc[values.index], values, level)
    if len(values) < len(facts):
        reading += f" (partiel : {len(values)} sur {len(facts)} départements)"
    return [value, State.PUBLISHED, reading, len(values), len(facts)]


def _secret(session: Session, indicator: Indicator, choice: Choice, level: Level) -> set[str]:
    """Territories whose total is withheld from `level`.

    Below N2, only sums that secrecy has weighed leave: one column of persons, all publics together. A reader of exact
    figures is given no other sum that a hidden number enters: he would subtract the ones he reads.
    """
    territory = members(choice.year)
    if not indicator.persons:
        return set()
    weighed = indicator.aggregation == Aggregation.SUM and indicator.states_persons and choice.public is None
    if level < Level.N2 and not weighed:
        return set(territory)
    secret: set[str] = set()
    for column in indicator.persons:
        hidden = hidden_persons(session, column, choice.year, level)
        for code, codes in territory.items():
            weighed_out = (None, code if code == FRANCE else region_key(code)) in hidden
            entered = not weighed and any((choice.public, each) in hidden for each in codes)
            if weighed_out or entered:
                secret.add(code)
    return secret


def _aggregate(
    indicator: Indicator, facts: pd.DataFrame, values: "pd.Series[float]", level: Level
) -> tuple[float, str]:
    if indicator.aggregation == Aggregation.SHARE:
        return 100 * float(values.mean()), f"{int(values.sum())} oui sur {len(values)}"
    if indicator.aggregation == Aggregation.SUM:
        value = float(values.sum())
        if level == Level.N0 and indicator.states_persons:
            value = float(rounded(pd.Series([value]))[0])
    else:
        value = float(indicator.formula(facts.sum().to_frame().T).iloc[0])
    return value, with_unit(value, indicator.unit, indicator.decimals)
