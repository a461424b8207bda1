"""The file of a meeting: what a préfet, or the members, find on the table."""

from geodata.meetings.vocabulary import Variant
from geodata.publication.session_file.contract import (
    AgendaItem,
    DecisionLine,
    Diffusion,
    Gap,
    Heading,
    KeyFigure,
    LateMesure,
    Listed,
    MapCell,
    MesureLine,
    SessionFile,
    SheetMap,
)

__all__ = [
    "AgendaItem",
    "DecisionLine",
    "Diffusion",
    "Gap",
    "Heading",
    "KeyFigure",
    "LateMesure",
    "Listed",
    "MapCell",
    "MesureLine",
    "SessionFile",
    "SheetMap",
    "Variant",
]
