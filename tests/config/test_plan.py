"""The plan as data: its shape, and what no file of a plan may say."""

from pathlib import Path

import pytest

from config.plan import FOLDER, continuations, plan, plans, read_plan
from config.roles import roles
from geodata.indicators import INDICATORS

MINIMAL = """
code = "essai"
title = "Essai"
adopted_on = 2020-01-01
start = 2020
end = 2021
status = "échu"
source = "essai"
announced = 1
priorities = [{ number = 1, title = "Une" }, { number = 2, title = "Deux" }]
headings = [{ number = 1, priority = 2, title = "Rubrique" }]
"""
ACTION = """
[[mesures.actions]]
code = "1.1"
kind = "jalon"
responsible = "essai"
title = "Essai"
"""
INDICATOR = """
[[mesures.indicators]]
code = "M01-1"
label = "Essai"
unit = "places"
direction = "hausse"
weight = 100
source = "essai"
method = "essai"
entered_by = "essai"
periodicity_months = 12
delay_days = 30
aggregation = "somme"
"""


def mesure(**changes: int | str) -> str:
    fields = {"number": 1, "priority": 1, "level": "departement", "title": "Essai"} | changes
    return "\n[[mesures]]\n" + "\n".join(f"{key} = {value!r}" for key, value in fields.items())


def test_the_plan_of_2014_has_its_23_mesures_in_three_priorities() -> None:
    known = plan("2014-2016")

    assert [mesure.number for mesure in known.mesures] == list(range(1, known.announced + 1))
    assert [priority.number for priority in known.priorities] == [1, 2, 3]
    assert {mesure.priority for mesure in known.mesures} == {1, 2, 3}


def test_later_plans_are_known_by_what_they_announce_and_nothing_is_invented_for_them() -> None:
    later = plans()[1:]

    assert [(each.code, each.announced, len(each.axes), each.mesures) for each in later] == [
        ("2019-2021", 45, 6, ()),
        ("2024-2027", 60, 6, ()),
    ]
    assert [each.status for each in plans()] == ["échu", "échu", "en cours"]


def test_a_link_goes_from_a_mesure_that_exists_to_a_plan_that_exists() -> None:
    for link in continuations():
        assert plan(link.plan).mesure(link.mesure).number == link.mesure
        assert link.to_plan in {each.code for each in plans()}
        assert (link.to_mesure is None) == (link.kind == "abandonnée")
        assert link.source


def test_the_international_mesures_are_national_so_never_late_for_a_prefet() -> None:
    national = {mesure.number for mesure in plan("2014-2016").mesures if mesure.level == "national"}

    assert national == {11, 14, 15, 16, 17, 18, 19, 23}
    assert {mesure.number for mesure in plan("2014-2016").mesures if mesure.level == "ressort"} == {12}


def test_every_mesure_is_broken_into_actions_that_bear_its_number() -> None:
    for mesure in plan("2014-2016").mesures:
        assert [action.code for action in mesure.actions] == [
            f"{mesure.number}.{n + 1}" for n in range(len(mesure.actions))
        ]
        assert mesure.actions
        assert all(indicator.code.startswith(f"M{mesure.number:02}-") for indicator in mesure.indicators)
        assert mesure.level != "departement" or any(action.territorial for action in mesure.actions)


def test_only_two_targets_come_from_the_text_and_the_others_remain_to_be_set() -> None:
    targets = {each.code: each.target for mesure in plan().mesures for each in mesure.indicators if each.target}

    assert set(targets) == {"M01-1", "M22-1"}
    assert (targets["M01-1"].value, targets["M01-1"].scope) == (50, "FR")
    assert (targets["M22-1"].value, targets["M22-1"].scope, targets["M22-1"].yearly) == (1, "departement", True)


def test_what_counts_persons_weighs_nothing_and_is_never_public() -> None:
    counting = [each for mesure in plan().mesures for each in mesure.indicators if each.persons]

    assert {"M01-2", "M05-1", "M07-7", "M08-1", "M09-2", "M12-1", "M13-2"} <= {each.code for each in counting}
    assert {(each.weight, each.level) for each in counting} == {(0, "N2")}


def test_the_weights_of_a_mesure_make_a_hundred() -> None:
    for mesure in plan().mesures:
        assert sum(indicator.weight for indicator in mesure.indicators) in (0, 100)


def test_what_is_computed_is_computed_by_an_indicator_of_the_house_or_from_the_meetings() -> None:
    computed = {each.computed for mesure in plan().mesures for each in mesure.indicators if each.computed}

    assert computed - {"cdpd", "decisions"} <= set(INDICATORS)


def test_a_number_or_code_that_the_plan_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="no mesure 24"):
        plan().mesure(24)
    with pytest.raises(KeyError, match="M99-1"):
        plan().indicator("M99-1")
    with pytest.raises(KeyError, match="1999"):
        plan("1999")
    assert plan().indicator("M07-2").unit == "places"


def test_a_ministry_is_called_by_its_name_of_the_time_and_a_partner_by_its_own() -> None:
    assert plan().name_of("travail") == "ministère du Travail, de l’Emploi et du Dialogue social"
    assert plan().name_of("DIHAL") == "DIHAL"
    assert set(plan().ministries) == set(roles().ministries)


@pytest.mark.parametrize(
    ("addition", "reason"),
    [
        ('mood = "gay"', "mood"),
        (mesure(priority=3), "no such priority"),
        (mesure(heading=1), "of another priority"),
        (mesure(level="commune"), "level"),
        (mesure(level="national") + ACTION, "must not be territorial"),
        (mesure() + ACTION + "optional = true", "weight must be 0"),
        (mesure() + INDICATOR + "persons = true", "weight must be 0"),
        (mesure() + mesure(), "twice"),
    ],
)
def test_a_plan_that_does_not_hang_together_is_refused_with_the_name_of_its_file(
    tmp_path: Path, addition: str, reason: str
) -> None:
    file = tmp_path / "autre.toml"
    file.write_text(MINIMAL + addition, "utf-8")

    with pytest.raises(ValueError, match=rf"(?s)autre\.toml.*{reason}"):
        read_plan(file)


def test_every_file_of_the_folder_is_a_plan_or_the_links() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {each.code for each in plans()} | {"links"}
