"""The legend says what is on the map, and only that."""

from geodata.publication import State
from layers.legend import entries, html, marks
from layers.palette import common_classes
from tests.layers.made_up import indicator, published


def test_a_state_is_in_the_legend_only_when_it_is_on_the_map() -> None:
    labels = [entry.label for entry in entries(published({"01": 3.0}, {"48": State.SECRET}))]

    assert labels == ["3", "Non renseigné (n.r.)", "Secret statistique (s.)"]


def test_the_four_states_and_the_unreadable_each_have_words() -> None:
    states = {"48": State.SECRET, "23": State.NOT_APPLICABLE}

    labels = [entry.label for entry in entries(published({"01": 3.0}, states, not_readable=("971",)))]

    assert labels[1:] == [
        "Non renseigné (n.r.)",
        "Sans objet (s.o.)",
        "Secret statistique (s.)",
        "Non communiqué à votre profil (n.c.)",
    ]


def test_the_departements_of_the_legend_are_one_hundred_and_one() -> None:
    values = {"01": 3.0, "02": 0.0, "03": 12.0}

    found = entries(published(values, {"48": State.SECRET}, not_readable=("971", "972")))

    assert sum(entry.count or 0 for entry in found) == 101


def test_a_class_of_percentages_without_a_departement_is_left_out() -> None:
    labels = [entry.label for entry in entries(published({"01": 50.0}, shown=indicator(unit="%")))]

    assert labels == ["de 40 à moins de 60", "Non renseigné (n.r.)"]


def test_each_kind_of_position_that_is_drawn_is_said() -> None:
    labels = [entry.label for entry in marks(["commune", "exact", "commune"])]

    assert labels == ["Association : position à l’adresse", "Association : position au centre de la commune"]


def test_the_words_of_an_indicator_cannot_become_html() -> None:
    shown = indicator(label="<script>alert(1)</script>", unit="<b>")

    written = html(published({"01": 1.0}, shown=shown))

    assert "<script>" not in written
    assert "<b>" not in written


def test_the_legend_of_a_map_beside_another_names_the_classes_that_this_one_holds() -> None:
    before, after = published({"01": 3.0, "48": 40.0}), published({"01": 1.0, "48": 3.0})

    shades = common_classes(before, after)

    drawn, drawn_before = entries(after, shades), entries(before, shades)
    assert [entry.label for entry in drawn][:-1] == ["1", "3"]
    assert drawn[1].swatch == drawn_before[0].swatch
