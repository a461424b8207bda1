"""A card of two branches, in Lozère and in Gard, and those who keep it or answer for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories.listing_rows import Entry
from tests.geodata.conftest import Archive

CODE = "les-alouettes"
ENTRY = Entry(at=datetime(2016, 10, 18, 9, 0, tzinfo=UTC))
ASSOCIATION = perimetre(f"association:{CODE}:48")
LINK = perimetre(f"lien:{CODE}")
LOZERE = perimetre("prefecture:48")
GARD = perimetre("prefecture:30")
MIPROF = perimetre("miprof")


def someone(profile: str, account: int) -> Perimetre:
    """A person with an account of that number."""
    return replace(perimetre(profile), account=account)


def on(day: int, month: int = 10, year: int = 2016) -> Entry:
    """At nine o’clock on that day."""
    return Entry(at=datetime(year, month, day, 9, 0, tzinfo=UTC))


def alouettes(archive: Archive) -> tuple[int, int]:
    """Two branches of one association: at Mende, acting in Gard too, and at Nîmes."""
    mende = archive.branch(
        "Les Alouettes", "48", name="Mende", zones=("48", "30"), street="1 rue Basse", postcode="48000", city="Mende",
        lat=44.5189, lon=3.5, geo_status="precise", verified_on=None, consents=["address"],
    )  # fmt: skip
    nimes = archive.branch("Les Alouettes", "30", name="Nîmes", zones=("30",), postcode="30000", city="Nîmes")
    return mende, nimes


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with transaction(database) as session:
        yield session


@pytest.fixture
def branches(session: Session) -> tuple[int, int]:
    return alouettes(Archive(session))


@pytest.fixture
def mende(branches: tuple[int, int]) -> int:
    return branches[0]


@pytest.fixture
def nimes(branches: tuple[int, int]) -> int:
    return branches[1]
