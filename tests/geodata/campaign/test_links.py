"""A personal link opens one card, for a time, until it is taken back; nobody else makes one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from config.settings import settings
from geodata.database import transaction
from geodata.listing.personal_link import NoSecret, fingerprint, read, token_of
from geodata.models import Campaign, Invitation
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import campaigns, invitations, sessions
from geodata.repositories.campaign_dispatch import link_of
from geodata.repositories.campaigns import CampaignError
from geodata.repositories.invitation_links import LinkRefused, Refusal, behind, holding, opened
from geodata.repositories.listing_rows import Entry
from tests.geodata.campaign.conftest import MIPROF, OPENING, SECRET, Listing, campaign_of

ENTRY = Entry(OPENING)
SOON = OPENING + timedelta(days=3)


def invited(listing: Listing, mail: str = "") -> int:
    listing.structure("amicale", mail)
    return campaign_of(listing.session, "amicale")[1][0]


def refusal(listing: Listing, token: str, at: datetime = SOON) -> Refusal:
    with pytest.raises(LinkRefused) as refused:
        behind(listing.session, token, at)
    return refused.value.refusal


def test_a_link_opens_the_card_of_its_organisation(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)

    found = opened(listing.session, token, SOON)

    assert (found.structure, found.name) == ("amicale", "Amicale")
    assert holding(listing.session, found.identity, SOON) == found


def test_only_its_fingerprint_is_kept(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)

    (kept,) = listing.session.scalars(select(Invitation))
    assert kept.token_sha256 == fingerprint(token)
    assert not any(token in str(value) for value in vars(kept).values())


def test_a_new_link_ends_the_former_one_and_its_sessions(listing: Listing):
    number = invited(listing)
    former = invitations.new_link(listing.session, MIPROF, number, entry=ENTRY)
    identity = opened(listing.session, former, SOON).identity
    sessions.open_session(listing.session, "jeton", identity, None, SOON)

    present = invitations.new_link(listing.session, MIPROF, number, entry=Entry(SOON))

    assert former != present
    assert refusal(listing, former) == Refusal.REVOKED
    assert behind(listing.session, present, SOON).structure == "amicale"
    assert sessions.present(listing.session, "jeton", SOON) is None


def test_a_link_taken_back_opens_nothing_even_shown_again(listing: Listing):
    number = invited(listing)
    token = invitations.new_link(listing.session, MIPROF, number, entry=ENTRY)
    identity = opened(listing.session, token, SOON).identity

    invitations.revoke(listing.session, MIPROF, number, entry=Entry(SOON))

    assert refusal(listing, token) == Refusal.REVOKED
    assert holding(listing.session, identity, SOON) is None
    invitations.new_link(listing.session, MIPROF, number, entry=Entry(SOON))
    assert refusal(listing, token) == Refusal.REVOKED


def test_a_link_ends_with_its_term(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)
    identity = behind(listing.session, token, SOON).identity
    last = datetime(2026, 10, 30, 21, 59, tzinfo=UTC)

    assert behind(listing.session, token, last).structure == "amicale"
    assert refusal(listing, token, last + timedelta(hours=3)) == Refusal.EXPIRED
    assert holding(listing.session, identity, last + timedelta(hours=3)) is None


def test_a_link_of_a_long_campaign_ends_after_sixty_days(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)
    listing.session.get_one(Campaign, 1).closes_on = OPENING.date() + timedelta(days=90)

    assert refusal(listing, token, OPENING + timedelta(days=61)) == Refusal.EXPIRED


def test_a_link_that_nobody_signed_is_unknown_whatever_it_is(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)
    forged = URLSafeSerializer("x" * 48, salt="vigie.lien").dumps([1, 1])
    other_salt = str(URLSafeSerializer(SECRET, salt="itsdangerous").dumps([1, 1]))
    payload, _, signature = token.rpartition(".")

    for wrong in ("", "miprof", forged, other_salt, f"{token}x", f"x{token}", payload, f"{payload}.", f".{signature}"):
        assert refusal(listing, str(wrong)) == Refusal.UNKNOWN
    assert refusal(listing, "a" * 100_000) == Refusal.UNKNOWN


def test_a_signed_link_of_an_invitation_that_does_not_exist_is_unknown(listing: Listing):
    assert refusal(listing, token_of(999, 1)) == Refusal.UNKNOWN


@given(text=st.text(max_size=80))
def test_no_text_is_read_as_a_link(text: str):
    assert read(text) is None


def test_a_session_that_names_another_provider_opens_no_card(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)
    who = behind(listing.session, token, SOON).identity

    for identity in (
        sessions.Identity("lien", "https://fournisseur.exemple", who.subject),
        sessions.Identity("essai", "vigie", who.subject),
        sessions.Identity("lien", "vigie", "1; DROP"),
        sessions.Identity("lien", "vigie", "999"),
    ):
        assert holding(listing.session, identity, SOON) is None


def test_only_miprof_makes_or_takes_back_a_link(listing: Listing):
    number = invited(listing)

    for profile in ("prefecture:48", "association:amicale", "public", "dihal"):
        with pytest.raises(NotAllowed):
            invitations.new_link(listing.session, perimetre(profile), number, entry=ENTRY)
        with pytest.raises(NotAllowed):
            invitations.revoke(listing.session, perimetre(profile), number, entry=ENTRY)


def test_no_link_is_made_once_the_campaign_is_over(listing: Listing):
    with pytest.raises(CampaignError, match="close"):
        invitations.new_link(listing.session, MIPROF, invited(listing), entry=Entry(OPENING + timedelta(days=60)))


def test_a_mail_carries_the_link_that_holds_or_another_when_it_no_longer_does(listing: Listing):
    number = invited(listing, "accueil@amicale.example")

    first = link_of(listing.session, number, OPENING)
    assert first is not None
    assert link_of(listing.session, number, SOON) == first
    other = link_of(listing.session, number, OPENING + timedelta(days=61))

    assert other not in {None, first}
    assert refusal(listing, first) == Refusal.REVOKED


def test_no_mail_carries_a_link_that_a_person_has_taken_back(listing: Listing):
    number = invited(listing, "accueil@amicale.example")
    link_of(listing.session, number, OPENING)

    invitations.revoke(listing.session, MIPROF, number, entry=ENTRY)

    assert link_of(listing.session, number, SOON) is None


def test_another_mailbox_ends_what_the_former_one_received(listing: Listing):
    number = invited(listing, "accueil@amicale.example")
    token = link_of(listing.session, number, OPENING)
    assert token is not None

    campaigns.set_mailbox(listing.session, MIPROF, "amicale", "secretariat@amicale.example", entry=ENTRY)

    assert refusal(listing, token) == Refusal.REVOKED
    assert link_of(listing.session, number, SOON) not in {None, token}


def test_a_link_handed_over_by_telephone_goes_on_when_a_mailbox_is_given(listing: Listing):
    token = invitations.new_link(listing.session, MIPROF, invited(listing), entry=ENTRY)

    campaigns.set_mailbox(listing.session, MIPROF, "amicale", "secretariat@amicale.example", entry=ENTRY)

    assert behind(listing.session, token, SOON).structure == "amicale"


def test_without_a_secret_no_link_is_signed_in_production(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_COOKIE_SECRET", "")
    settings.cache_clear()
    with pytest.raises(NoSecret, match="VIGIE_COOKIE_SECRET"):
        token_of(1, 1)

    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()
    assert read(token_of(1, 1)) == (1, 1)


def test_a_link_opened_while_it_is_taken_back_is_told_or_refused(database: str):
    with transaction() as session:
        listing = Listing(session)
        number = invited(listing)
        token = invitations.new_link(session, MIPROF, number, entry=ENTRY)
    with transaction() as session:
        invitations.revoke(session, MIPROF, number, entry=ENTRY)

    with transaction() as session, pytest.raises(LinkRefused):
        opened(session, token, SOON)
