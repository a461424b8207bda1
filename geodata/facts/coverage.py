"""What each département can count on for one form of exploitation and one function of support."""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from itertools import product

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function
from geodata import territories
from geodata.facts.branches import WHOLE_COUNTRY, branches, reviews
from geodata.facts.calendar import reference_date, verified_since


class Cover(IntEnum):
    """The states of a cell (steering formula 8); a cell that nobody has verified is NaN, never zero."""

    label: str

    def __new__(cls, value: int, label: str = "") -> "Cover":
        member = int.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    NONE = 0, "Aucun service, vérifié"
    NATIONAL = 1, "Ligne nationale seulement"
    NEIGHBOUR = 2, "Depuis un département voisin ou en itinérance"
    LOCAL = 3, "Service local vérifié"


def cells(session: Session, year: int, form: str | None = None) -> pd.DataFrame:
    """One row per departement × form × function, with its `cover` (a value of `Cover`, NaN when unknown).

    A local service counts when its own listing, or the listing of its département for that form, was verified less than
    13 months ago; one that comes from elsewhere, or the absence of any, only when the département's listing was.
    """
    forms = [form] if form is not None else [each.value for each in Form]
    functions = [each.value for each in Function]
    checked = reviews(session, year)
    reviewed = {(code, each) for code in territories.CODES for each in forms if checked.at[code, each]}
    best = {(code, each, function): Cover.NONE for code, each in reviewed for function in functions}
    for departement, each, function, cover in _services(branches(session), year, reviewed):
        key = departement, each, function
        best[key] = max(best.get(key, Cover.NONE), cover)
    every = pd.MultiIndex.from_product([territories.CODES, forms, functions], names=["departement", "form", "function"])
    return pd.Series(best, dtype="float64").reindex(every).rename("cover").reset_index()


def _services(
    listed: pd.DataFrame, year: int, reviewed: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str, "Cover"]]:
    """What each branch brings, as far as someone has verified it: a check made later says nothing of `year`."""
    since, until = verified_since(year), reference_date(year)
    for row in listed.itertuples():
        fresh = isinstance(row.verified_on, date) and since < row.verified_on <= until
        for each, function in product(row.forms, row.functions):
            if fresh or (row.departement, each) in reviewed:
                yield row.departement, each, function, Cover.LOCAL
            for zone in row.zones:
                if zone == WHOLE_COUNTRY:
                    yield from ((code, each, function, Cover.NATIONAL) for code, its in reviewed if its == each)
                elif (zone, each) in reviewed:
                    yield zone, each, function, Cover.NEIGHBOUR
