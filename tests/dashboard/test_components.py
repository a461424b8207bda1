"""What the pieces of the pages compute before they are shown."""

from dataclasses import replace

import pytest

from dashboard import fixed_files
from dashboard.components.figures import nothing_published
from dashboard.components.silences import by_state
from dashboard.components.table_twin import rows_of
from geodata import territories
from geodata.publication import State
from tests.layers.made_up import indicator, published


def test_the_drawn_and_the_listed_departements_are_one_hundred_and_one() -> None:
    shown = published({"01": 3.0, "02": 0.0}, {"48": State.SECRET}, not_readable=("971", "972"))

    listed = sum(len(names) for names in by_state(shown).values())

    assert len(shown.values()) + listed == 101


def test_each_silent_departement_is_named_under_what_is_said_of_it() -> None:
    shown = published({"01": 3.0}, {"48": State.SECRET, "23": State.NOT_APPLICABLE}, not_readable=("2A",))

    listed = by_state(shown)

    assert listed["Secret statistique"] == ["Lozère"]
    assert listed["Sans objet"] == ["Creuse"]
    assert listed["Non communiqué à votre profil"] == ["Corse-du-Sud"]
    assert "Publié" not in listed


def test_the_table_keeps_the_official_order_and_every_departement() -> None:
    rows = rows_of(published({"01": 3.0}, not_readable=("48",)))

    assert tuple(rows["Code"]) == territories.CODES
    assert rows.set_index("Code").at["48", "État"] == "n.c."
    assert rows.set_index("Code").at["01", "Valeur"] == 3


def test_a_yes_or_no_is_a_word_in_the_table() -> None:
    shown = published({"01": 1.0}, shown=indicator(boolean=True))

    rows = rows_of(shown).set_index("Code")

    assert "Valeur" not in rows
    assert rows.at["01", "Réponse"] == shown.cells.at["01", "reading"]


def test_each_state_of_a_cell_has_its_own_short_code_in_the_table() -> None:
    states = {"48": State.SECRET, "23": State.NOT_APPLICABLE}

    said = rows_of(published({"01": 0.0}, states, not_readable=("971",))).set_index("Code")["État"]

    assert said[["01", "48", "23", "75", "971"]].tolist() == ["publié", "s.", "s.o.", "n.r.", "n.c."]


def test_a_map_without_a_value_says_what_is_said_in_its_place() -> None:
    neighbours = tuple(code for code in territories.CODES if code != "48")

    said = nothing_published(published({}, {"48": State.NOT_APPLICABLE}, not_readable=neighbours))

    assert said == "Aucune valeur n’est publiée pour ce choix : sans objet (1), non communiqué à votre profil (100)."


def test_only_the_last_listings_are_kept_in_memory() -> None:
    first = fixed_files.keep_public_points(b"[0]")

    for number in range(1, fixed_files.KEPT_LISTINGS + 1):
        fixed_files.keep_public_points(f"[{number}]".encode())

    assert fixed_files.find(first.rsplit("/", 1)[1]) is None


@pytest.mark.parametrize(("year", "region"), [(2015, "Languedoc-Roussillon"), (2016, "Occitanie")])
def test_the_region_of_a_row_is_the_one_of_its_year(year: int, region: str) -> None:
    shown = published({"48": 1.0})
    shown = replace(shown, choice=replace(shown.choice, year=year))

    assert rows_of(shown).set_index("Code").at["48", "Région"] == region
