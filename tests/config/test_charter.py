from pathlib import Path

import pytest

from config import charter


def test_the_charter_in_force_is_the_latest_and_the_former_ones_stay_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for version in ("2026-11", "2027-02"):
        (tmp_path / f"{version}.md").write_text(f"# {version}", encoding="utf-8")
    monkeypatch.setattr(charter, "FOLDER", tmp_path)

    assert charter.current().version == "2027-02"
    assert charter.charter("2026-11").text == "# 2026-11"


def test_the_charter_says_what_is_never_written_and_what_is_traced():
    text = charter.charter("2026-11").text

    assert "hébergement sécurisé" in text
    assert "journal" in text


@pytest.mark.parametrize("names", [[], ["charte.md"], ["2026-13.md"]])
def test_a_folder_without_a_dated_charter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]):
    for name in names:
        (tmp_path / name).write_text("# Charte", encoding="utf-8")
    monkeypatch.setattr(charter, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match="charter"):
        charter.current()


def test_an_unknown_version_is_refused():
    with pytest.raises(KeyError):
        charter.charter("1999-01")
