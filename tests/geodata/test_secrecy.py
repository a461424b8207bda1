import pandas as pd
import pytest

from geodata.perimetre import Level
from geodata.secrecy import persons_threshold, too_small


@pytest.mark.parametrize(
    ("level", "count", "hidden"),
    [
        (Level.N0, 10, True),
        (Level.N0, 11, False),
        (Level.N1, 4, True),
        (Level.N1, 5, False),
        (Level.N2, 1, False),
        (Level.N0, 0, False),
    ],
)
def test_counts_below_the_threshold_of_the_reader_are_withheld(level: Level, count: float, hidden: bool):
    assert too_small(pd.Series([count]), pd.Series([level])).tolist() == [hidden]


def test_what_is_unknown_is_not_small():
    assert too_small(pd.Series([float("nan")]), pd.Series([Level.N0])).tolist() == [False]


def test_the_wider_the_audience_the_higher_the_threshold():
    assert persons_threshold(Level.N0) > persons_threshold(Level.N1) > persons_threshold(Level.N2)
