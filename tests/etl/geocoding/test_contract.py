"""The promise that every geocoder is held to."""

import pandas as pd
import pytest

from etl.geocoding.contract import Precision, Status, blank, checked, prepared


def test_a_geocoder_that_loses_a_row_is_stopped() -> None:
    rows = pd.DataFrame({"row_id": [1, 2]})

    with pytest.raises(ValueError, match="2 in, 1 out"):
        checked(rows, blank(rows["row_id"].head(1), Status.FAILED, "", ""))


def test_a_geocoder_that_swaps_two_rows_is_stopped() -> None:
    rows = pd.DataFrame({"row_id": [1, 2]})

    with pytest.raises(ValueError, match="in order"):
        checked(rows, blank(rows["row_id"].iloc[::-1], Status.FAILED, "", ""))


def test_a_status_that_nobody_knows_is_stopped() -> None:
    rows = pd.DataFrame({"row_id": [1]})

    with pytest.raises(ValueError, match="perhaps"):
        checked(rows, blank(rows["row_id"], Status.FAILED, "", "").assign(geo_status="perhaps"))


def test_a_table_without_a_city_is_refused() -> None:
    with pytest.raises(ValueError, match="city"):
        prepared(pd.DataFrame({"row_id": [1], "street": [""], "postcode": [""]}))


def test_a_row_whose_sensitivity_is_unknown_is_sensitive() -> None:
    rows = pd.DataFrame({"row_id": [1], "street": "", "postcode": "", "city": "", "sensitive": [None]})

    assert bool(prepared(rows)["sensitive"].iloc[0]) is True


@pytest.mark.parametrize("word", [*Status, *Precision])
def test_every_word_has_a_label_in_french(word: Status | Precision) -> None:
    assert word.label
    assert word.label != word.value
