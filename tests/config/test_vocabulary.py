"""The vocabulary is a text that anyone may edit: a slip in it is named at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config import vocabulary as module
from config.nomenclatures import Public
from config.vocabulary import vocabulary


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A vocabulary file of the test's own."""
    file = tmp_path / "vocabulary.toml"
    monkeypatch.setattr(module, "FILE", file)
    vocabulary.cache_clear()
    yield file
    vocabulary.cache_clear()


def test_codes_come_in_the_order_of_their_list(written: Path) -> None:
    written.write_text('[forms]\n[functions]\n[publics]\n"jeunes" = ["mineurs", "jeunes_majeurs"]\n', encoding="utf-8")

    assert vocabulary()["publics"]["jeunes"] == ("jeunes_majeurs", "mineurs")


def test_a_star_is_the_whole_list(written: Path) -> None:
    written.write_text('[forms]\n[functions]\n[publics]\n"tous" = ["*"]\n', encoding="utf-8")

    assert vocabulary()["publics"]["tous"] == tuple(public.value for public in Public)


def test_an_unknown_code_is_named_with_its_word(written: Path) -> None:
    written.write_text('[forms]\n[functions]\n[publics]\n"dames" = ["femme"]\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"\[publics\], “dames”: unknown code femme"):
        vocabulary()


def test_an_unknown_list_is_refused(written: Path) -> None:
    written.write_text("[forms]\n[functions]\n[publics]\n[villes]\n", encoding="utf-8")

    with pytest.raises(ValueError, match="villes"):
        vocabulary()


def test_the_vocabulary_shipped_is_sound() -> None:
    assert vocabulary()["forms"]["trafic d'organes"] == ("prelevement_organes",)
