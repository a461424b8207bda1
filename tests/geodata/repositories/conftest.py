"""What the repositories write in: an open session, and the import that the rows come from."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from geodata.database import transaction
from tests.geodata.conftest import Archive


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with transaction() as session:
        yield session


@pytest.fixture
def import_id(session: Session) -> int:
    return Archive(session).file("associations")
