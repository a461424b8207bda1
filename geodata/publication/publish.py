"""The counter for indicators: facts of the whole country, secrecy, then the visitor's perimeter."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.indicators import INDICATORS, Choice, Indicator
from geodata.perimetre import Level, NotAllowed, Perimetre
from geodata.publication.contract import Published, State
from geodata.publication.french import with_unit
from geodata.publication.hidden import hidden_persons
from geodata.publication.provenance import origins
from geodata.publication.totals import totals
from geodata.secrecy import rounded, too_small


def publish(
    session: Session, indicator_id: str, choice: Choice, perimetre: Perimetre, *, summed: bool = True
) -> Published:
    """An indicator as `perimetre` may read it: one cell per readable département, each with one of the four states.

    Secrecy is decided on the whole country before scoping: a small count of persons withholds every value that derives
    from it, and so does a count by which a small one could be rebuilt. A filter that the indicator does not have is
    dropped from the choice. `summed` False: without the totals, for who shows none. Raises `KeyError` for an unknown
    indicator, `NotAllowed` when the visitor may read it nowhere.
    """
    indicator = INDICATORS[indicator_id]
    readable = perimetre.readable(indicator.level, indicator.obj)
    if not readable:
        raise NotAllowed(f"Le profil « {perimetre.label} » ne donne pas accès à l’indicateur « {indicator.label} ».")
    choice = _narrowed(choice, indicator)
    facts = indicator.facts(session, choice)
    cells = _cells(session, indicator, choice, facts, perimetre)
    share = indicator.unknown_share(facts) if indicator.unknown_share else None
    return Published(
        indicator=indicator,
        choice=choice,
        cells=cells.loc[list(readable)],
        not_readable=tuple(code for code in territories.CODES if code not in set(readable)),
        provenance=origins(session, indicator.jobs),
        totals=totals(session, indicator, choice, facts, perimetre) if summed else pd.DataFrame(),
        unknown_share=None if share is None else share.loc[list(readable)],
    )


def _narrowed(choice: Choice, indicator: Indicator) -> Choice:
    return Choice(
        year=choice.year,
        form=choice.form if "form" in indicator.filters else None,
        public=choice.public if "public" in indicator.filters else None,
    )


def _cells(
    session: Session, indicator: Indicator, choice: Choice, facts: pd.DataFrame, perimetre: Perimetre
) -> pd.DataFrame:
    levels = pd.Series({code: perimetre.level_in(code, indicator.obj) for code in facts.index})
    # Rates too are drawn from the rounded count, or a rate times its public denominator would give the exact one back.
    values = indicator.formula(_as_read(facts, indicator, levels)).astype("float64").rename("value")
    state = pd.Series(State.PUBLISHED, index=values.index, dtype=object, name="state")
    state[values.isna()] = State.NOT_APPLICABLE
    state[values.isna() & facts.isna().any(axis="columns")] = State.UNKNOWN
    for column in indicator.persons:
        state[too_small(facts[column], levels)] = State.SECRET
        # Those hidden for the sake of the others, at each level that this visitor has somewhere he may read.
        for level in sorted({level for level in levels if level >= indicator.level}):
            hidden = hidden_persons(session, column, choice.year, Level(level))
            told = [code for code in levels.index if levels[code] == level and (choice.public, code) in hidden]
            state[told] = State.SECRET
    values = values.where(state == State.PUBLISHED)
    readings = [_reading(indicator, value, each) for value, each in zip(values, state, strict=True)]
    return pd.DataFrame({"value": values, "state": state, "reading": readings}).rename_axis("departement")


def _as_read(facts: pd.DataFrame, indicator: Indicator, levels: "pd.Series[int]") -> pd.DataFrame:
    """Counts of persons rounded where this visitor is the public (N0)."""
    public = levels == Level.N0
    return facts.assign(**{column: facts[column].mask(public, rounded(facts[column])) for column in indicator.persons})


def _reading(indicator: Indicator, value: float, state: State) -> str:
    if state != State.PUBLISHED:
        return state.label
    if indicator.boolean:
        return "Oui" if value else "Non"
    return with_unit(value, indicator.unit, indicator.decimals)
