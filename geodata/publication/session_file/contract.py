"""What a session file holds: facts and sentences ready to be laid out, never a figure that its reader may not have.

The workshop (`layers.documents`) draws it as it stands: what must not be read is absent from here, not hidden there.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Generic, TypeVar

from geodata.meetings.vocabulary import Variant

Row = TypeVar("Row")


@dataclass(frozen=True)
class Diffusion:
    """Who may hold a variant: `mention` stands on every page, `warning` once, on the first."""

    label: str
    mention: str
    warning: str


DIFFUSION = {
    Variant.PREFET: Diffusion(
        "Dossier du préfet",
        "Diffusion restreinte",
        "Réservé au préfet et à ses services : contient des données provisoires et de petits effectifs. "
        "Ne pas remettre aux membres, ne pas publier.",
    ),
    Variant.MEMBERS: Diffusion(
        "Dossier des membres",
        "Réservé aux membres convoqués",
        "Document de séance, destiné aux membres convoqués. Ne pas publier.",
    ),
}


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """The rows of one section; `silence` says in a sentence why there is none, `note` what must be read beside them."""

    rows: tuple[Row, ...] = ()
    silence: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.rows and not self.silence:
            raise ValueError("a section without rows must say why: give its silence")


@dataclass(frozen=True)
class Heading:
    """The meeting. `held_on` is None until a date is set; `region` is the one in force that day."""

    body: str
    departement: str
    name: str
    region: str
    prefecture: str
    year: int
    held_on: date | None
    time: str = ""
    place: str = ""
    chair: str = ""
    second_convening: bool = False


@dataclass(frozen=True)
class AgendaItem:
    """`speaker` is a function, never a person; `mesures` are the numbers of those it bears on."""

    rank: int
    title: str
    speaker: str = ""
    mesures: tuple[int, ...] = ()


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the département. `told` is False when `reading` is the words of a silence or of a secret."""

    label: str
    reading: str
    region: str
    france: str
    told: bool
    status: str
    as_of: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class MapCell:
    """A département of the map. `step` is its class, from 0 (lightest) up; None when it has no published value."""

    code: str
    name: str
    reading: str
    step: int | None
    state: str = ""


@dataclass(frozen=True)
class SheetMap:
    """The département among its neighbours, by one public indicator; `points` are public places (lon, lat)."""

    title: str
    centre: str
    cells: tuple[MapCell, ...]
    steps: tuple[str, ...]
    points: tuple[tuple[float, float], ...] = ()
    points_label: str = ""
    source: str = ""

    @property
    def alternative(self) -> str:
        """What the map says, for whoever does not see it."""
        told = [f"{cell.name} : {cell.reading}" for cell in sorted(self.cells, key=lambda each: each.code)]
        dots = f" {self.points_label} : {len(self.points)}." if self.points_label else ""
        return f"Carte. {self.title}. {' ; '.join(told)}.{dots}"


@dataclass(frozen=True)
class Gap:
    """A mesure beside the median of the départements; `points` is unrounded, negative when behind."""

    mesure: int
    title: str
    rate: str
    median: str
    points: float
    alert: bool


@dataclass(frozen=True)
class DecisionLine:
    """A decision still to be followed; `carried_from` is the year of the meeting that took it."""

    number: str
    text: str
    mesure: int | None
    responsible: str
    due_on: date | None
    state: str
    carried_from: int
    overdue: bool = False
    closed: bool = False


@dataclass(frozen=True)
class LateMesure:
    """A mesure that is late in the département, and the sentence that says why."""

    number: int
    title: str
    reason: str
    responsible: str = ""
    weather: str = ""


@dataclass(frozen=True)
class MesureLine:
    """One line of the annex; `note` is its synthesis, or « pour information » for a national mesure."""

    number: int
    title: str
    priority: str
    rate: str
    coverage: str
    weather: str
    trend: str
    freshness: str
    note: str = ""


@dataclass(frozen=True)
class SessionFile:
    """All that goes to the table of one meeting, in one variant, as known on `drawn_on`.

    `essentials`: sentences to read first. `left_out`: what this variant does not hold, so that nobody takes an absence
    for a zero. `demonstration`: invented figures stand behind, and every page says so.
    """

    variant: Variant
    heading: Heading
    plan: str
    drawn_on: date
    demonstration: bool
    essentials: tuple[str, ...]
    agenda: Listed[AgendaItem]
    sheet_map: SheetMap | None
    figures: Listed[KeyFigure]
    gaps: Listed[Gap]
    decisions: Listed[DecisionLine]
    late: Listed[LateMesure]
    mesures: Listed[MesureLine]
    documents: Listed[str]
    sources: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def diffusion(self) -> Diffusion:
        return DIFFUSION[self.variant]

    @property
    def title(self) -> str:
        year, held = self.heading.year, self.heading.held_on
        when = f"du {held:%d/%m/%Y}" if held else f"de {year}, date à fixer"
        return f"{self.diffusion.label} – {self.heading.body} {when} – {self.heading.name} ({self.heading.departement})"

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hexadecimal) of the content: printed on each page, the same in PDF and in DOCX."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
