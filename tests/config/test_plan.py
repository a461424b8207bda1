import re
from pathlib import Path

import pytest

from config.plan import FOLDER, plan, read_plan


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()


def test_the_plan_of_2014_has_its_23_mesures_in_three_priorities():
    known = plan("2014-2016")

    assert [mesure.number for mesure in known.mesures] == list(range(1, 24))
    assert [priority.number for priority in known.priorities] == [1, 2, 3]
    assert {mesure.priority for mesure in known.mesures} == {1, 2, 3}


@pytest.mark.shared_data
def test_every_title_is_the_one_that_the_plan_gives(shared_data: Path):
    source = folded((shared_data.parent / "plan" / "plan-2014-2016.txt").read_text("utf-8"))

    for mesure in plan("2014-2016").mesures:
        assert folded(f"Mesure {mesure.number} : {mesure.title}") in source


def test_the_international_mesures_are_national_so_never_late_for_a_prefet():
    national = {mesure.number for mesure in plan("2014-2016").mesures if mesure.level == "national"}

    assert {14, 15, 16, 17, 18, 19, 23} <= national


def test_an_unknown_key_is_refused_with_the_name_of_the_file(tmp_path: Path):
    file = tmp_path / "autre.toml"
    file.write_text((FOLDER / "2014-2016.toml").read_text("utf-8") + '\nmood = "gay"\n', "utf-8")

    with pytest.raises(ValueError, match=r"autre\.toml"):
        read_plan(file)
