"""Recording something about a mesure: who may, what becomes of a draft, of two texts, of a validation."""

import re

from streamlit.testing.v1 import AppTest

from config.roles import Level
from dashboard import steering
from geodata.database import transaction
from geodata.perimetre import perimetre
from geodata.progress.states import ValueStatus, Weather
from geodata.repositories import progress_syntheses
from tests.dashboard.steering_france import ACTION, END, INDICATOR, MESURE, PLAN
from tests.dashboard.test_mesures import HERE
from tests.dashboard.test_pages import opened, text_of

NOTE = "Trois sessions sont prévues."


def test_only_who_may_write_there_is_offered_a_form(told: str) -> None:
    def tabs(profile: str, **view: str) -> list[str]:
        return [tab.label for tab in opened("mesures", profile, **(HERE | view)).tabs]

    assert tabs("prefecture:48")[0] == "Dire où en est la mesure"
    assert tabs("prefecture:48", departement="01") == []
    assert tabs("prefet:48") == ["Valider (1)"]
    assert tabs("miprof", departement="01") == ["Valider (3)"]
    assert tabs("association:1:48") == ["Proposer une valeur"]
    assert tabs("public") == []


def test_what_is_recorded_is_read_at_once_by_everybody(told: str) -> None:
    before = text_of(opened("mesures", "miprof", **HERE))
    app = opened("mesures", "prefecture:48", **HERE)

    _say(app, Weather.SECURED, NOTE)

    assert any("Météo et synthèse enregistrées" in success.value for success in app.success)
    assert NOTE not in before
    assert "☀\xa0Objectifs sécurisés" in text_of(opened("mesures", "miprof", **HERE))
    assert NOTE.rstrip(".") in text_of(opened("mesures", "miprof", **HERE))


def test_a_weather_never_stands_without_its_text(told: str) -> None:
    app = opened("mesures", "prefecture:48", **HERE)

    _say(app, Weather.SECURED, "  ")

    assert any("météo" in error.value for error in app.error)
    assert _versions() == 1


def test_a_draft_survives_a_closed_browser_and_goes_once_it_is_saved(told: str) -> None:
    first = opened("mesures", "prefecture:48", **HERE)
    _fill(first, Weather.COMPROMISED, NOTE)
    _press(first, "Garder le brouillon")

    second = opened("mesures", "prefecture:48", **HERE)
    offered = [each.value for each in second.markdown if each.value.startswith("Brouillon enregistré")]
    _press(second, "Reprendre")
    typed = second.text_area(key=_key("texte")).value
    _press(second, "Enregistrer la météo")

    third = text_of(opened("mesures", "prefecture:48", **HERE))
    assert re.fullmatch(r"Brouillon enregistré à \d\d\sh\s\d\d\.", offered[0])
    assert typed == NOTE
    assert "Brouillon enregistré" not in third
    assert "☂\xa0Objectifs compromis" in third


def test_a_draft_is_for_its_author_alone(told: str) -> None:
    app = opened("mesures", "prefecture:48", **HERE)
    _fill(app, Weather.COMPROMISED, NOTE)
    _press(app, "Garder le brouillon")

    other = opened("mesures", "referent:48", **HERE)

    assert "Brouillon enregistré" not in text_of(other)


def test_two_persons_who_write_read_both_texts_and_neither_is_lost(told: str) -> None:
    first, second = opened("mesures", "prefecture:48", **HERE), opened("mesures", "referent:48", **HERE)
    _say(second, Weather.SECURED, "Texte du référent.")

    _say(first, Weather.COMPROMISED, "Texte de la préfecture.")

    shown = [each.value for each in first.text]
    assert any("Quelqu’un a enregistré cette fiche" in warning.value for warning in first.warning)
    assert any("Texte du référent." in text for text in shown)
    assert any("Texte de la préfecture." in text for text in shown)
    assert _versions() == 2

    _press(first, "Enregistrer la météo")

    assert _versions() == 3
    assert "Texte du référent." in text_of(first)


def test_who_wrote_does_not_validate_and_the_prefet_does(told: str) -> None:
    prefet = opened("mesures", "prefet:48", **HERE)

    _press(prefet, "Valider la météo")

    with transaction() as session:
        history = progress_syntheses.history(session, perimetre("miprof"), PLAN, MESURE, "48")
    assert history[0].status == ValueStatus.VALIDATED
    assert "validée" in text_of(opened("mesures", "prefecture:48", **HERE))


def test_a_refusal_says_why(told: str) -> None:
    prefet = opened("mesures", "prefet:48", **HERE)

    _press(prefet, "Refuser la météo")

    assert any("raison du refus" in error.value for error in prefet.error)


def test_a_validated_value_reaches_the_public(told: str) -> None:
    view = {"departement": "01", "mesure": str(MESURE)}
    assert "50\xa0%" not in text_of(opened("mesures", "public", **view))

    _press(opened("mesures", "prefet:01", **view), "Valider les valeurs")

    assert "50\xa0%" in text_of(opened("mesures", "public", **view))


def test_a_value_recorded_is_provisional(told: str) -> None:
    app = opened("mesures", "prefecture:48", **HERE)
    app.number_input(key=f"valeur:{PLAN}:{MESURE}:{INDICATOR}:48:valeur").set_value(77)
    _press(app, "Enregistrer la valeur")

    written = text_of(app)
    assert "77\xa0professionnels au 31/12/2016 – provisoire" in written


def test_a_second_value_of_the_same_day_corrects_the_first_and_says_what_it_corrects(told: str) -> None:
    app = opened("mesures", "prefecture:48", **HERE)
    name = f"valeur:{PLAN}:{MESURE}:{INDICATOR}:48"
    offered = app.selectbox(key=f"{name}:corrige").value

    app.selectbox(key=f"{name}:corrige").set_value("nouvelle")
    app.number_input(key=f"{name}:valeur").set_value(77)
    _press(app, "Enregistrer la valeur")

    assert offered != "nouvelle"
    assert any("la corriger" in warning.value for warning in app.warning)
    assert "77\xa0professionnels" not in text_of(app)


def test_the_state_of_a_sub_action_is_recorded(told: str) -> None:
    app = opened("mesures", "prefecture:48", **HERE)
    app.selectbox(key=f"etat:{PLAN}:{MESURE}:{ACTION}:48:etat").set_value("realisee")
    _press(app, "Enregistrer l’état")

    state = steering.mesure_state(perimetre("miprof"), PLAN, MESURE, "48", END)
    assert next(each.state for each in state.actions if each.action.code == ACTION) == "realisee"


def test_the_owner_answers_a_proposal_and_its_author_reads_the_answer(told: str) -> None:
    miprof = opened("mesures", "miprof", **HERE)
    answer = next(each for each in miprof.text_input if str(each.key).startswith("reponse:"))
    answer.set_value("Compté, merci.")
    _press(miprof, "Accepter la proposition")

    written = text_of(opened("mesures", "prefecture:48", **HERE))
    assert "Compté, merci." in written
    assert "Acceptée" in written


def test_an_association_proposes_a_value_and_writes_none(told: str) -> None:
    app = opened("mesures", "association:1:48", **HERE)
    name = f"proposition:{PLAN}:{MESURE}:{INDICATOR}:48"
    app.number_input(key=f"{name}:valeur").set_value(40)
    app.text_area(key=f"{name}:motif").set_value("Deux sessions manquent.")
    app.text_input(key=f"{name}:source").set_value("notre registre")
    _press(app, "Envoyer la proposition")

    assert any("Proposition envoyée" in success.value for success in app.success)
    assert "Deux sessions manquent." in text_of(opened("mesures", "miprof", **HERE))


def test_miprof_types_the_opinion_of_the_cncdh_with_its_reference(told: str) -> None:
    view = {"departement": "FR", "mesure": str(MESURE)}
    app, name = opened("mesures", "miprof", **view), f"cotation:{PLAN}:{MESURE}:cncdh"

    app.radio(key=f"{name}:cotation").set_value("partielle")
    _press(app, "Enregistrer la cotation")
    refused = [error.value for error in app.error]
    app.text_input(key=f"{name}:reference").set_value("Avis du 7 juillet 2016")
    _press(app, "Enregistrer la cotation")

    assert refused
    assert "Avis du 7 juillet 2016" in text_of(opened("mesures", "public", **view))


def test_nobody_else_types_a_judgement(told: str) -> None:
    app = opened("mesures", "prefecture:48", departement="FR", mesure=str(MESURE))

    assert not [expander.label for expander in app.expander if expander.label.startswith("Saisir la cotation")]


def test_nobody_without_the_right_is_offered_the_private_scope(told: str) -> None:
    app = opened("mesures", "ministere:interieur", **HERE)

    scope = next((each for each in app.selectbox if each.label == "Qui le lira"), None)
    assert scope is None or "private" not in scope.options
    assert perimetre("ministere:interieur").level_in("48") < Level.N2


def _key(field: str) -> str:
    return f"synthese:{PLAN}:{MESURE}:48:{field}"


def _fill(app: AppTest, weather: Weather, text: str) -> None:
    app.radio(key=_key("meteo")).set_value(weather.value)
    app.text_area(key=_key("texte")).set_value(text)


def _say(app: AppTest, weather: Weather, text: str) -> None:
    _fill(app, weather, text)
    _press(app, "Enregistrer la météo")


def _press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def _versions() -> int:
    with transaction() as session:
        return len(progress_syntheses.history(session, perimetre("miprof"), PLAN, MESURE, "48"))
