"""The figures that decide something, each with its reason."""

from pathlib import Path

import pytest

from config.thresholds import FILE, read_thresholds, threshold, thresholds


def test_every_threshold_says_why() -> None:
    assert all(len(known.reason) > 20 for known in thresholds().values())


def test_a_threshold_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match=r"geocoding\.accept_score"):
        threshold("geocoding.acept_score")


def test_thresholds_cannot_be_changed_while_running() -> None:
    with pytest.raises(TypeError):
        thresholds()["geocoding.accept_score"] = None  # type: ignore[index]


def test_the_scores_are_in_order() -> None:
    assert 0 < threshold("geocoding.review_score") < threshold("geocoding.accept_score") < 1


@pytest.mark.parametrize(
    "content",
    [
        "[a.b]\nvalue = 1\n",
        '[a.b]\nvalue = 1\nreason = "x"\nunit = "m"\n',
        '[a.b]\nvalue = "1"\nreason = "x"\n',
        '[a.b]\nvalue = true\nreason = "x"\n',
        '[a.b]\nvalue = 1\nreason = " "\n',
        "[a]\nb = 1\n",
        "b = 1\n",
    ],
)
def test_an_entry_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / FILE.name
    file.write_text(content)

    with pytest.raises(ValueError, match=r"thresholds\.toml"):
        read_thresholds(file)
