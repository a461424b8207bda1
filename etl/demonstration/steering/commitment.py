"""How committed each invented département is: everything else that it does and says is drawn around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from etl.demonstration.scale import YEARS, generator, populations

SILENT = 8
"""Départements that never say anything: no figure, no state, no meeting."""
WITHOUT_MEETING = 11
"""Others that never hold the meeting of mesure 22."""
BIG = 1_000_000
ADVANCE = MappingProxyType(dict(zip(YEARS, (0.40, 0.75, 1.05), strict=True)))
"""How far a wholly committed département has gone by the end of each year; a part of it for the others."""


@dataclass(frozen=True)
class Commitment:
    """`pace`: from 0, nothing moves, to 1."""

    code: str
    population: int
    pace: float
    silent: bool
    meets: bool

    def by(self, year: int) -> float:
        """How far it has gone at the end of the year, about 0 to 1."""
        return ADVANCE[year] * (0.25 + 0.75 * self.pace)


@cache
def commitments() -> Mapping[str, Commitment]:
    """The 101 départements, in the official order."""
    draw, inhabitants = generator("commitment"), populations()
    quiet = [str(code) for code in draw.choice(inhabitants.index, SILENT + WITHOUT_MEETING, replace=False)]
    paces = draw.beta(2.2, 2.0, len(inhabitants))
    return MappingProxyType(
        {
            str(code): Commitment(
                code=str(code),
                population=int(population),
                # Big cities have met the question before the others.
                pace=min(1.0, float(pace) + (0.15 if population > BIG else 0.0)),
                silent=code in quiet[:SILENT],
                meets=code not in quiet,
            )
            for (code, population), pace in zip(inhabitants.items(), paces, strict=True)
        }
    )
