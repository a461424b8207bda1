"""A campaign is opened and asks organisations; where they stand comes from what they did."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from geodata.database import transaction
from geodata.listing.campaign import BLOCKS_OF_A_BRANCH, State
from geodata.listing.fields import Block
from geodata.models import BranchMerge, Invitation, JournalLine
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import campaigns, invitations
from geodata.repositories.campaign_progress import progress, silent
from geodata.repositories.campaigns import CampaignError
from geodata.repositories.listing_rows import Entry
from tests.geodata.campaign.conftest import BY, CLOSES, MIPROF, OPENING, OPENS, Listing, campaign_of

ENTRY = Entry(OPENING)
LATER = date(2026, 9, 30)


def states(listing: Listing, campaign: int, today: date = LATER) -> dict[str, State]:
    rows = progress(listing.session, MIPROF, campaign, today)
    return dict(zip(rows["structure"], rows["state"], strict=True))


def test_only_miprof_opens_a_campaign(listing: Listing):
    for profile in ("prefecture:48", "dihal", "public", "association:amicale", "ministere:interieur"):
        with pytest.raises(NotAllowed):
            campaigns.open_campaign(listing.session, perimetre(profile), "2026", OPENS, CLOSES, entry=ENTRY)


@pytest.mark.parametrize(
    ("title", "opens", "closes"),
    [("", OPENS, CLOSES), ("2026", CLOSES, OPENS), ("2026", OPENS, OPENS), ("2026", OPENS, OPENS + timedelta(days=91))],
)
def test_a_campaign_without_a_title_or_with_odd_days_is_refused(
    listing: Listing, title: str, opens: date, closes: date
):
    with pytest.raises(CampaignError):
        campaigns.open_campaign(listing.session, MIPROF, title, opens, closes, entry=ENTRY)


def test_two_campaigns_do_not_overlap(listing: Listing):
    campaign_of(listing.session)

    with pytest.raises(CampaignError, match="ne se chevauchent pas"):
        campaigns.open_campaign(listing.session, MIPROF, "2026 bis", CLOSES, CLOSES + timedelta(9), entry=ENTRY)


def test_the_latest_campaign_is_the_one_that_runs(listing: Listing):
    number, _ = campaign_of(listing.session)

    assert campaigns.latest(listing.session, OPENS - timedelta(days=1)) is None
    for day in (OPENS, CLOSES, CLOSES + timedelta(days=100)):
        found = campaigns.latest(listing.session, day)
        assert found is not None
        assert found.id == number


def test_an_organisation_is_asked_once(listing: Listing):
    listing.structure("amicale", "accueil@amicale.example")
    number, first = campaign_of(listing.session, "amicale")

    again = invitations.invite(listing.session, MIPROF, number, ["amicale"], entry=ENTRY)

    assert (len(first), again) == (1, [])
    assert listing.session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_an_unknown_organisation_and_a_closed_campaign_are_refused(listing: Listing):
    listing.structure("amicale")
    number, _ = campaign_of(listing.session)

    with pytest.raises(CampaignError, match="inconnue"):
        invitations.invite(listing.session, MIPROF, number, ["inconnue"], entry=ENTRY)
    with pytest.raises(CampaignError, match="close"):
        invitations.invite(listing.session, MIPROF, number, ["amicale"], entry=Entry(OPENING + timedelta(days=90)))


def test_an_organisation_is_confirmed_when_every_block_was_confirmed_or_proposed(listing: Listing):
    listing.structure("amicale")
    branch = listing.branch("amicale", "48")
    number, _ = campaign_of(listing.session, "amicale")
    assert states(listing, number) == {"amicale": State.NOT_SENT}

    listing.confirm("amicale", None, Block.ORGANISATION)
    listing.confirm("amicale", branch, *(each for each in BLOCKS_OF_A_BRANCH if each != Block.CONTACT))
    assert states(listing, number) == {"amicale": State.STARTED}
    listing.propose("amicale", branch, "phone")

    assert states(listing, number) == {"amicale": State.CONFIRMED}


def test_what_was_said_before_the_campaign_does_not_count(listing: Listing):
    listing.structure("amicale")
    branch = listing.branch("amicale", "48")
    number, _ = campaign_of(listing.session, "amicale")

    listing.confirm_all("amicale", branch, on=OPENS - timedelta(days=1))

    assert states(listing, number) == {"amicale": State.NOT_SENT}


def test_a_withdrawn_proposal_and_one_made_by_a_file_answer_nothing(listing: Listing):
    listing.structure("amicale")
    branch = listing.branch("amicale", "48")
    number, _ = campaign_of(listing.session, "amicale")

    listing.answer(listing.propose("amicale", branch, "phone"), "withdrawn")
    listing.propose("amicale", branch, "phone", origin="import")

    assert states(listing, number) == {"amicale": State.NOT_SENT}


def test_a_branch_that_is_closed_waiting_or_absorbed_is_not_asked_about(listing: Listing):
    listing.structure("amicale")
    branch = listing.branch("amicale", "48")
    listing.branch("amicale", "48", closed_on=date(2026, 1, 1))
    listing.branch("amicale", "48", listed=False)
    absorbed = listing.branch("amicale", "07")
    listing.session.add(
        BranchMerge(kept_id=branch, absorbed_id=absorbed, kind="merged", reason="", recorded_at=OPENING, **BY)
    )
    number, _ = campaign_of(listing.session, "amicale")

    listing.confirm_all("amicale", branch)

    assert states(listing, number) == {"amicale": State.CONFIRMED}


def test_a_prefecture_follows_the_organisations_of_its_departement_alone(listing: Listing):
    for code, home, zones in (("lozere", "48", ()), ("voisine", "07", ("48",)), ("loin", "93", ("FR",))):
        listing.structure(code)
        listing.branch(code, home, zones)
    number, _ = campaign_of(listing.session, "lozere", "voisine", "loin")

    followed = {
        profile: set(progress(listing.session, perimetre(profile), number, LATER)["structure"])
        for profile in ("miprof", "prefecture:48", "referent:93", "prefecture:01")
    }

    assert followed["miprof"] == {"lozere", "voisine", "loin"}
    assert followed["prefecture:48"] == {"lozere", "voisine"}
    assert followed["referent:93"] == {"loin"}
    assert followed["prefecture:01"] == set()


@pytest.mark.parametrize("profile", ["public", "partenaire:48", "dihal", "cncdh", "association:lozere", "acse"])
def test_nobody_else_reads_who_is_silent(listing: Listing, profile: str):
    listing.structure("lozere")
    listing.branch("lozere", "48")
    number, _ = campaign_of(listing.session, "lozere")

    with pytest.raises(NotAllowed):
        progress(listing.session, perimetre(profile), number, LATER)


def test_the_silent_ones_are_those_who_said_nothing(listing: Listing):
    for code in ("dit", "commence", "muette"):
        listing.structure(code)
    number, _ = campaign_of(listing.session, "dit", "commence", "muette")
    branch = listing.branch("commence", "48")

    listing.confirm_all("dit")
    listing.confirm("commence", branch, Block.AID)

    assert list(silent(progress(listing.session, MIPROF, number, LATER))["structure"]) == ["muette"]


@pytest.mark.parametrize("mail", ["direction@gmail.com", "accueil", "accueil@", "a b@exemple.fr", "x@orange.fr"])
def test_a_personal_or_incomplete_mailbox_is_refused(listing: Listing, mail: str):
    listing.structure("amicale")

    with pytest.raises(CampaignError):
        campaigns.set_mailbox(listing.session, MIPROF, "amicale", mail, entry=ENTRY)


def test_a_mailbox_may_bear_the_name_of_a_house(listing: Listing):
    listing.structure("amicale")

    campaigns.set_mailbox(listing.session, MIPROF, "amicale", "Accueil@foyer-refuge.example", entry=ENTRY)
    campaign_of(listing.session, "amicale")

    (kept,) = listing.session.scalars(select(Invitation.mail))
    assert kept == "accueil@foyer-refuge.example"


def test_only_miprof_sets_a_mailbox(listing: Listing):
    listing.structure("amicale")
    listing.branch("amicale", "48")

    for profile in ("prefecture:48", "association:amicale", "public"):
        with pytest.raises(NotAllowed):
            campaigns.set_mailbox(listing.session, perimetre(profile), "amicale", "a@b.example", entry=ENTRY)


def test_the_journal_tells_a_campaign_without_any_mailbox(database: str):
    with transaction() as session:
        listing = Listing(session)
        listing.structure("amicale")
        campaigns.set_mailbox(session, MIPROF, "amicale", "accueil@amicale.example", entry=ENTRY)
        campaign_of(session, "amicale")

    with transaction() as session:
        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
        assert [(each.obj, each.key) for each in lines] == [
            ("campaigns", "structure:amicale"),
            ("campaigns", "1"),
            ("invitations", "campaign:1"),
        ]
        assert not any("amicale.example" in f"{each.before}{each.after}" for each in lines)
