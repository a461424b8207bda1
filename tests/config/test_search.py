"""The words of those who look for help: each with a code that exists and a reason."""

from pathlib import Path

import pytest

from config import search


def test_every_word_has_a_reason_and_a_known_code() -> None:
    words = search.search_words()

    assert words.coded["forms"]["mendicité"] == ("mendicite_forcee",)
    assert "traite" in words.generic


@pytest.mark.parametrize(
    "wrong", ['[forms]\n"x" = { codes = ["inconnu"], reason = "r" }', '[forms]\n"x" = { codes = [], reason = " " }']
)
def test_a_word_without_a_reason_or_with_an_unknown_code_is_refused(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = "\n".join(f"[{name}]" for name in ("publics", "functions", "languages", "names", "generic"))
    file = tmp_path / "search.toml"
    file.write_text(f"{wrong}\n{others}", encoding="utf-8")
    monkeypatch.setattr(search, "FILE", file)

    with pytest.raises(ValueError, match=r"reason|unknown code"):
        search.search_words.__wrapped__()
