"""The page of the campaign, for whoever leads it, for a préfecture, and for everybody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from config.settings import settings
from dashboard import campaigns as door
from geodata.database import transaction
from geodata.listing.campaign import BLOCKS_OF_A_BRANCH
from geodata.listing.fields import Block
from geodata.models import Branch, Campaign, Invitation, Structure
from geodata.perimetre import perimetre
from geodata.repositories import campaigns, invitations, listing_confirmations
from geodata.repositories.invitation_links import behind
from geodata.repositories.listing_rows import Entry
from tests.dashboard.small_france import HOSTILE
from tests.dashboard.test_pages import opened, text_of

MIPROF = perimetre("miprof")
KINDS = (
    "public", "partenaire:48", "prefecture:48", "referent:93", "prefet:48", "miprof", "dihal", "cncdh", "acse",
    "association:amicale-d-essai", "region:76", "ministere:interieur", "siao:48", "lien:amicale-d-essai",
)  # fmt: skip


@pytest.fixture
def asked(filled_database: str) -> int:
    """Everybody is asked; the « Amicale » has answered, the others are silent."""
    entry = Entry(door.now(), demonstration=True)
    with transaction() as session:
        codes = list(session.scalars(select(Structure.code).order_by(Structure.code)))
        today = door.today()
        number = campaigns.open_campaign(
            session, MIPROF, "Campagne d’essai", today, today + timedelta(days=40), entry=entry
        )
        campaigns.set_mailbox(session, MIPROF, "ligne-nationale", "accueil@ligne.example", entry=entry)
        invitations.invite(session, MIPROF, number, codes, entry=entry)
        code, who = "amicale-d-essai", perimetre("association:amicale-d-essai")
        listing_confirmations.confirm(session, who, code, None, [Block.ORGANISATION], entry=entry)
        for branch in session.scalars(select(Branch.id).where(Branch.structure == code)):
            listing_confirmations.confirm(session, who, code, branch, BLOCKS_OF_A_BRANCH, entry=entry)
    return number


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


@pytest.mark.parametrize("profile", KINDS)
def test_the_page_opens_for_each_visitor_before_a_campaign(filled_database: str, profile: str) -> None:
    app = opened("campagne", profile)

    assert not app.exception
    assert not app.error
    assert "Aucune campagne" in text_of(app)
    assert ("Ouvrir la campagne" in labels(app)) == (profile == "miprof")


@pytest.mark.parametrize("profile", KINDS)
def test_each_visitor_reads_the_rates_and_only_those_who_follow_read_names(asked: int, profile: str) -> None:
    app = opened("campagne", profile)

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "Taux de réponse par département" in written
    names = profile.startswith(("prefecture", "referent", "prefet", "region", "miprof"))
    assert ("Réponses attendues" in written) == names
    assert ("Ligne nationale" in written) == (profile == "miprof")
    assert "ligne.example" not in written or profile == "miprof"
    assert ("Nouveau lien" in labels(app)) == (profile == "miprof")


def test_a_prefecture_reads_who_is_silent_at_home(asked: int) -> None:
    written = text_of(opened("campagne", "prefecture:48"))

    assert "Réseau sans adresse" in written
    assert "À envoyer" in written


def test_a_name_from_a_file_is_never_written_as_html_or_markdown(asked: int) -> None:
    app = opened("campagne", "miprof")

    rich = "\n".join(
        str(element.proto) for kind in ("html", "markdown", "caption", "info") for element in app.get(kind)
    )
    assert HOSTILE not in rich
    assert "ailleurs.example" not in rich


def test_miprof_opens_a_campaign_and_invites(filled_database: str) -> None:
    app = opened("campagne", "miprof")

    next(each for each in app.button if each.label == "Ouvrir la campagne").click().run()
    assert [each.value for each in app.success] == ["Campagne ouverte."]
    app.multiselect[0].set_value(["amicale-d-essai", "ligne-nationale"]).run()
    next(each for each in app.button if each.label == "Inviter").click().run()

    assert not app.error
    assert "2 organisations invitées" in app.success[0].value
    with transaction() as session:
        assert session.scalars(select(Campaign.demonstration)).one()
        assert len(session.scalars(select(Invitation)).all()) == 2


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def choose(app: AppTest, structure: str) -> int:
    with transaction() as session:
        number = session.scalars(select(Invitation.id).where(Invitation.structure == structure)).one()
    app.selectbox(key="campagne_organisation").set_value(number).run()
    return number


def test_a_new_link_is_shown_once_and_opens_the_card(asked: int) -> None:
    app = opened("campagne", "miprof")
    choose(app, "ligne-nationale")

    press(app, "Nouveau lien")

    (shown,) = [code.value for code in app.code]
    with transaction() as session:
        assert behind(session, shown.rpartition("/")[2], door.now()).structure == "ligne-nationale"
    app.run()
    assert not app.code
    assert shown not in text_of(app)
    assert "Lien en cours jusqu’au" in text_of(app)


def test_a_link_is_taken_back(asked: int) -> None:
    app = opened("campagne", "miprof")
    number = choose(app, "ligne-nationale")
    press(app, "Nouveau lien")

    press(app, "Retirer le lien")

    assert "est retiré" in app.success[0].value
    with transaction() as session:
        assert session.get_one(Invitation, number).revoked_at is not None


def test_in_the_demonstration_mails_do_not_leave_and_the_page_says_so(asked: int) -> None:
    app = opened("campagne", "miprof")
    choose(app, "ligne-nationale")

    assert any("aucun courriel ne part" in info.value for info in app.info)
    assert "Envoyer maintenant" not in labels(app)
    press(app, "Relancer")

    assert any("aucun courriel ne part" in error.value for error in app.error)


def test_a_mailbox_is_set_and_a_personal_one_is_refused_without_losing_it(asked: int) -> None:
    app = opened("campagne", "miprof")
    choose(app, "reseau-sans-adresse")
    box = app.text_input(key="campagne_boite_reseau-sans-adresse")

    box.set_value("quelqu.un@gmail.com").run()
    press(app, "Enregistrer la boîte aux lettres")
    assert any("messagerie personnelle" in error.value for error in app.error)
    assert app.text_input(key="campagne_boite_reseau-sans-adresse").value == "quelqu.un@gmail.com"
    app.text_input(key="campagne_boite_reseau-sans-adresse").set_value("accueil@reseau.example").run()
    press(app, "Enregistrer la boîte aux lettres")

    assert not app.error
    with transaction() as session:
        assert session.get_one(Structure, "reseau-sans-adresse").mail == "accueil@reseau.example"


def test_in_production_the_page_counts_the_mails_that_wait(asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()

    assert door.waiting() == 1


def test_the_sentence_stands_beside_totals(asked: int) -> None:
    said = door.sentence(perimetre("public"), "48")

    assert said == "1 association sur 3 a répondu à la campagne 2026 (campagne de démonstration, inventée).".replace(
        "2026", str(door.today().year)
    )
