"""What a summary cuts, it says; what it says, the annex holds whole."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.publication.session_file import Listed, Variant
from layers.documents.blocks import Cell, Column, Table
from layers.documents.document import DENSITIES, document
from layers.documents.wording import LONGEST_WORD, plain
from tests.layers.documents.made_up_session import session_file


def test_a_summary_that_cuts_nothing_has_only_the_annex_of_mesures() -> None:
    made = document(session_file())

    assert [annex.title for annex in made.annexes] == ["Mesures du plan"]


@pytest.mark.parametrize("density", DENSITIES)
def test_each_table_that_is_cut_stands_whole_in_an_annex(density: object) -> None:
    file = session_file()
    many = replace(file, decisions=Listed(file.decisions.rows * 10))

    made = document(many, density)

    whole = next(annex for annex in made.annexes if annex.title.startswith("Décisions"))
    assert len(whole.tables[0].rows) == 40


def test_a_long_agenda_says_how_many_items_are_left() -> None:
    file = session_file()
    items = tuple(replace(file.agenda.rows[0], rank=rank) for rank in range(1, 23))

    made = document(replace(file, agenda=Listed(items)))

    assert made.agenda_silence == "6 autres points en annexe."
    assert made.annexes[0].title == "Ordre du jour, en entier"
    assert len(made.annexes[0].tables[0].rows) == 22


def test_an_overdue_decision_is_told_in_words_and_not_by_its_weight_alone() -> None:
    decisions = document(session_file()).summary[1]

    states = [row[-1].text for row in decisions.rows]

    assert states == ["En cours, échue", "À faire, échue", "Réalisée", "En cours"]


def test_mesures_are_grouped_by_priority_and_all_there() -> None:
    tables = document(session_file()).annexes[-1].tables

    assert [row[0].text for table in tables for row in table.rows] == [str(number) for number in range(1, 24)]
    assert len(tables) == 3


def test_the_members_read_no_column_of_weather() -> None:
    made = document(session_file(Variant.MEMBERS))

    headers = {column.header for table in (*made.summary, *made.annexes[-1].tables) for column in table.columns}
    assert "Météo" not in headers


def test_a_section_without_rows_must_say_why() -> None:
    with pytest.raises(ValueError, match="silence"):
        Listed(())


def test_a_row_has_one_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("Titre", (Column("a", 1), Column("b", 1)), ((Cell("seule"),),))


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_becomes_one_line_that_a_document_may_hold(text: str) -> None:
    made = plain(text)

    assert made.isprintable() or not set(made) & {chr(code) for code in range(32)}
    assert all(len(word) <= LONGEST_WORD for word in made.replace("\u200b", " ").split())
    assert plain(made) == made
