"""What each département can count on for one form of exploitation and one function of support."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function, ZoneMode
from geodata import territories
from geodata.facts.branches import WHOLE_COUNTRY, branches, reviews
from geodata.facts.calendar import reference_date, verified_since

FUNCTIONS = [each.value for each in Function]
_ALL_FUNCTIONS = (1 << len(FUNCTIONS)) - 1


class Cover(IntEnum):
    """The states of a cell (steering formula 8); a cell that nobody has verified is NaN, never zero."""

    label: str

    def __new__(cls, value: int, label: str = "") -> "Cover":
        member = int.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    NONE = 0, "Aucun service, vérifié"
    NATIONAL = 1, "À distance ou ligne nationale seulement"
    NEIGHBOUR = 2, "Depuis un département voisin ou en itinérance"
    LOCAL = 3, "Service local vérifié"


UNVERIFIED = "Non vérifié"
"""What a cell says that nobody has verified."""


def cells(session: Session, year: int, form: str | None = None) -> pd.DataFrame:
    """One row per departement × form × function, with its `cover` (a value of `Cover`, NaN when unknown).

    « Reviewed » is a département whose préfecture checked its listing for that form less than 13 months ago. Each level
    asks for its own proof, as a check made after `year` is none:

    - local: the branch is at an address of the département and was itself verified less than 13 months ago, or its
      préfecture accepted the zone of the branch at home, or the département is reviewed;
    - neighbour: the préfecture of the département accepted the zone of a branch that comes from elsewhere, and either
      that answer or the branch is less than 13 months old, or the département is reviewed;
    - national (a line for the whole country, or a zone served from a distance) and none: the département is reviewed.
      They say that there is nothing better, which the silence of a préfecture does not.
    """
    forms = [form] if form is not None else [each.value for each in Form]
    checked = reviews(session, year)[forms]
    reviewed = {code: _mask(row, _ALL_FUNCTIONS) for code, row in zip(checked.index, checked.to_numpy(), strict=True)}
    found = _Found(forms, reviewed, year)
    for row in branches(session)[_READ].itertuples(index=False):
        found.add(row)
    every = pd.MultiIndex.from_product([territories.CODES, forms, FUNCTIONS], names=["departement", "form", "function"])
    return pd.Series(found.covers(), every, dtype="float64", name="cover").reset_index()


_READ = ["departement", "forms", "functions", "zones", "modes", "zones_validated", "verified_on"]


def _mask(forms: Iterable[bool], functions: int) -> int:
    """Pairs form × function as the bits of one number: the sets of ten thousand branches are then united at once."""
    return sum(functions << (len(FUNCTIONS) * rank) for rank, held in enumerate(forms) if held)


class _Found:
    """Which pairs form × function somebody answers for, département by département and level by level."""

    def __init__(self, forms: list[str], reviewed: Mapping[str, int], year: int) -> None:
        self.forms, self.reviewed = forms, reviewed
        self.since, self.until = verified_since(year), reference_date(year)
        self.held = {level: dict.fromkeys(territories.CODES, 0) for level in Cover}
        self.held[Cover.NONE] = dict(reviewed)
        self.everywhere = 0

    def add(self, row: Any) -> None:
        functions = sum(1 << FUNCTIONS.index(each) for each in row.functions)
        offered = _mask((each in row.forms for each in self.forms), functions)
        verified = self._holds(row.verified_on)
        self._keep(Cover.LOCAL, row.departement, offered, proven=verified)
        for zone in row.zones:
            if zone == WHOLE_COUNTRY:
                self.everywhere |= offered
            elif row.modes.get(zone) == ZoneMode.REMOTE:
                self._keep(Cover.NATIONAL, zone, offered)
            else:
                level = Cover.LOCAL if zone == row.departement else Cover.NEIGHBOUR
                accepted = row.zones_validated.get(zone)
                said = isinstance(accepted, date) and accepted <= self.until
                self._keep(level, zone, offered, proven=said and (verified or self._holds(accepted)))

    def _holds(self, day: object) -> bool:
        return isinstance(day, date) and self.since < day <= self.until

    def _keep(self, level: Cover, departement: str, offered: int, *, proven: bool = False) -> None:
        if departement in self.reviewed:
            self.held[level][departement] |= offered if proven else offered & self.reviewed[departement]

    def covers(self) -> np.ndarray:
        """The best level of each cell, in the order département, form, function; NaN where no level is held."""
        for code in territories.CODES:
            self._keep(Cover.NATIONAL, code, self.everywhere)
        size = len(self.forms) * len(FUNCTIONS)
        best = np.full((len(territories.CODES), size), np.nan)
        for level in Cover:
            for rank, code in enumerate(territories.CODES):
                bits = self.held[level][code]
                best[rank, [bit for bit in range(size) if bits >> bit & 1]] = level
        return best.ravel()
