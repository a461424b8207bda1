"""How access falls with distance is data, with its reason; a file that makes no sense is refused."""

from pathlib import Path

import pytest

from config.access import access_rules, read_access

GOOD = """
[associations]
steps = { 15 = 1.0, 30 = 0.5 }
reason = "Parce que."
[places]
steps = { 0 = 1.0 }
reason = "Parce que."
[little]
share = 0.25
reason = "Parce que."
"""


def test_the_rules_of_the_house_fall_with_distance_and_have_reasons():
    rules = access_rules()

    for decay in (rules.associations, rules.places):
        assert list(decay.steps.values()) == sorted(decay.steps.values(), reverse=True)
        assert len(decay.reason) > 40
    assert rules.associations.farthest_km == 60


@pytest.mark.parametrize(
    ("former", "new", "sentence"),
    [
        ("30 = 0.5", "30 = 1.5", "between 0 and 1"),
        ("15 = 1.0, 30 = 0.5", "15 = 0.5, 30 = 1.0", "fall with distance"),
        ("steps = { 0 = 1.0 }", "steps = {}", "exactly `steps` and `reason`"),
        ("share = 0.25", "share = 25", "between 0 and 1"),
        ("[little]", "[peu]", "must have exactly"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(tmp_path: Path, former: str, new: str, sentence: str):
    file = tmp_path / "access.toml"
    file.write_text(GOOD.replace(former, new), "utf-8")

    with pytest.raises(ValueError, match=sentence):
        read_access(file)
