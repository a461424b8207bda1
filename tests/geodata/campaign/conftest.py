"""Two organisations asked by a campaign, and what they do: confirm blocks, propose changes, answer by mail."""

import email
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from config.settings import settings
from geodata.database import Session, transaction
from geodata.listing.campaign import BLOCKS_OF_A_BRANCH
from geodata.listing.fields import Block
from geodata.models import Branch, ListingAnswer, ListingConfirmation, ListingProposal, Structure, Zone
from geodata.perimetre import perimetre
from geodata.repositories import campaigns, invitations
from geodata.repositories.listing_rows import Entry
from tests.loopback import free_port

OPENS, CLOSES = date(2026, 9, 1), date(2026, 10, 15)
OPENING = datetime(2026, 9, 1, 8, tzinfo=UTC)
MIPROF = perimetre("miprof")
SECRET = "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa"
BY = {"account_id": None, "profile": "lien:essai", "demonstration": False}


@pytest.fixture(autouse=True)
def signed(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    """The secret that signs links."""
    monkeypatch.setenv("VIGIE_COOKIE_SECRET", SECRET)
    monkeypatch.setenv("VIGIE_PUBLIC_URL", "https://vigie.exemple.gouv.fr")
    settings.cache_clear()


class Listing:
    """What an open session says of organisations: their branches, what they confirm, propose and are answered."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def structure(self, code: str, mail: str = "", *, demonstration: bool = False) -> str:
        self.session.add(
            Structure(
                code=code, association=code, name=code.title(), description="", mail=mail, demonstration=demonstration
            )
        )
        self.session.flush()
        return code

    def branch(self, structure: str, departement: str, zones: tuple[str, ...] = (), **values: Any) -> int:
        kept = Branch(
            structure=structure, association=structure, name=f"{departement} {values}", street="", postcode="",
            city="", departement=departement, website="", publics_declared="", forms_declared="",
            services_declared="", publics=[], forms=[], functions=[], source="essai", verified_on=None, lat=None,
            lon=None, geo_status="area", geo_precision="", geo_score=None, geo_label="", geo_citycode="",
            geo_source="", geo_reason="", geocoded_at=None, import_id=None, **values,
        )  # fmt: skip
        self.session.add(kept)
        self.session.flush()
        self.session.add_all([Zone(branch_id=kept.id, departement=code) for code in zones])
        self.session.flush()
        return kept.id

    def confirm(self, structure: str, branch_id: int | None, *blocks: Block, on: date = date(2026, 9, 10)) -> None:
        self.session.add_all(
            ListingConfirmation(
                structure=structure, branch_id=branch_id, block=block.value, confirmed_on=on, origin="link",
                invitation_id=None, recorded_at=OPENING, **BY,
            )
            for block in blocks
        )  # fmt: skip
        self.session.flush()

    def confirm_all(self, structure: str, *branches: int, on: date = date(2026, 9, 10)) -> None:
        self.confirm(structure, None, Block.ORGANISATION, on=on)
        for branch_id in branches:
            self.confirm(structure, branch_id, *BLOCKS_OF_A_BRANCH, on=on)

    def propose(self, structure: str, branch_id: int, *fields: str, origin: str = "link", kind: str = "branch") -> int:
        proposal = ListingProposal(
            structure=structure, branch_id=branch_id, kind=kind, authority="48",
            changes={name: ["", "SECRET-DE-FICHE"] for name in fields}, note="", origin=origin, batch="b",
            import_id=None, invitation_id=None, recorded_at=datetime(2026, 9, 12, tzinfo=UTC), **BY,
        )  # fmt: skip
        self.session.add(proposal)
        self.session.flush()
        return proposal.id

    def answer(self, proposal_id: int, kind: str, reason: str = "", at: datetime = OPENING) -> None:
        self.session.add(
            ListingAnswer(proposal_id=proposal_id, kind=kind, applied={}, reason=reason, recorded_at=at, **BY)
        )
        self.session.flush()


@pytest.fixture
def listing(database: str) -> Iterator[Listing]:
    with transaction(database) as session:
        yield Listing(session)


def campaign_of(session: Session, *structures: str, demonstration: bool = False) -> tuple[int, list[int]]:
    """A campaign that asks these organisations."""
    entry = Entry(OPENING, demonstration=demonstration)
    number = campaigns.open_campaign(session, MIPROF, "Campagne 2026", OPENS, CLOSES, entry=entry)
    return number, invitations.invite(session, MIPROF, number, structures, entry=entry)


class Mailbox:
    """What a real server received; `broken` fails from the n-th mail on, `unknown` are addresses that it refuses."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.unknown: set[str] = set()
        self.broken_after: int | None = None
        self._lock = threading.Lock()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if address in self.unknown:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        with self._lock:
            if self.broken_after is not None and len(self.received) >= self.broken_after:
                return "451 later"
            self.received.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(message["To"] for message in self.received)

    def links(self) -> list[str]:
        """The links that were sent."""
        words = [word for message in self.received for word in message.get_content().split()]
        return [word.rpartition("/")[2] for word in words if "/lien/" in word]


@pytest.fixture
def mailbox(database: str, signed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    mailbox, port = Mailbox(), free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("VIGIE_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("VIGIE_MAIL_FROM", "vigie@exemple.gouv.fr")
    settings.cache_clear()
    yield mailbox
    server.stop()
