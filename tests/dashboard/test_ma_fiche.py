"""An organisation keeps its own card: what it confirms, corrects, sends and withdraws, and what it can never lose."""

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard import listing
from dashboard.listing_addresses import check
from geodata.database import transaction
from geodata.journal import Channel
from geodata.listing.fields import Kind
from geodata.models import Branch, ListingConfirmation, ListingProposal, RecordDraft, Structure
from geodata.perimetre import perimetre
from geodata.repositories import listing_answers, listing_proposals
from geodata.repositories.listing_proposals import Wanted
from geodata.repositories.listing_rows import Entry
from tests.dashboard.logged_in import Desk
from tests.dashboard.logged_in import desk as desk
from tests.dashboard.small_france import HOSTILE
from tests.dashboard.test_pages import opened, text_of

OURS = "association:amicale-d-essai:48"
MENDE = 1
ENTRY = Entry(listing.now(), Channel.PAGE)
SHELTER = "Foyer sécurisé, 12 rue des Lilas, 48000 Mende"


def key(field: str, branch: int | str = MENDE) -> str:
    return f"fiche:amicale-d-essai:{branch}:{field}"


def fiche(profile: str = OURS, branch: int | str = MENDE) -> AppTest:
    app = opened("ma_fiche", profile, antenne=str(branch))
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(each for each in app.button if each.label == label)
    return button.click().run()


def correcting(block: str, app: AppTest | None = None, branch: int | str = MENDE) -> AppTest:
    app = app or fiche(branch=branch)
    return app.button(key=f"bloc:amicale-d-essai:{branch}:{block}:corriger").click().run()


def drafts() -> dict[str, object]:
    with transaction() as session:
        return {each.form: each.content["wanted"] for each in session.scalars(select(RecordDraft))}


def sent() -> list[ListingProposal]:
    with transaction() as session:
        return list(session.scalars(select(ListingProposal).order_by(ListingProposal.id)))


@pytest.mark.parametrize(
    "profile", ["public", "partenaire:48", "prefecture:48", "prefet:48", "miprof", "dihal", "siao:48", "cncdh"]
)
def test_the_address_of_the_card_is_closed_for_whoever_keeps_none(filled_database: str, profile: str) -> None:
    with pytest.raises(ValueError, match="'ma-fiche'"):  # a refusal stands at its address, in the place of the page
        opened("ma_fiche", profile)


def test_an_association_without_a_card_yet_reads_a_sentence(filled_database: str) -> None:
    app = opened("ma_fiche", "association:inconnue:48")

    assert not app.exception
    assert any("n’a pas encore de fiche" in each.value for each in app.info)


def test_the_card_shows_what_is_in_force_block_by_block(filled_database: str) -> None:
    written = text_of(fiche())

    assert "0 bloc sur 19" in "".join(str(each.proto) for each in fiche().get("progress"))
    for words in ("Pour qui, pour quoi", "Accompagnement juridique", "Femmes", "48000", "jamais confirmé par vous"):
        assert words in written


def test_each_button_says_what_it_acts_on_to_those_who_hear_the_page(filled_database: str) -> None:
    _propose({"phone": "01 23 45 67 89"})
    _propose({"languages": ["en"]})
    labels = [each.label for each in correcting("orientation").button]

    assert len(labels) > 10
    assert len(labels) == len(set(labels))


def test_nothing_has_changed_takes_one_action_for_the_whole_card(filled_database: str) -> None:
    app = press(fiche(), "Rien n’a changé dans toute la fiche (19 blocs)")

    assert any("19 blocs confirmés" in each.value for each in app.success)
    with transaction() as session:
        assert len(session.scalars(select(ListingConfirmation)).all()) == 19
        assert session.get_one(Branch, MENDE).verified_on == listing.today()
    assert "la fiche est à jour" in "".join(str(each.proto) for each in app.get("progress"))


def test_one_block_or_one_branch_can_be_confirmed_alone(filled_database: str) -> None:
    app = fiche()
    app.button(key=f"bloc:amicale-d-essai:{MENDE}:aide:inchange").click().run()
    app = press(app, "Rien n’a changé dans cette antenne")

    with transaction() as session:
        said = session.scalars(select(ListingConfirmation)).all()
        assert {each.branch_id for each in said} == {MENDE}
        assert len(said) == 6


def test_what_is_typed_is_kept_at_once_and_found_again_in_another_window(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()

    again = fiche()

    assert drafts() == {key("phone"): "01 23 45 67 89"}
    assert again.text_input(key=key("phone")).value == "01 23 45 67 89"
    assert "Brouillon gardé" in text_of(again)
    assert not sent()


def test_what_is_typed_back_is_no_draft_any_more(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    app.text_input(key=key("phone")).set_value("").run()

    assert drafts() == {}


def test_a_value_that_no_field_can_hold_is_explained_and_never_sent(filled_database: str) -> None:
    app = correcting("accueil")
    app.text_input(key=key("siret")).set_value("123").run()

    assert any("SIRET" in each.value for each in app.error)
    assert drafts() == {key("siret"): "123"}
    app = press(app, "Relire et envoyer")
    assert app.button(key="fiche_envoyer").disabled


def test_hours_filled_day_by_day_become_openstreetmap(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=f"{key('opening_hours')}:jour0").set_value("9h-12h et 14h-17h30").run()
    app.button(key=f"{key('opening_hours')}:recopier").click().run()

    assert drafts() == {key("opening_hours"): "Mo-Fr 09:00-12:00,14:00-17:30"}
    assert "du lundi au vendredi, de 9\u00a0h à 12\u00a0h" in text_of(app)


def test_a_day_that_is_not_understood_is_explained_and_prevents_from_sending(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    app.text_input(key=f"{key('opening_hours')}:jour5").set_value("le matin").run()

    assert any(each.value.startswith("Samedi") and "pas compris" in each.value for each in app.error)
    app = press(app, "Relire et envoyer")
    assert app.button(key="fiche_envoyer").disabled
    app = press(press(app, "Revenir à la fiche"), "Relire et envoyer")
    assert not app.button(key="fiche_envoyer").disabled


def test_hours_can_be_typed_as_openstreetmap_writes_them(filled_database: str) -> None:
    app = correcting("contact")
    app.radio(key=f"{key('opening_hours')}:forme").set_value("Au format OpenStreetMap").run()
    app.text_input(key=f"{key('opening_hours')}:texte").set_value("Lu-Ve 9h").run()
    assert any("n’est pas un horaire" in each.value for each in app.error)

    app.text_input(key=f"{key('opening_hours')}:texte").set_value("Jul-Aug Mo-Fr 10:00-12:00").run()

    assert not app.error
    assert drafts() == {key("opening_hours"): "Jul-Aug Mo-Fr 10:00-12:00"}


def test_what_is_sent_is_reviewed_by_authority_and_split_between_them(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    app.button(key="bloc:amicale-d-essai:organisation:organisation:corriger").click().run()
    app.text_area(key=key("description", "organisation")).set_value("Accueil et accompagnement.").run()
    app = press(app, "Relire et envoyer")

    written = text_of(app)
    assert "Pour la préfecture – Lozère (48)" in written
    assert "Pour la Miprof" in written
    app = press(app, "Envoyer 2 changements")

    assert any(each.value.startswith("Envoyé") for each in app.success)
    assert {(each.kind, each.authority) for each in sent()} == {("branch", "48"), ("structure", "FR")}
    assert len({each.batch for each in sent()}) == 1
    assert drafts() == {}
    assert "Attend la réponse de" in "".join(each.value for each in app.info)


def test_the_rest_may_be_said_unchanged_while_sending(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    app = press(app, "Relire et envoyer")
    app.checkbox(key="fiche_reste").check().run()
    app = press(app, "Envoyer ce changement")

    assert "la fiche est à jour" in "".join(str(each.proto) for each in app.get("progress"))
    with transaction() as session:
        assert session.get_one(Branch, MENDE).verified_on == listing.today()


def test_a_proposal_can_be_withdrawn(filled_database: str) -> None:
    _propose({"phone": "01 23 45 67 89"})

    app = press(fiche(), "Retirer *– Téléphone public*")

    assert any("Proposition retirée" in each.value for each in app.success)
    assert not any("Attend la réponse" in each.value for each in app.info)


@pytest.mark.parametrize("answer", ["accepted", "refused", "corrected"])
def test_answers_are_told_with_their_reason(filled_database: str, answer: str) -> None:
    number = _propose({"phone": "01 23 45 67 89"})
    prefecture = perimetre("prefecture:48")
    with transaction() as session:
        if answer == "accepted":
            listing_answers.accept(session, prefecture, [number], entry=ENTRY)
        elif answer == "refused":
            listing_answers.refuse(session, prefecture, number, "Ce numéro ne répond pas.", entry=ENTRY)
        else:
            other = {"phone": "01 23 45 67 80"}
            listing_answers.correct(session, prefecture, number, other, "Ce numéro ne répond pas.", entry=ENTRY)

    written = text_of(fiche())

    label = {"accepted": "Acceptée", "refused": "Refusée", "corrected": "Corrigée"}[answer]
    assert f"**{label}**" in written
    assert answer == "accepted" or "Ce numéro ne répond pas" in written
    typed, kept = "01 23 45 67 89", "01 23 45 67 80"
    told = {"accepted": f"→ **{typed}**", "refused": f"proposé « {typed} »", "corrected": f"enregistré **{kept}**"}
    assert told[answer] in written


def test_a_text_that_locates_a_shelter_is_refused_and_the_drafts_are_kept(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    app.text_area(key=key("access")).set_value(SHELTER).run()

    assert any("Ce champ n’est pas gardé" in each.value for each in app.error)
    assert SHELTER not in text_of(app)
    assert app.text_area(key=key("access")).value == SHELTER
    assert drafts() == {key("phone"): "01 23 45 67 89"}
    app = press(app, "Relire et envoyer")
    assert app.button(key="fiche_envoyer").disabled
    assert "Lilas" not in text_of(app)


def test_two_windows_of_the_same_person_lose_nothing_of_each_other(filled_database: str) -> None:
    first, second = correcting("contact"), correcting("contact")
    first.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    second.text_input(key=key("website")).set_value("https://ici.example.org").run()

    assert set(drafts()) == {key("phone"), key("website")}
    first.text_input(key=key("website")).run()
    assert "2 changements en brouillon" in text_of(first)


def test_what_another_window_typed_in_the_same_field_is_shown(filled_database: str) -> None:
    first, second = correcting("contact"), correcting("contact")
    first.text_input(key=key("phone")).set_value("01 23 45 67 89").run()
    second.run()
    second.text_input(key=key("phone")).set_value("01 23 45 67 80").run()

    first.run()

    assert "Repris d’une autre fenêtre" in text_of(first)
    assert first.text_input(key=f"{key('phone')}:1").value == "01 23 45 67 80"


def test_two_colleagues_have_drafts_of_their_own_and_both_propose(desk: Desk) -> None:
    one, other = desk.account(OURS, "un"), desk.account(OURS, "deux")
    for account, number in ((one, "01 23 45 67 89"), (other, "01 23 45 67 80")):
        app = correcting("contact", desk.sit(account)("ma_fiche", antenne=str(MENDE)))
        assert app.text_input(key=key("phone")).value == ""
        app.text_input(key=key("phone")).set_value(number).run()
    for account in (one, other):
        app = press(desk.sit(account)("ma_fiche", antenne=str(MENDE)), "Relire et envoyer")
        press(app, "Envoyer ce changement")

    assert [each.changes["phone"][1] for each in sent()] == ["01 23 45 67 89", "01 23 45 67 80"]


def test_a_value_that_moved_since_the_draft_is_told(filled_database: str) -> None:
    app = correcting("contact")
    app.text_input(key=key("website")).set_value("https://ici.example.org").run()
    with transaction() as session:
        session.get_one(Branch, MENDE).website = "https://ailleurs.example.org"

    app = fiche()

    assert any("a changé depuis ce brouillon" in each.value for each in app.warning)


def test_a_zone_names_who_will_validate_it(filled_database: str) -> None:
    app = correcting("zone")
    app.selectbox(key=f"{key('zone-')}ajout").set_value("30").run()
    assert "Sera validé par la préfecture – Gard" in text_of(app).replace("\\", "")
    app = press(app, "Ajouter à la zone")
    app = press(app, "Relire et envoyer")
    press(app, "Envoyer ce changement")

    assert [(each.kind, each.authority, each.changes) for each in sent()] == [("zone", "30", {"30": [None, "local"]})]


def test_a_consent_is_proposed_field_by_field(filled_database: str) -> None:
    app = correcting("publication")
    app.checkbox(key=f"{key('consents')}:phone").check().run()

    assert drafts() == {key("consents"): ["address", "phone"]}


def test_a_new_branch_is_written_sent_and_waits(filled_database: str) -> None:
    app = press(fiche(), "Ajouter une antenne")
    app.text_input(key=key("called", "nouvelle-1")).set_value("Florac").run()
    app = press(app, "Relire et envoyer")
    assert any("Département" in each.value for each in app.error)
    app = press(app, "Revenir à la fiche")
    app.selectbox(key=key("departement", "nouvelle-1")).set_value("48").run()
    app = press(press(app, "Relire et envoyer"), "Envoyer 2 changements")

    assert any(each.value.startswith("Envoyé") for each in app.success)
    with transaction() as session:
        row = session.scalars(select(Branch).where(Branch.name == "Florac")).one()
        assert (row.listed, row.departement) == (False, "48")
    assert "nouvelle antenne" in text_of(fiche(branch=row.id))


def test_a_branch_that_closes_is_proposed(filled_database: str) -> None:
    app = press(fiche(), "Proposer la fermeture")
    app = press(press(app, "Relire et envoyer"), "Envoyer ce changement")

    assert sent()[0].changes == {"closed_on": [None, listing.today().isoformat()]}


def test_a_branch_that_helps_with_housing_has_no_map_and_is_never_searched(
    filled_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "dashboard.components.card_place.check",
        lambda *address, sensitive: asked.append(sensitive) or check(*address, sensitive=sensitive),
    )
    app = correcting("aide")
    app.multiselect(key=key("functions")).set_value(["juridique", "hebergement"]).run()
    app = correcting("accueil", app)

    assert asked == [True]
    assert any("reste celui de sa commune" in each.value for each in app.info)
    assert not app.get("component_instance")


def test_a_hostile_name_is_shown_as_text(filled_database: str) -> None:
    with transaction() as session:
        branch = session.scalars(select(Branch).where(Branch.association == HOSTILE)).one()
        structure, number = branch.structure, branch.id
        branch.called = HOSTILE
    app = opened("ma_fiche", f"association:{structure}:48", antenne=str(number))
    app.button(key=f"bloc:{structure}:{number}:contact:corriger").click().run()
    app.text_area(key=f"fiche:{structure}:{number}:access").set_value(HOSTILE).run()
    app = press(app, "Relire et envoyer")

    assert not app.exception
    rich = {kind: "\n".join(str(each.proto) for each in app.get(kind)) for kind in ("html", "markdown", "caption")}
    assert not any(HOSTILE in written for written in rich.values())
    assert "](http" not in rich["markdown"] + rich["caption"]


def test_the_national_line_keeps_its_own_card(filled_database: str) -> None:
    with transaction() as session:
        session.add(Structure(code="acse", association="Coordination", name="Coordination", description="", mail=""))
    app = opened("ma_fiche", "acse")

    assert [each.value for each in app.title] == ["Ma fiche"]
    assert any("n’a pas encore d’antenne" in each.value for each in app.info)


def _propose(values: dict[str, object], branch: int = MENDE) -> int:
    with transaction() as session:
        (number,) = listing_proposals.propose(
            session, perimetre(OURS), "amicale-d-essai", [Wanted(Kind.BRANCH, branch, values)], entry=ENTRY
        )
    return number
