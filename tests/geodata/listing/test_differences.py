"""A proposal is read as a difference, in French words."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.nomenclatures import Public
from geodata.listing.differences import Part, difference, differences
from geodata.listing.fields import BRANCH_FIELDS, FIELDS, Kind, Shape
from geodata.listing.words import lines_of, metres, moved


@dataclass(frozen=True)
class Change:
    before: Any
    after: Any
    now: Any


def of_branch(name: str, before: Any, after: Any, now: Any = "as before") -> Any:
    return difference(Kind.BRANCH, name, before, after, before if now == "as before" else now)


def test_codes_are_read_as_their_labels_and_a_list_says_what_comes_and_what_leaves() -> None:
    found = of_branch("publics", ["femmes", "mineurs"], ["mineurs", "hommes"])

    assert found.label == "Publics reçus"
    assert found.added == ("Hommes",)
    assert found.removed == ("Femmes",)
    assert (found.before, found.after) == ("Femmes, Mineurs", "Hommes, Mineurs")


def test_an_empty_field_says_that_nothing_was_given() -> None:
    found = of_branch("phone", "", "+33466123456")

    assert found.before == "non renseigné"
    assert found.after == "04\u00a066\u00a012\u00a034\u00a056"


def test_a_foreign_number_keeps_its_country() -> None:
    assert of_branch("phone", "", "+3225110000").after.startswith("+32")


def test_a_number_that_is_none_is_shown_as_it_was_written() -> None:
    assert of_branch("phone", "", "à demander").after == "à demander"


def test_a_point_is_told_by_how_far_it_moves() -> None:
    assert of_branch("point", [44.52, 3.5], [44.52216, 3.5]).remark == "déplacé de 240\u00a0m"
    assert of_branch("point", None, [44.52, 3.5]).remark == "point placé"
    assert of_branch("point", [44.52, 3.5], None).remark == "point retiré"


@pytest.mark.parametrize(
    ("to", "words"),
    [((44.52005, 3.5), "6\u00a0m"), ((44.56, 3.5), "4,4\u00a0km"), ((45.52, 3.5), "111\u00a0km")],
)
def test_a_distance_is_said_as_finely_as_it_matters(to: tuple[float, float], words: str) -> None:
    assert moved((44.52, 3.5), to) == f"déplacé de {words}"


def test_a_zone_is_called_after_its_departement_and_its_mode_is_said() -> None:
    found = difference(Kind.ZONE, "01", None, "distance", None)

    assert found.label == "Zone\u00a0: Ain (01)"
    assert (found.before, found.after) == ("n’intervient pas", "À distance")
    assert difference(Kind.ZONE, "FR", "", None, "").before == "intervient, sans dire comment"


def test_in_a_long_text_the_words_that_changed_are_marked() -> None:
    found = of_branch("access", "Tram 3, arrêt Gare, puis à droite.", "Tram 3, arrêt Mairie, puis à droite.")

    assert [(piece.part, piece.text.strip()) for piece in found.new] == [
        (Part.KEPT, "Tram 3, arrêt"),
        (Part.ADDED, "Mairie,"),
        (Part.KEPT, "puis à droite."),
    ]


def test_the_value_in_force_is_told_when_it_has_changed_since_the_author_read_it() -> None:
    assert of_branch("city", "Mende", "Florac").now is None
    assert of_branch("city", "Mende", "Florac", "Langogne").now == "Langogne"
    assert of_branch("city", "Mende", "Florac", "").now == "non renseigné"


def test_the_order_of_codes_is_no_change() -> None:
    assert of_branch("publics", ["femmes", "mineurs"], ["femmes"], ["mineurs", "femmes"]).now is None


def test_fields_come_in_the_order_of_the_card_and_a_new_branch_is_silent_where_it_brings_nothing() -> None:
    changes = {
        "phone": Change("", "0466123456", ""),
        "languages": Change([], [], []),
        "street": Change("", "1 place de l’Essai", ""),
    }

    assert [each.name for each in differences(Kind.BRANCH, changes)] == ["street", "phone"]


def test_a_day_is_written_as_french_readers_write_it() -> None:
    assert of_branch("closed_on", None, "2026-10-18").after == "18/10/2026"


texts = st.text(alphabet="ab cé,.<&", max_size=40)


@given(before=texts, after=texts)
def test_pieces_put_together_are_the_two_texts(before: str, after: str) -> None:
    found = of_branch("access", before, after)

    assert "".join(piece.text for piece in found.old) == before
    assert "".join(piece.text for piece in found.new) == after


@given(before=st.lists(st.sampled_from(list(Public)), unique=True), after=st.lists(st.sampled_from(list(Public))))
def test_what_leaves_and_what_comes_make_the_new_list_from_the_old_one(before: list[str], after: list[str]) -> None:
    found = of_branch("publics", before, after)
    old, new = (set(lines_of(Kind.BRANCH, "publics", each)) for each in (before, after))

    assert (old - set(found.removed)) | set(found.added) == new


@pytest.mark.parametrize("name", BRANCH_FIELDS)
def test_every_field_of_a_card_can_be_read_empty(name: str) -> None:
    assert lines_of(Kind.BRANCH, name, FIELDS[name].empty) == ()
    assert FIELDS[name].shape != Shape.POINT or metres((0, 0), (0, 0)) == 0
