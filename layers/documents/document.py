"""A session file laid out: a summary that must hold on two pages, then annexes with everything."""

from dataclasses import dataclass, replace

from geodata.publication.session_file import AgendaItem, SessionFile, SheetMap
from layers.documents import tables
from layers.documents.blocks import Table
from layers.documents.tables import Room
from layers.documents.wording import clipped, day, long_day, plain

FINGERPRINT_SHOWN = 16
LONGEST_LINE = 200


@dataclass(frozen=True)
class Density:
    """How much of each section the summary shows; annexes show everything."""

    essentials: int
    agenda: Room
    figures: Room
    late: Room
    gaps: Room
    decisions: Room


WHOLE = Density(10_000, *[tables.EVERYTHING] * 5)
# From the fullest to the barest: the first one that holds on two pages is kept. The last one always does.
DENSITIES = (
    Density(7, Room(16, 160), Room(14, 90), Room(16, 220), Room(16, 120), Room(16, 260)),
    Density(6, Room(14, 140), Room(12, 90), Room(10, 200), Room(8, 110), Room(12, 220)),
    Density(5, Room(12, 110), Room(10, 80), Room(8, 150), Room(6, 90), Room(9, 150)),
    Density(5, Room(10, 90), Room(8, 70), Room(6, 110), Room(5, 80), Room(6, 110)),
    Density(4, Room(10, 70), Room(6, 60), Room(4, 80), Room(4, 60), Room(4, 80)),
    Density(3, Room(8, 50), Room(4, 45), Room(3, 45), Room(3, 45), Room(3, 45)),
)


@dataclass(frozen=True)
class Item:
    rank: int
    title: str
    detail: str


@dataclass(frozen=True)
class Annex:
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Document:
    """What a format writes, in this order. Every text is already plain."""

    title: str
    variant: str
    mention: str
    warning: str
    departement: str
    territory: str
    body: str
    when: str
    where: str
    demonstration: bool
    essentials: tuple[str, ...]
    agenda: tuple[Item, ...]
    agenda_silence: str
    sheet_map: SheetMap | None
    summary: tuple[Table, ...]
    annexes: tuple[Annex, ...]
    documents: tuple[str, ...]
    documents_silence: str
    sources: tuple[str, ...]
    left_out: tuple[str, ...]
    drawn: str
    fingerprint: str


def document(file: SessionFile, density: Density = DENSITIES[0]) -> Document:
    """The parts of `file`, its summary cut to `density`; what is cut stands whole in the annexes."""
    heading = file.heading
    convening = ", seconde convocation" if heading.second_convening else ""
    return Document(
        title=plain(file.title),
        variant=file.diffusion.label,
        mention=file.diffusion.mention,
        warning=file.diffusion.warning,
        departement=f"{heading.name} ({heading.departement})",
        territory=plain(f"Préfecture : {heading.prefecture} · Région : {heading.region}"),
        body=plain(clipped(heading.body, LONGEST_LINE) + convening),
        when=plain(", ".join(part for part in (long_day(heading.held_on), heading.time) if part)),
        where=plain(clipped(" · ".join(part for part in (heading.place, heading.chair) if part), LONGEST_LINE)),
        demonstration=file.demonstration,
        essentials=tuple(plain(clipped(each, LONGEST_LINE)) for each in file.essentials[: density.essentials]),
        agenda=tuple(_item(each, density.agenda) for each in file.agenda.rows[: density.agenda.rows]),
        agenda_silence=plain(_agenda_silence(file, density)),
        sheet_map=file.sheet_map,
        summary=tuple(_summary(file, density)),
        annexes=_annexes(file, density),
        documents=tuple(plain(each) for each in file.documents.rows),
        documents_silence=plain(file.documents.silence),
        sources=tuple(plain(each) for each in file.sources),
        left_out=tuple(plain(each) for each in file.left_out),
        drawn=day(file.drawn_on),
        fingerprint=file.fingerprint[:FINGERPRINT_SHOWN],
    )


def _summary(file: SessionFile, density: Density) -> list[Table]:
    return [
        tables.late(file.late, density.late),
        tables.decisions(file.decisions, density.decisions),
        tables.figures(file.figures, file.heading.name, density.figures),
        tables.gaps(file.gaps, density.gaps),
    ]


def _annexes(file: SessionFile, density: Density) -> tuple[Annex, ...]:
    cut = [
        Annex(f"{whole.title}, en entier", (replace(whole, title="", note=""),))
        for shown, whole in zip(_summary(file, density), _summary(file, WHOLE), strict=True)
        if shown.rows != whole.rows
    ]
    if len(file.agenda.rows) > density.agenda.rows:
        cut.insert(0, Annex("Ordre du jour, en entier", (tables.agenda(file.agenda),)))
    return (*cut, Annex("Mesures du plan", tables.mesures(file.mesures)))


def _item(item: AgendaItem, room: Room) -> Item:
    detail = ", ".join(part for part in (item.speaker, tables.numbers(item.mesures)) if part)
    return Item(item.rank, plain(clipped(item.title, room.characters)), plain(clipped(detail, room.characters)))


def _agenda_silence(file: SessionFile, density: Density) -> str:
    left = len(file.agenda.rows) - density.agenda.rows
    if left > 0:
        return f"{left} autres points en annexe." if left > 1 else "Un autre point en annexe."
    return "" if file.agenda.rows else file.agenda.silence
