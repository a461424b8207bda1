"""The only door to the archive: reads kept in memory for each perimeter apart, renewed when a file is received.

Streamlit shares its cache between all sessions: the perimeter and the version of the data are in the key of every read,
and no parameter begins with an underscore, which would take it out of the key.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from config.settings import settings
from geodata import journal, publication
from geodata.database import transaction
from geodata.indicators import INDICATORS, Choice
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.perimetre import Level, Perimetre
from geodata.perimetre import perimetre as rights_of
from geodata.publication import Format, Published, Table
from geodata.repositories import imports as received
from layers import associations

Version = tuple[str, int]
WrittenVersion = tuple[str, int, int]
LISTING = "associations"
"""The job whose facts associations and préfectures also write."""


def version() -> Version:
    """Which data are read: the database and its newest import (0 before the first)."""
    with transaction() as session:
        newest = received.imports(session, rights_of("public")).index.max()
    return settings().database_url, 0 if pd.isna(newest) else int(newest)


def listing_version() -> WrittenVersion:
    """The same, and the last writing that the journal tells: the listing is written in between imports."""
    with transaction() as session:
        return *version(), journal.last_write(session)


def today() -> date:
    """The present day, in Paris: what was verified long ago is to be confirmed, without anybody writing it."""
    return today_at(datetime.now(UTC))


def empty() -> bool:
    """True when no file has ever been received."""
    return version()[1] == 0


def demonstration(perimetre: Perimetre) -> bool:
    """True when a file of invented figures has been received."""
    return bool(imports(perimetre)["demonstration"].any())


def imports(perimetre: Perimetre) -> pd.DataFrame:
    """The files received, the latest first, indexed by number. Never kept in memory."""
    with transaction() as session:
        return received.imports(session, perimetre)


def rejects(import_id: int, perimetre: Perimetre) -> pd.DataFrame:
    """The rows that an import sent back, with the reason. Raises `NotAllowed` for who may not read them."""
    with told(perimetre, "rejects", str(import_id), Level.N2), transaction() as session:
        return received.rejects(session, perimetre, import_id)


def years() -> list[int]:
    """The years that can be asked for, the latest first; this year alone when only undated facts are known."""
    return _years(version())


def indicator(indicator_id: str, choice: Choice, perimetre: Perimetre) -> Published:
    """An indicator as this visitor may read it. Raises `NotAllowed` when it is readable nowhere."""
    indicator = INDICATORS[indicator_id]
    with told(perimetre, indicator_id, str(choice.year), indicator.level):
        read: Version | WrittenVersion = listing_version() if LISTING in indicator.jobs else version()
        return Published(indicator, **_indicator(indicator_id, choice, perimetre, read))


def listing(
    perimetre: Perimetre, form: str | None = None, public: str | None = None, departement: str | None = None
) -> Table:
    """The branches of associations, of one form, one public, one département when they are given."""
    return _listing(perimetre, form, public, departement, today(), listing_version())


def public_points() -> bytes:
    """The points of the whole listing as the public reads it: they are served to anyone who asks for their address."""
    return _public_points(rights_of("public"), listing_version())


def case_counts(departement: str, perimetre: Perimetre) -> Table:
    """The series of cases of a département, by source, in French words."""
    return _case_counts(departement, perimetre, version())


def places(departement: str, year: int, perimetre: Perimetre) -> Table:
    """Needs and ordinary places. Raises `NotAllowed` for a visitor who may not read them."""
    with told(perimetre, "places", f"{departement}:{year}", Level.N2, departement):
        return _places(departement, year, perimetre, version())


def gap_cells(departement: str, year: int, perimetre: Perimetre) -> Table:
    """What a département can count on, form by form and function by function."""
    return _gap_cells(departement, year, perimetre, listing_version())


Check = Callable[[], None]
"""Raises `NotAllowed` once the visitor may no longer have what is on his page."""


def _always() -> None:
    pass


def file(published: Published | Table, format: Format, perimetre: Perimetre, still: Check = _always) -> bytes:
    """What is shown, as a file; told in the journal before it leaves. Raises `NotAllowed` when `still` does."""
    if isinstance(published, Published):
        line: dict[str, Any] = {
            "obj": published.indicator.id, "key": str(published.choice.year), "level": published.indicator.level
        }  # fmt: skip
    else:
        line = {"obj": published.id}
    with journal.refusals(perimetre, obj=line["obj"], key=line.get("key", ""), channel=Channel(format.value)):
        still()
    content = publication.to_bytes(published, format)
    with transaction() as session:
        journal.exported(session, perimetre, channel=Channel(format.value), **line)
    return content


def rejects_file(
    import_id: int, write: Callable[[pd.DataFrame], bytes], perimetre: Perimetre, still: Check = _always
) -> bytes:
    """The rows that an import sent back, read again and written by `write`; told as a file that leaves."""
    line: dict[str, Any] = {"obj": "rejects", "key": str(import_id), "channel": Channel.CSV}
    with journal.refusals(perimetre, **line), transaction() as session:
        still()
        content = write(received.rejects(session, perimetre, import_id))
        journal.exported(session, perimetre, **line)
    return content


@contextmanager
def told(perimetre: Perimetre, obj: str, key: str, level: Level, departement: str | None = None) -> Iterator[None]:
    """Around a reading, kept in memory or not: the journal tells it when it is restricted, and tells its refusal."""
    with journal.refusals(perimetre, obj=obj, key=key, channel=Channel.PAGE):
        yield
    if level >= Level.N2:
        with transaction() as session:
            journal.consulted(session, perimetre, obj=obj, key=key, level=level, departement=departement)


kept: Any = st.cache_data(
    ttl=3600,
    max_entries=1000,
    show_spinner="Lecture des données…",
    hash_funcs={Perimetre: lambda rights: repr((rights.profile, sorted(rights.departements), rights))},
)


@kept
def _years(version: Version) -> list[int]:
    with transaction() as session:
        return publication.years(session) or [datetime.now(UTC).year]


@kept
def _indicator(
    indicator_id: str, choice: Choice, perimetre: Perimetre, version: Version | WrittenVersion
) -> dict[str, Any]:
    # All but the indicator itself: it holds functions, and what is kept must be plain data.
    with transaction() as session:
        published = publication.publish(session, indicator_id, choice, perimetre)
    return {each.name: getattr(published, each.name) for each in fields(published) if each.name != "indicator"}


@kept
def _listing(
    perimetre: Perimetre,
    form: str | None,
    public: str | None,
    departement: str | None,
    day: date,
    version: WrittenVersion,
) -> Table:
    with transaction() as session:
        return publication.publish_listing(
            session, perimetre, form=form, public=public, departement=departement, today=day
        )


@kept
def _public_points(perimetre: Perimetre, version: WrittenVersion) -> bytes:
    with transaction() as session:
        return associations.places(publication.publish_listing(session, perimetre).rows)


@kept
def _case_counts(departement: str, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_case_counts(session, perimetre, departement=departement)


@kept
def _places(departement: str, year: int, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_places(session, perimetre, departement=departement, year=year)


@kept
def _gap_cells(departement: str, year: int, perimetre: Perimetre, version: WrittenVersion) -> Table:
    with transaction() as session:
        return publication.publish_gap_cells(session, perimetre, departement=departement, year=year)
