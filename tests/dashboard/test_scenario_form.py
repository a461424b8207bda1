"""The form of a scenario: a multiplier for each département whose need changes, a share for each given région."""

import pytest

from tests.dashboard.test_pages import text_of
from tests.dashboard.test_scenarios import box, kept, page, press, save


@pytest.mark.parametrize("query", [{"fois_93": "3"}, {"min_48": "5"}, {"part_max_11": "10"}, {"cout_chrs": "9000"}])
def test_a_value_of_something_that_the_address_does_not_choose_is_left_and_said(
    planned: str, query: dict[str, str]
) -> None:
    app = page(**query)

    (name,) = query
    assert [each.value for each in app.info if "sans choisir de quoi elle parle" in each.value and name in each.value]
    assert name not in app.query_params
    assert "40 sur 40" in text_of(app)


def test_each_departement_has_its_own_multiplier_and_two_is_the_first(planned: str) -> None:
    app = page(places="12", besoin="48,93", fois_48="1.25")

    written = text_of(app)
    assert "Et si le besoin changeait : Lozère (48) × 1,25, Seine-Saint-Denis (93) × 2" in written
    assert box(app, "Seine-Saint-Denis (93) : besoin multiplié par").value == 2
    app = box(app, "Seine-Saint-Denis (93) : besoin multiplié par").set_value(0.5).run()
    assert app.query_params["fois_93"] in ("0.5", ["0.5"])
    app = press(app, "Enlever Lozère (48)")
    assert "Et si le besoin changeait : Seine-Saint-Denis (93) × 0,5" in text_of(app)
    assert "fois_48" not in app.query_params


def test_a_departement_that_is_chosen_again_begins_at_two(planned: str) -> None:
    app = page(places="12", besoin="93", fois_93="3")
    app = press(app, "Enlever Seine-Saint-Denis (93)")
    (choose,) = [each for each in app.selectbox if each.label == "Et si le besoin changeait ?"]

    app = choose.set_value("93").run()

    assert "Seine-Saint-Denis (93) × 2" in text_of(app)
    assert "fois_93" not in app.query_params


def test_a_given_region_receives_at_least_and_at_most_its_share(planned: str) -> None:
    app = page(places="20", regions="11,44", part_max_11="20", part_min_44="50", part_max_44="60")

    opened_at = {row["Code"]: row["Plan"] for row in app.dataframe[0].value.to_dict("records")}
    assert (opened_at["93"], opened_at["57"], opened_at["48"]) == (4, 10, 6)
    assert "1 contrainte posée" in text_of(app)
    app = box(app, "Île-de-France : au plus, en % des places").set_value(0.0).run()
    assert app.query_params["part_max_11"] in ("0", ["0"])
    app = press(app, "Enlever toutes les contraintes")
    assert not {name for name in app.query_params if name.startswith(("regions", "part_"))}


def test_a_region_that_no_plan_serves_enough_is_named(planned: str) -> None:
    app = page(places="20", regions="44", part_min_44="60", maximum="5")

    (refusal,) = app.error
    assert "baisser la part garantie à une région : Grand Est, de 7 places" in refusal.value
    assert "relever le maximum : Moselle (57), de 7 places" in refusal.value


def test_a_region_and_a_multiplier_are_saved_said_and_found_again(planned: str) -> None:
    app = save(page(places="20", besoin="48,93", fois_93="1.5", regions="11", part_max_11="20"), "Parts")

    assert any("Scénario enregistré" in each.value for each in app.success)
    app = page(partie="enregistres")
    written = text_of(app)
    assert "Île-de-France : 20 % des places (4) au plus." in written.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\\", ""
    )
    assert "Lozère (48) × 2 ; Seine-Saint-Denis (93) × 1,5" in written.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\\", ""
    )
    app = press(app, "Rouvrir")
    assert box(app, "Seine-Saint-Denis (93) : besoin multiplié par").value == 1.5
    assert box(app, "Lozère (48) : besoin multiplié par").value == 2
    assert box(app, "Île-de-France : au plus, en % des places").value == 20
    assert app.query_params["part_max_11"] in ("20", ["20"])


def test_a_departement_framed_with_nothing_typed_is_not_framed(planned: str) -> None:
    app = save(page(places="40", maximum="3", encadres="48"), "Encadré de rien")

    assert not app.error
    (row,) = kept()
    assert row.content["scenario"]["departements"] == {}
    assert row.result["departements"]["48"]["opened"] == 3


def test_a_minimum_of_its_own_leaves_the_maximum_of_all(planned: str) -> None:
    written = text_of(page(places="40", maximum="3", encadres="48", min_48="2"))

    assert "Au plus" not in written
    assert "42 → 32" in written
