"""The doors to needs and places: cached reads of the page *Places*, for each perimeter, as in `dashboard.data`."""

from datetime import date

from config.roles import Level, Object
from dashboard import data, steering
from dashboard.data import Version, kept, told
from geodata import publication
from geodata.database import transaction
from geodata.indicators import INDICATORS
from geodata.perimetre import Perimetre
from geodata.perimetre import perimetre as rights_of
from geodata.publication import Provenance, Table
from geodata.publication.progress import MesureState
from geodata.rights import FRANCE

PLAN, MINORS = "2014-2016", 11
"""The mesure of the experimental centre for minors."""


def readable(names: tuple[str, ...], perimetre: Perimetre) -> tuple[str, ...]:
    """Those of these indicators that this visitor reads somewhere."""
    return tuple(each for each in names if perimetre.readable(INDICATORS[each].level, INDICATORS[each].obj))


def reads_exact(perimetre: Perimetre, departement: str | None = None) -> bool:
    """Whether this visitor reads exact figures of places, there or anywhere."""
    found = perimetre.readable(Level.N2, Object.PLACES)
    return bool(found) if departement is None else departement in found


def needs(year: int, public: str | None, perimetre: Perimetre) -> Table:
    """Needs and places of the 101 départements."""
    with told(perimetre, "needs", str(year), _level(perimetre)):
        return _needs(year, public, perimetre, data.version())


def series(departement: str, perimetre: Perimetre) -> Table:
    """The needs and places of a département, year after year."""
    with told(perimetre, "need_series", departement, _level(perimetre, departement), departement):
        now = data.version()
        told_by_year = {year: _needs(year, None, perimetre, now) for year in _years(now)}
        return publication.series_of(departement, told_by_year, _diagnosed_from(now))


def general_supply(departement: str, year: int, perimetre: Perimetre) -> Table:
    """General accommodation of a département beside its dedicated places."""
    with told(perimetre, "general_supply", f"{departement}:{year}", _level(perimetre, departement), departement):
        return _general_supply(departement, year, perimetre, data.version())


def relocation(departement: str | None, perimetre: Perimetre) -> Table:
    """Requests for relocation, of one département of origin or of all that may be read. Raises `NotAllowed`."""
    with told(perimetre, "relocation", departement or "", Level.N2, departement):
        return _relocation(departement, perimetre, data.version())


def experimental_centre(day: date) -> MesureState:
    """What has been validated of the mesure about minors, for the whole country: the same for everybody."""
    return steering.mesure_state(rights_of("public"), PLAN, MINORS, FRANCE, day)


def _level(perimetre: Perimetre, departement: str | None = None) -> Level:
    return Level.N2 if reads_exact(perimetre, departement) else Level.N0


@kept
def _needs(year: int, public: str | None, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_needs(session, perimetre, year=year, public=public)


@kept
def _years(version: Version) -> list[int]:
    with transaction() as session:
        return publication.diagnosed_years(session)


@kept
def _diagnosed_from(version: Version) -> tuple[Provenance, ...]:
    with transaction() as session:
        return publication.diagnosed_from(session)


@kept
def _general_supply(departement: str, year: int, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_general_supply(session, perimetre, departement=departement, year=year)


@kept
def _relocation(departement: str | None, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_relocation(session, perimetre, departement=departement)
