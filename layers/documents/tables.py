"""The tables of a session file: which columns, in which words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from geodata.publication.session_file import AgendaItem, DecisionLine, Gap, KeyFigure, LateMesure, Listed, MesureLine
from layers.documents.blocks import Cell, Column, Table
from layers.documents.wording import clipped, day, points

Row = TypeVar("Row")
NOTHING = "—"


@dataclass(frozen=True)
class Room:
    """How much a table may take: its number of rows, and the characters of a text in a cell."""

    rows: int = 10_000
    characters: int = 100_000


EVERYTHING = Room()


def figures(listed: Listed[KeyFigure], name: str, room: Room) -> Table:
    columns = (
        Column("Indicateur", 3.2),
        Column(name, 1.4, figures=True),
        Column("Médiane région", 1.5, figures=True),
        Column("Médiane France", 1.5, figures=True),
        Column("Source, date et statut", 3.7),
    )
    return _table("Chiffres clés", columns, listed, _figure, room)


def _figure(row: KeyFigure, room: Room) -> list[Cell]:
    label = f"{row.label} ({row.note})" if row.note else row.label
    # In the place of a silence, the reading already says its status.
    origin = [clipped(row.source, room.characters), row.as_of, row.status if row.told else ""]
    reading = Cell(row.reading, strong=row.told, quiet=not row.told)
    return [
        Cell(clipped(label, room.characters)),
        reading,
        Cell(row.region),
        Cell(row.france),
        Cell(", ".join(part for part in origin if part), quiet=True),
    ]


def late(listed: Listed[LateMesure], room: Room) -> Table:
    weather, responsible = any(row.weather for row in listed.rows), any(row.responsible for row in listed.rows)
    columns = [Column("N°", 0.55, figures=True), Column("Mesure", 3.4), Column("Pourquoi", 4.6)]
    columns += [Column("Météo", 2.2)] if weather else []
    columns += [Column("Responsable", 2)] if responsible else []

    def cells(row: LateMesure, room: Room) -> list[Cell]:
        found = [Cell(str(row.number), strong=True), Cell(clipped(row.title, room.characters))]
        found += [Cell(clipped(row.reason, room.characters))]
        found += [Cell(row.weather or NOTHING)] if weather else []
        return [*found, Cell(clipped(row.responsible, room.characters) or NOTHING)] if responsible else found

    return _table("Mesures en retard", tuple(columns), listed, cells, room)


def gaps(listed: Listed[Gap], room: Room) -> Table:
    columns = (
        Column("N°", 0.55, figures=True),
        Column("Mesure", 5),
        Column("Avancement", 1.6, figures=True),
        Column("Médiane", 1.6, figures=True),
        Column("Écart", 1.8, figures=True),
    )
    return _table("Écarts à la médiane des départements", columns, listed, _gap, room)


def _gap(row: Gap, room: Room) -> list[Cell]:
    return [
        Cell(str(row.mesure), strong=True),
        Cell(clipped(row.title, room.characters)),
        Cell(row.rate),
        Cell(row.median),
        Cell(points(row.points), strong=row.alert),
    ]


def decisions(listed: Listed[DecisionLine], room: Room) -> Table:
    columns = (
        Column("N°", 0.9),
        Column("Décision", 4.4),
        Column("Mes.", 0.6, figures=True),
        Column("Responsable", 2),
        Column("Échéance", 1.2, figures=True),
        Column("État", 1.5),
    )
    return _table("Décisions à suivre", columns, listed, _decision, room)


def _decision(row: DecisionLine, room: Room) -> list[Cell]:
    return [
        Cell(row.number),
        Cell(clipped(row.text, room.characters)),
        Cell(str(row.mesure) if row.mesure else NOTHING),
        Cell(clipped(row.responsible, room.characters) or NOTHING),
        Cell(day(row.due_on), strong=row.overdue),
        Cell(f"{row.state}, échue" if row.overdue else row.state, strong=row.overdue, quiet=row.closed),
    ]


def mesures(listed: Listed[MesureLine]) -> tuple[Table, ...]:
    """One table per priority, in the order of the plan."""
    if not listed.rows:
        return (_table("Mesures du plan", (Column("Mesure", 1),), listed, lambda row, room: [], EVERYTHING),)
    weather = any(row.weather for row in listed.rows)
    columns = [Column("N°", 0.55, figures=True), Column("Mesure", 5.2), Column("Avancement", 1.9, figures=True)]
    columns += [Column("Couverture", 1.45, figures=True)]
    columns += [Column("Météo", 2.2)] if weather else []
    columns += [Column("Tendance", 1.3), Column("Fraîcheur", 1.6)]

    def cells(row: MesureLine, room: Room) -> list[Cell]:
        found = [
            Cell(str(row.number), strong=True),
            Cell(row.title, below=row.note),
            Cell(row.rate),
            Cell(row.coverage),
        ]
        found += [Cell(row.weather or NOTHING)] if weather else []
        return [*found, Cell(row.trend), Cell(row.freshness)]

    return tuple(
        _table(priority, tuple(columns), Listed(tuple(rows), note=""), cells, EVERYTHING)
        for priority, rows in groupby(listed.rows, key=lambda row: row.priority)
    )


def _table(
    title: str,
    columns: tuple[Column, ...],
    listed: Listed[Row],
    cells: Callable[[Row, Room], Sequence[Cell]],
    room: Room,
) -> Table:
    kept = listed.rows[: room.rows]
    left = len(listed.rows) - len(kept)
    return Table(
        title=title,
        columns=columns,
        rows=tuple(tuple(cells(row, room)) for row in kept),
        silence=listed.silence,
        note=listed.note,
        more=_more(left),
    )


def _more(left: int) -> str:
    if left < 2:
        return "Une autre ligne en annexe." if left else ""
    return f"{left} autres lignes en annexe."


def agenda(listed: Listed[AgendaItem]) -> Table:
    columns = (Column("Point", 0.7, figures=True), Column("Objet", 6), Column("Rapporteur", 3), Column("Mesures", 1.5))

    def cells(row: AgendaItem, room: Room) -> list[Cell]:
        bearing = ", ".join(str(each) for each in row.mesures)
        return [Cell(str(row.rank), strong=True), Cell(row.title), Cell(row.speaker), Cell(bearing)]

    return _table("", columns, listed, cells, EVERYTHING)


def numbers(mesures: Iterable[int]) -> str:
    """The mesures of an item of the agenda, in words.

    >>> numbers([7]), numbers([7, 8, 10]), numbers([])
    ('mesure\\xa07', 'mesures\\xa07, 8 et 10', '')
    """
    found = [str(number) for number in mesures]
    if len(found) < 2:
        return f"mesure\N{NO-BREAK SPACE}{found[0]}" if found else ""
    return f"mesures {', '.join(found[:-1])} et {found[-1]}".replace("mesures ", "mesures\N{NO-BREAK SPACE}")
