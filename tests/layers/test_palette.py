"""Which values share a colour, and whether every eye can tell the colours apart."""

import numpy as np
import pytest

from geodata import territories
from geodata.indicators import Direction
from geodata.publication import State
from layers.palette import NOT_READABLE, OUTLINE, PATTERNS, SEQUENCES, class_of, classes, common_classes
from tests.layers.made_up import indicator, published

# Linear-light simulations of the three kinds of colour blindness (Viénot, Brettel and Mollon 1999, tritan by Brettel).
EYES = {
    "ordinary": np.eye(3),
    "protanopia": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
    "tritanopia": np.array([[1, 0.14461, -0.14461], [0, 0.85924, 0.14076], [0, 0.85924, 0.14076]]),
}


def _linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str, eye: np.ndarray | None = None) -> float:
    light = _linear(colour) if eye is None else np.clip(eye @ _linear(colour), 0, 1)
    return float(np.array([0.2126, 0.7152, 0.0722]) @ light)


def _lightness(colour: str, eye: np.ndarray) -> float:
    luminance = _luminance(colour, eye)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("direction", list(Direction))
def test_each_class_is_clearly_darker_than_the_one_before_for_every_eye(direction: Direction, eye: str) -> None:
    lightness = [_lightness(colour, EYES[eye]) for colour in SEQUENCES[direction]]

    assert min(-np.diff(lightness)) > 10


@pytest.mark.parametrize("direction", list(Direction))
def test_a_border_can_be_seen_against_the_lightest_and_the_darkest_class(direction: Direction) -> None:
    border = _luminance(OUTLINE) + 0.05
    lightest, *_, darkest = [_luminance(colour) + 0.05 for colour in SEQUENCES[direction]]

    assert 1.05 / border >= 3
    assert border / darkest >= 3
    assert lightest > border


def test_the_four_patterns_have_four_different_shapes() -> None:
    drawings = [each.drawing for each in (*PATTERNS.values(), NOT_READABLE)]

    assert len({drawing.split("/>", 1)[1] for drawing in drawings}) == 4
    assert set(PATTERNS) == set(State) - {State.PUBLISHED}


def test_zero_has_a_class_of_its_own() -> None:
    values = {code: float(place % 30) for place, code in enumerate(territories.CODES)}

    found = classes(published(values))

    assert (found[0].lower, found[0].upper, found[0].label) == (0, 0, "0")
    assert found[1].lower > 0
    assert len(found) == 5


def test_every_published_value_is_in_one_class_and_bounds_are_real_values() -> None:
    values = {code: 1.5 * place for place, code in enumerate(territories.CODES)}

    found = classes(published(values, shown=indicator(decimals=1)))

    assert all(0 <= class_of(value, found) < len(found) for value in values.values())
    assert all(each.lower in values.values() and each.upper in values.values() for each in found)
    assert found[1].label == f"de {found[1].lower:.1f} à {found[1].upper:.1f}".replace(".", ",")


def test_percentages_keep_the_same_classes_from_one_year_to_the_next() -> None:
    percent = indicator(unit="%")

    low, high = (classes(published(values, shown=percent)) for values in ({"01": 3.0}, {"01": 97.0, "02": 140.0}))

    assert low == high
    assert [each.label for each in low][:2] == ["moins de 20", "de 20 à moins de 40"]
    assert (class_of(19.99, low), class_of(20.0, low), class_of(140.0, low)) == (0, 1, 4)


def test_yes_and_no_are_two_words() -> None:
    found = classes(published({"01": 1.0, "02": 0.0}, shown=indicator(boolean=True, unit="")))

    assert [each.label for each in found] == ["Non", "Oui"]


def test_nothing_published_has_no_class() -> None:
    assert classes(published({})) == []


def test_a_value_outside_every_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="no class"):
        class_of(3.0, classes(published({"01": 1.0})))


def test_two_maps_side_by_side_give_the_same_colour_to_the_same_number() -> None:
    before = published({"01": 3.0, "02": 12.0, "48": 40.0}, {"23": State.UNKNOWN})
    after = published({"01": 3.0, "02": 1.0, "48": 12.0}, {"23": State.UNKNOWN})

    shades = common_classes(before, after)

    assert [(each.lower, each.upper) for each in shades] == [(1, 1), (3, 3), (12, 12), (40, 40)]
    assert shades == common_classes(after, before)
