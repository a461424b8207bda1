"""Who reads, who writes, where, and up to which level."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from config.roles import Action, Level, Object, Right, Scope
from geodata.rights import decision


@dataclass(frozen=True)
class Exceptional:
    """What an exception opens to one account: a right, in one département (or `FRANCE`), until a day included."""

    right: Right
    departement: str
    ends_on: date


@dataclass(frozen=True)
class Perimetre:
    """The rights of a visitor: rows of the matrix, and what their letters mean for this one.

    `departements`: own ones (D, R). `structure`, `mesures`: own ones (S, P). `account`: number of the account, None for
    a profile without a person; it enters neither the equality nor the hash, so that a cached answer is kept for each
    perimeter, not for each person (an answer about one's own acts must not be kept). `viewer`: the rights of whoever
    looks as this profile; see `as_seen_by`.
    """

    profile: str
    label: str
    departements: frozenset[str]
    rights: tuple[Right, ...]
    structure: str = ""
    mesures: frozenset[int] = frozenset()
    exceptions: tuple[Exceptional, ...] = ()
    viewer: Perimetre | None = None
    account: int | None = field(default=None, compare=False, repr=False)

    @property
    def level(self) -> Level:
        """The highest level of figures that it reads inside its own départements."""
        if self.viewer is not None:
            return max((self.level_in(code) for code in self.departements), default=Level.N0)
        return max((right.level for right in self._figures()), default=Level.N0)

    @property
    def level_elsewhere(self) -> Level:
        """The highest level of figures that it reads anywhere."""
        everywhere = (right.level for right in self._figures() if right.scope == (Scope.FRANCE,))
        highest = max(everywhere, default=Level.N0)
        return highest if self.viewer is None else min(highest, self.viewer.level_elsewhere)

    @property
    def writes(self) -> frozenset[str]:
        """The objects of which it writes some."""
        return frozenset(
            obj.value for obj in Object if decision.decide(self, obj, Action.WRITE, level=Level.N0).allowed
        )

    @property
    def seen_as(self) -> str:
        """What the profile is called, without the one who looks as it."""
        return self.label if self.viewer is None else self.label.removesuffix(f", vu par {self.viewer.label}")

    def level_in(self, departement: str, obj: Object = Object.INDICATORS) -> Level:
        """The highest level of figures (or of `obj`) that this visitor reads in `departement`."""
        return decision.level_in(self, departement, obj)

    def readable(self, level: Level, obj: Object = Object.INDICATORS) -> tuple[str, ...]:
        """The départements in which this visitor reads figures (or `obj`) kept at `level`."""
        return decision.readable(self, obj, level)

    def require_write(self, what: str, departement: str | None = None) -> None:
        """Raise `NotAllowed` unless this visitor may write `what`, in `departement` when one is given."""
        decision.require(self, Object(what), Action.WRITE, departement=departement)

    def require_write_rows(self, what: str, rows: pd.DataFrame) -> None:
        """The same for each département of a table that has a column of them: the last door before the database."""
        self.require_write(what)
        for code in rows["departement"].unique() if "departement" in rows else ():
            self.require_write(what, str(code))

    def writes_everywhere(self, what: str) -> bool:
        """Whether this visitor may write `what` for the whole of France."""
        return decision.decide(self, Object(what), Action.WRITE, departement=decision.FRANCE).allowed

    def _figures(self) -> list[Right]:
        return [right for right in self.rights if right.obj == Object.INDICATORS and right.action == Action.READ]
