"""The yearly meeting: each visitor reads what is his, the steps follow each other, and nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from config.settings import settings
from dashboard import meetings as door
from geodata.database import transaction
from geodata.meetings import State
from geodata.perimetre import perimetre
from geodata.repositories import contacts, decisions, meetings
from tests.dashboard.small_meetings import KEPT, SHARED, fill_meetings, follow
from tests.dashboard.test_pages import opened, text_of
from tests.geodata.meetings.files import pdf

PROFILES = (
    "public", "partenaire", "association:1:48", "siao", "service", "prefecture", "referent", "prefet", "region:76",
    "ministere:justice", "miprof", "dihal", "acse", "cncdh",
)  # fmt: skip
YEAR = door.today().year


@pytest.fixture
def met(filled_database: str) -> int:
    """The number of the meeting of 2015 in Lozère."""
    with transaction() as session:
        return fill_meetings(session)


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click()
    return app.run()


def fill_in(app: AppTest, **values: object) -> None:
    """Fields by the end of their key."""
    for kind in (app.text_area, app.text_input, app.date_input, app.selectbox, app.radio, app.checkbox):
        for each in kind:
            field = str(each.key).rpartition(":")[2]
            if field in values:
                each.set_value(values[field])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("place", ["FR", "48"])
def test_the_page_opens_for_each_visitor_on_an_empty_archive(empty_database: str, place: str, profile: str) -> None:
    app = opened("reunions", profile, departement=place)

    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Réunions du CDPD"]


@pytest.mark.parametrize("profile", ["partenaire", "prefecture", "prefet", "ministere:logement", "miprof", "cncdh"])
@pytest.mark.parametrize("part", ["etapes", "agenda", "membres", "decisions", "documents", "historique"])
def test_each_part_of_a_meeting_opens_for_each_visitor(met: int, part: str, profile: str) -> None:
    app = opened("reunions", profile, departement="48", exercice="2015", partie=part)

    assert not app.exception
    assert not app.error


def test_the_public_reads_held_or_not_and_nothing_else(met: int) -> None:
    written = text_of(opened("reunions", "public", departement="48", exercice="2015"))

    assert "Tenue" in written
    assert SHARED not in written
    assert "16/12/2015" not in written


def test_the_public_reads_nothing_of_a_year_that_is_not_over(met: int) -> None:
    written = text_of(opened("reunions", "public", departement="FR", exercice=str(YEAR)))

    assert f"L’état de {YEAR} est communiqué une fois l’année close." in written


def test_a_member_reads_the_shared_decisions_alone(met: int) -> None:
    written = text_of(opened("reunions", "partenaire", departement="48", exercice="2015", partie="decisions"))

    assert SHARED in written
    assert KEPT not in written


def test_a_ministry_reads_the_decisions_of_its_mesures_without_the_meeting(met: int) -> None:
    written = text_of(opened("reunions", "ministere:logement", departement="48", exercice="2015"))

    assert SHARED in written
    assert "Parquet" not in written


@pytest.mark.parametrize("profile", ["public", "partenaire", "prefet", "miprof", "cncdh", "dihal"])
def test_no_form_is_offered_to_whoever_does_not_keep_the_meetings(met: int, profile: str) -> None:
    for part in ("etapes", "decisions"):
        app = opened("reunions", profile, departement="48", exercice="2015", partie=part)

        labels = {each.label for each in app.button}
        assert not labels & {"Enregistrer la décision", "Déposer le compte rendu", "Programmer la réunion"}


def test_an_address_with_an_unknown_meeting_shows_the_meeting_of_the_year(met: int) -> None:
    app = opened("reunions", "prefecture", departement="48", exercice="2015", reunion="999")

    assert not app.error
    assert app.query_params["reunion"] == str(met)


def test_texts_that_people_typed_are_never_read_as_markup(met: int) -> None:
    app = opened("reunions", "prefecture", departement="48", exercice="2015", partie="agenda")

    tables = "\n".join(str(each.proto) for each in app.get("html"))
    rich = "\n".join(str(each.proto) for kind in ("markdown", "caption") for each in app.get(kind))
    assert "&lt;script&gt;" in tables
    assert "<script>" not in tables + rich
    assert "](http://ailleurs" not in rich


def test_a_meeting_goes_from_its_date_to_its_validated_minutes(met: int) -> None:
    here = {"departement": "48", "exercice": str(YEAR)}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, jour=door.today())
    press(app, "Programmer la réunion")
    app = opened("reunions", "prefecture:48", **here, partie="membres")
    fill_in(app, sieges="DDCS ; directrice\nParquet ; procureur")
    press(app, "Enregistrer la composition")
    app = opened("reunions", "prefecture:48", **here, partie="etapes")
    fill_in(app, urgence="Instruction du jour")
    press(app, "Convoquer et figer le dossier")
    app = opened("reunions", "prefecture:48", **here, partie="etapes")
    fill_in(app, siege_0="present", siege_1="excused")
    press(app, "Enregistrer la tenue")
    app = opened("reunions", "prefecture:48", **here, partie="decisions")
    fill_in(app, texte="Ouvrir deux places", responsable="DDCS")
    press(app, "Enregistrer la décision")

    number, held = _meeting_of(YEAR)
    assert held.state == State.HELD
    assert len(held.files) == 2
    assert held.decisions == (1,)

    _deposit(number, held.rank)
    app = opened("reunions", "prefet:48", **here, partie="etapes")
    press(app, "Valider le compte rendu")

    assert _meeting_of(YEAR)[1].state == State.VALIDATED
    assert not app.error


def test_whoever_wrote_the_minutes_is_not_offered_to_validate_them(met: int) -> None:
    _deposit(met, _meeting_of(2015)[1].rank)

    app = opened("reunions", "prefecture:48", departement="48", exercice="2015", partie="etapes")

    assert "Valider le compte rendu" not in {each.label for each in app.button}
    assert any("celui qui l’a rédigé ne le valide pas" in info.value for info in app.info)


def test_a_rule_that_says_no_is_a_sentence_and_what_was_typed_stays(met: int) -> None:
    here = {"departement": "48", "exercice": str(YEAR)}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, lieu="Salle Claustre")
    app = press(app, "Programmer la réunion")

    assert [error.value for error in app.error] == ["Il manque le jour de la réunion."]
    assert next(each for each in app.text_input if each.label == "Lieu").value == "Salle Claustre"


def test_convening_too_late_without_a_reason_is_refused(met: int) -> None:
    here = {"departement": "48", "exercice": str(YEAR)}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, jour=door.today() + timedelta(days=2))
    press(app, "Programmer la réunion")

    app = press(opened("reunions", "prefecture:48", **here, partie="etapes"), "Convoquer et figer le dossier")

    assert any("Il faut 5 jours entre la convocation" in error.value for error in app.error)


def test_a_draft_survives_a_closed_browser_and_is_its_author_s_alone(met: int) -> None:
    here = {"departement": "48", "exercice": "2015", "partie": "decisions"}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, texte="Former les centres", responsable="DDCS", echeance=door.today())
    press(app, "Garder le brouillon")

    app = opened("reunions", "prefecture:48", **here)
    assert any(each.value.startswith("Brouillon enregistré à") for each in app.markdown)
    assert "Former les centres" not in [each.value for each in app.text_area]
    press(app, "Reprendre")
    assert next(each for each in app.text_area if each.label == "Décision").value == "Former les centres"
    assert not any("Brouillon" in each.value for each in opened("reunions", "referent:48", **here).markdown)

    press(app, "Enregistrer la décision")
    assert not any("Brouillon" in each.value for each in opened("reunions", "prefecture:48", **here).markdown)
    with transaction() as session:
        kept = decisions.decisions(session, perimetre("prefecture:48"), door.today(), departement="48")
    assert "Former les centres" in set(kept["text"])
    assert door.today() in set(kept["due_on"])


def test_two_people_who_write_the_same_decision_both_keep_their_text(met: int) -> None:
    here = {"departement": "48", "exercice": "2015", "partie": "decisions"}
    first = opened("reunions", "prefecture:48", **here)
    decision_id = int(next(each for each in first.selectbox if each.label == "Décision à suivre").value)
    with transaction() as session:
        follow(session, decision_id, version=0)

    fill_in(first, etat="done", note="Dix centres sur dix")
    first = press(first, "Enregistrer l’état")

    assert any("Quelqu’un d’autre a changé l’état" in warning.value for warning in first.warning)
    texts = "\n".join(each.value for each in first.text)
    assert "Trois centres sur dix" in texts
    assert "Dix centres sur dix" in texts
    press(first, "Enregistrer l’état")
    with transaction() as session:
        told = decisions.updates(session, perimetre("prefecture:48"), decision_id)
    assert list(told["note"]) == ["Trois centres sur dix", "Dix centres sur dix"]


def test_two_people_who_take_a_decision_at_once_read_each_other(met: int) -> None:
    here = {"departement": "48", "exercice": "2015", "partie": "decisions"}
    first, second = opened("reunions", "prefecture:48", **here), opened("reunions", "referent:48", **here)
    for app, text in ((first, "Ouvrir deux places"), (second, "Réunir le groupe mineurs")):
        app.text_area[0].set_value(text)
        next(each for each in app.text_input if "responsable" in each.label).set_value("DDCS")
        press(app, "Enregistrer la décision")

    told = "\n".join(each.value for each in second.text)
    assert "Ouvrir deux places" in told
    assert "Réunir le groupe mineurs" in told
    press(second, "Enregistrer la décision")
    assert _meeting_of(2015)[1].decisions == (1, 2, 3, 4)


def test_the_wording_of_a_decision_is_corrected_before_the_minutes_are_validated(met: int) -> None:
    app = opened("reunions", "prefecture:48", departement="48", exercice="2015", partie="decisions")
    next(each for each in app.text_area if "corriger" in str(each.key)).set_value("Désigner deux référents par centre")
    press(app, "Enregistrer la correction")

    with transaction() as session:
        kept = decisions.decisions(session, perimetre("prefecture:48"), door.today(), departement="48")
    assert "Désigner deux référents par centre" in set(kept["text"])
    assert SHARED not in set(kept["text"])


def test_what_one_person_writes_is_seen_at_once_by_another(met: int) -> None:
    before = opened("reunions", "miprof", departement="FR", exercice="2014", partie="relances")
    count = len(door.to_contact(perimetre("miprof"), 2014))
    with transaction() as session:
        contacts.record_contact(
            session, perimetre("miprof"), "02", 2014, on=door.today(), by_function="chargé de mission",
            how="courriel au cabinet", now=datetime.now(UTC),
        )  # fmt: skip

    after = opened("reunions", "miprof", departement="FR", exercice="2014", partie="relances")

    assert count == 101
    assert "courriel au cabinet" not in text_of(before)
    assert "courriel au cabinet" in text_of(after)


def test_each_counter_opens_exactly_its_list(met: int) -> None:
    counted = door.compliance(perimetre("miprof"))[2015].value_counts()

    for state, count in counted.items():
        app = opened("reunions", "miprof", departement="FR", exercice="2015", partie="grille", etat=str(state))

        assert f"<caption>{count} département" in text_of(app)


def test_silence_widens_the_national_rate_and_is_never_no(met: int) -> None:
    written = text_of(opened("reunions", "miprof", departement="FR", exercice="2015", partie="grille"))

    assert "1 à 99\N{NO-BREAK SPACE}%" in written
    assert "1 départements sur 101, 99 silencieux" in written


def test_miprof_records_a_contact(met: int) -> None:
    app = opened("reunions", "miprof", departement="FR", exercice="2015", partie="relances")
    fill_in(app, departement="03", moyen="courriel au cabinet", reponse="no_meeting")
    press(app, "Enregistrer le contact")

    grid = door.compliance(perimetre("miprof"))
    assert grid.at["03", 2015] == "nothing"


def test_a_region_lists_its_own_departements_and_contacts_nobody(met: int) -> None:
    app = opened("reunions", "region:76", departement="FR", exercice="2015", partie="relances")

    assert "12 départements sans réunion" in text_of(app)
    assert "Enregistrer le contact" not in {each.label for each in app.button}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("prefecture:48", {f"Préparer la réunion {YEAR}", "Enregistrer les décisions", "Dire où en est une mesure"}),
        ("miprof", {"Départements sans réunion"}),
        ("public", set()),
        ("cncdh", set()),
    ],
)
def test_the_home_page_says_what_waits_for_whom(met: int, profile: str, expected: set[str]) -> None:
    app = opened("couverture", profile)

    links = "\n".join(str(each.proto) for each in app.get("page_link"))
    assert all(label in links for label in expected)
    assert bool(expected) == any("À faire" in each.value for each in app.markdown)


def test_the_page_of_a_departement_tells_its_meeting(met: int) -> None:
    whole = text_of(opened("departement", "prefecture:48", departement="48", annee="2016"))
    public = text_of(opened("departement", "public", departement="48", annee="2016"))

    assert "16/12/2015" in whole
    assert "16/12/2015" not in public
    assert "l’année seule est publique" in public


def test_the_proposed_agenda_is_accepted_item_by_item(met: int) -> None:
    here = {"departement": "48", "exercice": str(YEAR)}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, jour=door.today(), inscrire=False)
    press(app, "Programmer la réunion")
    app = opened("reunions", "prefecture:48", **here, partie="agenda")
    offered = len(app.checkbox)
    app.checkbox[0].uncheck()
    press(app, "Inscrire les points cochés")

    agenda = _meeting_of(YEAR)[1].agenda
    assert offered > 2
    assert len(agenda) == offered - 1
    app = opened("reunions", "prefecture:48", **here, partie="agenda")
    assert len(app.checkbox) == 1
    press(app, "Descendre")
    assert _meeting_of(YEAR)[1].agenda[:2] == (agenda[1], agenda[0])


def test_a_seat_without_a_function_is_refused(met: int) -> None:
    here = {"departement": "48", "exercice": str(YEAR)}
    app = opened("reunions", "prefecture:48", **here)
    fill_in(app, jour=door.today())
    press(app, "Programmer la réunion")
    app = opened("reunions", "prefecture:48", **here, partie="membres")
    fill_in(app, sieges="DDCS")

    app = press(app, "Enregistrer la composition")

    assert any("Ligne 1" in error.value for error in app.error)


def test_in_production_nobody_without_an_account_is_offered_a_form(met: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()

    app = opened("reunions", "prefecture:48", departement="48", exercice="2015")

    assert not {each.label for each in app.button}


def _meeting_of(year: int) -> tuple[int, door.Meeting]:
    with transaction() as session:
        listed = meetings.listed(session, perimetre("prefecture:48"), departement="48", year=year)
        number = int(listed.index[0])
        return number, meetings.meeting(session, perimetre("prefecture:48"), number)


def _deposit(number: int, version: int) -> None:
    from geodata.meetings import DocumentKind, events
    from geodata.repositories import meeting_documents

    with transaction() as session:
        writer = perimetre("prefecture:48")
        sha256 = meeting_documents.deposit(
            session, writer, number, name="cr.pdf", content=pdf("Compte rendu"), kind=DocumentKind.MINUTES,
            attested=True, expected=version, now=datetime.now(UTC),
        )  # fmt: skip
        written = events.MinutesWritten(sha256)
        meetings.record(session, writer, number, written, expected=version + 1, now=datetime.now(UTC))
