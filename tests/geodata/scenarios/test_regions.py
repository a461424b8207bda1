"""What a given région receives of a plan: at least, at most, and what is said when no plan holds."""

import pytest

from geodata.publication.scenario_words import asked
from geodata.scenarios import Impossible, Limits, Scenario, solve
from tests.geodata.scenarios.by_hand import country

TWO = country(("R", 100_000, 20.0, 0.0), ("R", 100_000, 20.0, 0.0), ("S", 100_000, 20.0, 0.0))


def test_a_share_of_a_region_is_whole_places_up_for_the_least_and_down_for_the_most():
    scenario = Scenario(5, region_least={"R": 0.5}, region_most={"S": 0.5})

    assert (scenario.least_in("R"), scenario.most_in("S"), scenario.least_in("S"), scenario.most_in("R")) == (
        3,
        2,
        0,
        None,
    )


def test_a_region_with_its_own_most_leaves_that_of_all():
    opened = solve(TWO, Scenario(10, every_region_most=0.4, region_most={"R": 0.6})).opened

    assert (opened["01"] + opened["02"], opened["03"]) == (6, 4)


def test_more_places_are_more_places_for_a_region_too():
    """Two thirds for R and a minimum of six in S: with 10 places no plan, with 18 there is one; 11 would not do."""
    impossible = Scenario(10, region_least={"R": 2 / 3}, departements={"03": Limits(6)})

    with pytest.raises(Impossible) as refusal:
        solve(TWO, impossible)

    assert "ouvrir 18 places au lieu de 10" in str(refusal.value)
    assert solve(TWO, Scenario(18, region_least={"R": 2 / 3}, departements={"03": Limits(6)})).left == 0
    with pytest.raises(Impossible):
        solve(TWO, Scenario(17, region_least={"R": 2 / 3}, departements={"03": Limits(6)}))


def test_a_region_that_the_country_has_not_is_refused_and_never_left_in_silence():
    with pytest.raises(ValueError, match="n’existe pas dans les données"):
        solve(TWO, Scenario(5, region_most={"42": 0.2}))


@pytest.mark.parametrize(
    ("least", "most"), [({"R": -0.1}, {}), ({}, {"R": 1.1}), ({"R": 0.6, "S": 0.6}, {}), ({}, {"R": float("nan")})]
)
def test_shares_that_cannot_be_are_refused(least: dict[str, float], most: dict[str, float]):
    with pytest.raises(ValueError, match="des places"):
        Scenario(5, region_least=least, region_most=most)


def test_a_minimum_of_its_own_leaves_the_maximum_of_every_departement():
    opened = solve(TWO, Scenario(30, each=Limits(most=4), departements={"01": Limits(1), "02": Limits(0, 9)})).opened

    assert list(opened) == [4, 9, 4]


def test_the_words_of_a_region_say_its_share_and_the_places_that_it_makes():
    scenario = Scenario(
        40,
        every_region_most=0.25,
        region_least={"11": 0.11},
        region_most={"11": 0.225, "44": 0.0},
        need_times={"93": 1.25},
    )

    told = [each.replace("\N{NO-BREAK SPACE}", " ") for each in asked(scenario, 2016)]

    assert "Et si le besoin changeait : Seine-Saint-Denis (93) × 1,25." in told
    assert "Aucune région ne reçoit plus de 25 % des places (10), sauf celles dont la part est dite ici." in told
    assert "Île-de-France : 11 % des places (5) au moins, 22,5 % des places (9) au plus." in told
    assert "Grand Est : aucune place." in told
