"""What leaves the house: cells with their state, and where they come from."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import pandas as pd

from geodata.indicators.contract import Choice, Indicator


class State(StrEnum):
    """The four lives of a cell. Never merge two of them."""

    label: str
    code: str

    def __new__(cls, value: str, label: str = "", code: str = "") -> "State":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.code = code
        return member

    PUBLISHED = "published", "Publié", ""
    NOT_APPLICABLE = "not_applicable", "Sans objet", "s.o."
    UNKNOWN = "unknown", "Non renseigné", "n.r."
    SECRET = "secret", "Secret statistique", "s."


@dataclass(frozen=True)
class Provenance:
    """A received file behind a figure."""

    title: str
    producer: str
    vintage: str
    file_name: str
    received_at: datetime
    demonstration: bool

    @property
    def sentence(self) -> str:
        """Title, producer, vintage and date of reception, and whether the figures are invented."""
        known = [self.title, self.producer, self.vintage, f"reçu le {self.received_at:%d/%m/%Y}"]
        invented = " (données de démonstration, inventées)" if self.demonstration else ""
        return ", ".join(part for part in known if part) + invented


@dataclass(frozen=True)
class Published:
    """An indicator as one visitor may read it.

    `cells`: index `departement` (only those that the visitor may read at all), columns `value` (float, NaN unless
    published), `state` (a `State`), `reading` (the value as French text with its unit, or the words of its state).
    `not_readable`: départements that the visitor's rights leave out.
    `totals`: index `territory` (région code of the year, and "FR"; only those readable), columns as `cells`, then
    `answered` and `expected` (départements); empty for an indicator that does not add up.
    `unknown_share`: share of the unknown behind each value (0 to 1), for the indicators that have one.
    """

    indicator: Indicator
    choice: Choice
    cells: pd.DataFrame
    not_readable: tuple[str, ...]
    provenance: tuple[Provenance, ...]
    unknown_share: "pd.Series[float] | None" = None
    totals: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def demonstration(self) -> bool:
        """True when a file of invented figures stands behind what is shown."""
        return any(origin.demonstration for origin in self.provenance)

    def values(self) -> "pd.Series[float]":
        """The published values alone."""
        return self.cells.loc[self.cells["state"] == State.PUBLISHED, "value"]
