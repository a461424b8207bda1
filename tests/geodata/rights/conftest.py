"""Accounts already open, without passing through an invitation: what each test needs of them stands in the test."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from config.charter import current
from geodata.database import transaction
from geodata.models import Account
from geodata.perimetre import Perimetre
from geodata.repositories import accounts
from geodata.repositories.account_rows import keep, new
from geodata.rights import Standing

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


class Office:
    """Accounts of an open session, by profile."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._count = 0

    def account(self, profile: str, **values: object) -> Account:
        self._count += 1
        name = f"agent{self._count}"
        account = new(
            self.session,
            profile,
            email=f"{name}@exemple.gouv.fr",
            function="Chargé de mission",
            state=Standing.ACTIVE,
            now=NOW,
            issuer="https://fournisseur.exemple",
            subject=name,
        )
        account.charter_version, account.charter_accepted_at = current().version, NOW
        for column, value in values.items():
            setattr(account, column, value)
        keep(self.session, account)
        return account

    def someone(self, profile: str, **values: object) -> Perimetre:
        return self.rights(self.account(profile, **values).id)

    def rights(self, account_id: int) -> Perimetre:
        return accounts.perimetre_of(self.session, account_id, TODAY)


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with transaction(database) as session:
        yield Office(session)
