"""The proposed agenda: the standard one, cut to what is late or missing here."""

from pathlib import Path

import pytest

from config.agenda import read_agenda, standard_agenda
from config.plan import plan
from geodata.meetings import AgendaItem
from geodata.meetings.agenda import Concern, proposed

PLAN = "2014-2016"


def titles(*concerns: Concern, **options: object) -> list[str]:
    return [each.item.title for each in proposed(concerns, plan=PLAN, **options)]  # type: ignore[arg-type]


def test_what_goes_well_is_not_on_the_agenda():
    assert titles() == [each.title for each in standard_agenda() if each.always]


def test_a_late_mesure_brings_its_item_with_the_reason():
    made = proposed([Concern(PLAN, 7, "sans valeur depuis un an")], plan=PLAN)

    (housing,) = (each for each in made if "Hébergement" in each.item.title)
    assert housing.item.mesure == 7
    assert housing.because == "Mesure 7\N{NO-BREAK SPACE}: sans valeur depuis un an."


def test_two_mesures_of_an_item_make_one_item_without_a_link():
    made = proposed([Concern(PLAN, 10, "en retard"), Concern(PLAN, 11, "sans météo")], plan=PLAN)

    (minors,) = (each for each in made if "Mineurs" in each.item.title)
    assert minors.item.mesure is None
    assert "sans météo" in minors.because


def test_what_the_last_meeting_left_comes_after_its_follow_up():
    made = proposed([], plan=PLAN, overdue=2, carried=3, deferred=[AgendaItem("Point laissé")])

    assert made[1].item.title == "Point laissé"
    assert "3" in made[0].because
    assert "2" in made[0].because


def test_a_mesure_without_a_standard_item_is_added_before_the_end():
    made = titles(Concern(PLAN, 14, "en retard"))

    assert made[-2] == plan(PLAN).mesure(14).title


def test_concerns_of_another_plan_are_left_to_it():
    assert titles(Concern("2019-2021", 7, "en retard")) == titles()


def test_the_standard_agenda_names_mesures_that_exist_each_once():
    numbers = [number for each in standard_agenda() for number in each.mesures.get(PLAN, ())]

    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= {each.number for each in plan(PLAN).mesures}
    assert [each.role for each in standard_agenda()][:: len(standard_agenda()) - 1] == ["follow_up", "closing"]


def test_an_unknown_key_is_refused(tmp_path: Path):
    file = tmp_path / "agenda.toml"
    file.write_text('[[items]]\ntitle = "a"\nrapporteur = "b"\nduree = 3\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"agenda\.toml"):
        read_agenda(file)
