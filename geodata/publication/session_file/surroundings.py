"""The map of the sheet: the département among its neighbours, by a public indicator, with its public associations."""

from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata import territories
from geodata.indicators import Choice
from geodata.perimetre import Perimetre
from geodata.publication.contract import Published, State
from geodata.publication.french import number
from geodata.publication.listing import publish_listing
from geodata.publication.publish import publish
from geodata.publication.session_file.contract import MapCell, SheetMap

INDICATOR = "forms_covered"
NEAR = 0.02  # degrees: outlines are simplified, so that those of neighbours do not always touch


def sheet_map(session: Session, reader: Perimetre, departement: str, year: int | None) -> SheetMap | None:
    """None when no year is told of. The points are those of the public listing: an address or a commune, never both."""
    if year is None:
        return None
    published = publish(session, INDICATOR, Choice(year), reader)
    listing = publish_listing(session, reader, departement=departement).rows
    here = listing[(listing["departement"] == departement) & listing["lat"].notna() & listing["lon"].notna()]
    at = dict.fromkeys(
        (round(float(lon), 3), round(float(lat), 3)) for lon, lat in zip(here["lon"], here["lat"], strict=True)
    )
    codes = [code for code in neighbours(departement) if code in published.cells.index]
    return SheetMap(
        title=f"{published.indicator.label} en {year}",
        centre=departement,
        cells=tuple(_cell(published, code) for code in codes),
        steps=_steps(),
        points=tuple(at),
        points_label="associations du listing public (adresse ou commune)" if at else "",
        source=f"{published.indicator.source.partition(' (mesure')[0]}, {year}",
    )


def neighbours(departement: str) -> tuple[str, ...]:
    """The département first, then those that touch it."""
    outlines = territories.departements().geometry
    touching = outlines.index[outlines.intersects(outlines[departement].buffer(NEAR))]
    return (departement, *(str(code) for code in touching if code != departement))


def _cell(published: Published, code: str) -> MapCell:
    cell = published.cells.loc[code]
    step = None
    if cell["state"] == State.PUBLISHED:
        step = min(int(cell["value"] // _width()), len(_steps()) - 1)
    return MapCell(code, territories.name_of(code), str(cell["reading"]), step, str(cell["state"]))


def _width() -> float:
    return float(threshold("map.percent_step"))


def _steps() -> tuple[str, ...]:
    """The classes of the map of the country, so that both compare."""
    width, percent = _width(), "\N{NO-BREAK SPACE}%"
    edges = [width * rank for rank in range(int(100 // width))]
    middle = [f"{number(low)} à {number(low + width)}{percent}" for low in edges[1:-1]]
    return (f"moins de {number(width)}{percent}", *middle, f"{number(edges[-1])}{percent} et plus")
