"""Where to open the next places: the form, the plan, what if the need changed, and who reads what of it."""

from typing import Any

import pytest
from sqlalchemy import delete, select
from streamlit.testing.v1 import AppTest

from dashboard import scenarios
from dashboard.components.scenario_compare import signed
from dashboard.components.scenario_list import FRESH, STALE
from dashboard.scenarios import Asked
from geodata.database import transaction
from geodata.models import DiagnosticRow, SavedScenario, ScenarioShare
from geodata.perimetre import NotAllowed, perimetre
from geodata.scenarios import Scenario
from tests.dashboard.planned_france import change_the_data
from tests.dashboard.small_france import HOSTILE, YEAR
from tests.dashboard.test_pages import opened, text_of

OF_THE_COUNTRY = ("dihal", "miprof", "exploitation")
OF_A_DEPARTEMENT = ("prefet:48", "prefecture:48", "referent:48", "siao:48")
OF_NOBODY = ("public", "partenaire:48", "association:1:48", "acse", "ministere:justice", "technique")


def page(profile: str = "dihal", **query: str) -> AppTest:
    return opened("scenarios", profile, annee=str(YEAR), **query)


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def save(app: AppTest, name: str) -> AppTest:
    next(each for each in app.text_input if each.label == "Nom du scénario").set_value(name)
    return press(app, "Enregistrer")


def box(app: AppTest, label: str) -> Any:
    return next(each for each in app.number_input if each.label == label)


def kept() -> list[SavedScenario]:
    with transaction() as session:
        return list(session.scalars(select(SavedScenario).order_by(SavedScenario.id)))


@pytest.mark.parametrize("profile", OF_THE_COUNTRY)
def test_a_plan_is_on_the_page_as_soon_as_it_opens(planned: str, profile: str) -> None:
    app = page(profile)

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "40 sur 40" in written
    assert "42 → 2" in written
    assert "<dd>Optimal<small>prouvé par le solveur HiGHS" in written
    assert '<th scope="row">Seine-Saint-Denis (93)</th>' in written
    assert "96 départements sans besoin ou sans places connus ne reçoivent rien" in written


@pytest.mark.parametrize("profile", OF_A_DEPARTEMENT)
def test_a_departement_reads_only_what_was_shown_to_it(planned: str, profile: str) -> None:
    app = page(profile)

    assert not app.exception
    assert any("Aucun scénario n’a été montré à votre département" in each.value for each in app.info)
    assert not app.number_input
    assert "Moselle" not in text_of(app)


@pytest.mark.parametrize("profile", OF_NOBODY)
def test_nobody_else_reads_anything_of_it(planned: str, profile: str) -> None:
    app = page(profile)

    assert not app.exception
    assert any("Les scénarios sont ouverts à qui lit les places" in each.value for each in app.info)
    assert not app.number_input
    assert not app.dataframe


def test_the_national_rapporteur_reads_the_total_of_secure_places_alone(planned: str) -> None:
    app = page("cncdh")

    assert not app.exception
    assert [each.value for each in app.header] == ["Places sécurisantes (mesure\u00a08)"]
    assert [each.label for each in app.number_input] == ["Combien de places sécurisantes de plus\u00a0?"]
    assert not app.get("download_button")


@pytest.mark.parametrize("profile", ["dihal", "prefet:48", "public"])
def test_an_empty_archive_says_that_nothing_was_received(empty_database: str, profile: str) -> None:
    assert any("Aucune donnée" in each.value for each in opened("scenarios", profile).info)


def test_a_changed_value_is_solved_at_once_and_enters_the_address(planned: str) -> None:
    app = box(page(), "Places à ouvrir").set_value(3).run()

    assert "3 sur 3" in text_of(app)
    assert app.query_params["places"] in ("3", ["3"])


def test_a_changed_need_is_compared_with_the_need_as_stated(planned: str) -> None:
    app = page(places="12", besoin="93")

    written = text_of(app)
    assert "Et si le besoin changeait : Seine-Saint-Denis (93) × 2" in written
    assert "<caption>Les deux scénarios</caption>" in written
    assert "+24</td>" in written
    assert "Seine-Saint-Denis (93) recevrait" in written
    app = (
        next(each for each in app.get("button_group") if each.label == "Plan montré").set_value("Besoin déclaré").run()
    )
    assert "42 → 30" in text_of(app)


def test_constraints_that_no_plan_holds_say_which_one_to_relax(planned: str) -> None:
    app = page(places="4", encadres="48", min_48="6")

    assert not app.exception
    (refusal,) = app.error
    assert "ouvrir 6 places au lieu de 4" in refusal.value
    assert "baisser le minimum : Lozère (48), de 2 places" in refusal.value
    assert box(app, "Lozère (48) : au moins").value == 6


def test_a_budget_too_small_says_how_much_to_add(planned: str) -> None:
    app = page(places="10", encadres="48", min_48="5", types="chrs", cout_chrs="10000", budget="20000")

    (refusal,) = app.error
    assert "ajouter 30\u202f000\u00a0€ par an au budget" in refusal.value
    assert "baisser le minimum : Lozère (48), de 3 places" in refusal.value


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"places": "-1"}, "de 0 à 5\u202f000 places"),
        (
            {"fois_93": "11", "besoin": "48,93"},
            "Seine-Saint-Denis (93)\N{NO-BREAK SPACE}: un besoin se multiplie par un nombre de 0 à 10",
        ),
        (
            {"regions": "11", "part_min_11": "-5"},
            "Île-de-France\N{NO-BREAK SPACE}: une part des places est un pourcentage",
        ),
        (
            {"regions": "11", "part_max_11": "101"},
            "Île-de-France\N{NO-BREAK SPACE}: une part des places est un pourcentage",
        ),
        (
            {"regions": "11", "part_min_11": "50", "part_max_11": "20"},
            "la part minimum (50\N{NO-BREAK SPACE}%) dépasse la part maximum (20\N{NO-BREAK SPACE}%)",
        ),
        (
            {"regions": "11,44", "part_min_11": "60", "part_min_44": "60"},
            "font ensemble plus de 100\N{NO-BREAK SPACE}% des places",
        ),
        ({"regions": "42", "part_max_42": "20"}, "Alsace n’était pas une région en 2016"),
        ({"region": "120"}, "un pourcentage"),
        ({"ouverture": "0"}, "au moins une place"),
        ({"budget": "1000"}, "demande le coût"),
        ({"types": "chrs"}, "coût annuel d’une place : CHRS"),
        ({"maximum": "-2"}, "jamais négatif"),
        ({"encadres": "48", "min_48": "5", "max_48": "3"}, "le minimum (5) dépasse le maximum (3)"),
    ],
)
def test_what_makes_no_sense_is_said_in_french_and_nothing_typed_is_lost(
    planned: str, query: dict[str, str], sentence: str
) -> None:
    app = page(**query)

    assert not app.exception
    (refusal,) = app.error
    assert sentence in refusal.value
    assert "n’est perdu" in refusal.value
    for name, value in query.items():
        assert app.query_params[name] in (value, [value])


@pytest.mark.parametrize(
    "query",
    [
        {"places": "quarante"},
        {"besoin": "20"},
        {"accueil": "mineurs"},
        {"objectif": HOSTILE},
        {"besoin": "93", "fois_93": "nan"},
        {"regions": "20"},
        {"regions": "11", "part_max_11": "beaucoup"},
    ],
)
def test_an_address_that_cannot_be_read_gives_the_usual_form(planned: str, query: dict[str, str]) -> None:
    app = page(**query)

    assert not app.exception
    assert not app.error
    assert any("ne se lit pas" in each.value for each in app.info)
    assert "40 sur 40" in text_of(app)


def test_minors_are_never_planned(planned: str) -> None:
    (public,) = [each for each in page().selectbox if each.label == "Public"]

    assert "Mineurs" not in public.options
    assert len(public.options) == 7


def test_a_country_of_which_nothing_is_known_opens_nothing_and_says_so(filled_database: str) -> None:
    with transaction() as session:
        session.execute(delete(DiagnosticRow))
    app = page()

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "0 sur 40" in written
    assert "101 départements sans besoin ou sans places connus ne reçoivent rien" in written
    assert "Ce silence n’est pas zéro" in written
    assert "0 → 0" not in written
    assert "il est couvert" not in written


def test_one_more_place_is_asked_by_a_button(planned: str) -> None:
    app = page(places="3")
    assert not any("Une place de plus" in each.value for each in app.info)

    app = press(app, "Que changerait une place de plus ?")
    assert any("Une place de plus irait à" in each.value for each in app.info)
    assert not any("Une place de plus" in each.value for each in box(app, "Places à ouvrir").set_value(4).run().info)


def test_money_counts_once_prices_are_written(planned: str) -> None:
    app = page(places="10", types="chrs,cada", cout_chrs="17000", cout_cada="9000", budget="45000")

    written = text_of(app)
    assert not app.error
    assert "5 sur 10" in written
    assert "45\u202f000\u00a0€" in written
    assert "CADA : " in written
    app = press(app, "Que changerait une place de plus, ou un peu plus d’argent ?")
    assert any("9\u202f000\u00a0€ de plus par an" in each.value for each in app.info)


def test_a_scenario_is_saved_found_again_and_reopened(planned: str) -> None:
    app = save(page(places="12", besoin="93", maximum="9"), "Douze, et 93 double")

    assert any("Scénario enregistré" in each.value for each in app.success)
    (row,) = kept()
    assert (row.name, row.year, row.profile, row.demonstration) == ("Douze, et 93 double", YEAR, "dihal", True)
    assert row.result["departements"]["93"]["need"] == 48
    app = page(partie="enregistres", places="40")
    assert "Douze, et 93 double" in text_of(app)
    assert FRESH in [each.value for each in app.caption]
    app = press(app, "Rouvrir")
    assert box(app, "Places à ouvrir").value == 12
    assert box(app, "Maximum par département").value == 9
    assert "Seine-Saint-Denis (93) × 2" in text_of(app)


def test_a_scenario_without_a_name_is_refused_and_the_plan_stays(planned: str) -> None:
    app = save(page(places="12"), "  ")

    assert any("le nom du scénario" in each.value for each in app.error)
    assert kept() == []
    assert "12 sur 12" in text_of(app)


def test_a_name_that_says_where_a_shelter_is_is_refused_and_nothing_is_kept(planned: str) -> None:
    app = save(page(places="12"), "Foyer du 12 rue des Lilas, 48000 Mende")

    assert app.error
    assert kept() == []
    assert "12 sur 12" in text_of(app)


def test_the_name_of_a_scenario_is_never_read_as_html(planned: str) -> None:
    save(page(places="5"), HOSTILE[:80])
    save(page(places="6"), "Six")

    written = text_of(page(partie="enregistres"))
    assert "<img src=x" not in written.replace("\\<", "")
    assert "Comparer deux scénarios enregistrés" in written


def test_two_saved_scenarios_are_compared(planned: str) -> None:
    save(page(places="5"), "Cinq")
    save(page(places="12"), "Douze")

    written = text_of(page("miprof", partie="enregistres"))
    assert '<th scope="col">Cinq</th>' in written
    assert '<td class="number">+7</td>' in written
    assert "n’ont pas été calculés sur les mêmes données" not in written


def test_a_scenario_says_that_the_data_have_changed_since(planned: str) -> None:
    save(page(places="12"), "Avant")
    press_share("48")
    with transaction() as session:
        change_the_data(session)
    save(page(places="12"), "Après")

    app = page(partie="enregistres")
    assert [each.value for each in app.warning].count(STALE) == 1
    assert any("mêmes données" in each.value for each in app.warning)
    assert any("Les données du pays ont changé" in each.value for each in page("prefet:48").warning)


def press_share(*codes: str, profile: str = "dihal") -> AppTest:
    app = page(profile, partie="enregistres")
    next(each for each in app.multiselect if each.label == "Départements").set_value(list(codes))
    return press(app, "Montrer")


def test_a_prefet_reads_his_own_line_and_never_that_of_another(planned: str) -> None:
    save(page(places="12", besoin="93"), "Douze")
    app = press_share("48", "93")
    assert any("montré aux départements choisis" in each.value for each in app.success)

    own = text_of(page("prefet:48"))
    assert "Douze – Lozère (48)" in own.replace("\\", "")
    assert "rien n’y est décidé" in own
    assert "Seine-Saint-Denis" not in own
    assert "(93)" not in own
    assert "multiplié par 2" in text_of(page("prefecture:93"))
    assert "Douze" not in text_of(page("prefet:57"))
    assert "Douze" not in text_of(page("region:44"))


def test_only_who_answers_for_places_shows_a_scenario(planned: str) -> None:
    save(page("miprof", places="12"), "Douze")

    assert not any(each.label == "Montrer" for each in page("miprof", partie="enregistres").button)
    with transaction() as session:
        assert list(session.scalars(select(ScenarioShare.departement))) == []


def test_a_scenario_is_removed_once_it_was_confirmed_and_leaves_the_prefet(planned: str) -> None:
    save(page(places="12"), "Douze")
    press_share("48")
    app = press(page(partie="enregistres"), "Retirer")
    assert len(kept()) == 1

    app = press(app, "Oui, le retirer")
    assert any("Aucun scénario n’est enregistré" in each.value for each in app.info)
    assert any("Aucun scénario n’a été montré" in each.value for each in page("prefet:48").info)


def test_a_plan_kept_for_one_visitor_is_never_given_to_another(planned: str) -> None:
    asked = Asked(YEAR, None, Scenario(12))
    for_dihal = scenarios.solved(perimetre("dihal"), asked)

    for profile in (*OF_A_DEPARTEMENT, *OF_NOBODY):
        with pytest.raises(NotAllowed):
            scenarios.solved(perimetre(profile), asked)
    assert scenarios.solved(perimetre("miprof"), asked).plan.opened.equals(for_dihal.plan.opened)
    other = scenarios.solved(perimetre("dihal"), Asked(YEAR, None, Scenario(12, need_times={"93": 2.0})))
    assert not other.plan.departements["need"].equals(for_dihal.plan.departements["need"])


def test_a_plan_is_solved_again_once_the_data_have_changed(planned: str) -> None:
    asked = Asked(YEAR, None, Scenario(12))
    before = scenarios.solved(perimetre("dihal"), asked)
    with transaction() as session:
        change_the_data(session)

    assert scenarios.solved(perimetre("dihal"), asked).facts_sha256 != before.facts_sha256


def test_a_difference_has_a_sign() -> None:
    assert [signed(each) for each in (1200, -1, 0)] == ["+1\u202f200", "−1", "="]
