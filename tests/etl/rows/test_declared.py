"""Declared words are read as the vocabulary says, and nothing more."""

import pytest

from config.nomenclatures import Form
from config.vocabulary import LISTS, vocabulary
from etl.rows.declared import codes_of, words


def test_case_accents_and_hyphens_do_not_count() -> None:
    assert codes_of("functions", "ALLER VERS") == (["aller_vers"], [])


def test_a_comment_in_brackets_is_left_aside_unless_the_vocabulary_knows_it() -> None:
    assert codes_of("functions", "PSP (seule habilitée)") == (["social"], [])
    assert codes_of("publics", "personnes en situation de prostitution (tous genres)")[0] == [
        "femmes",
        "hommes",
        "trans",
    ]
    assert codes_of("publics", "personnes en situation de prostitution")[0] == []


def test_a_known_word_without_a_code_is_not_unknown() -> None:
    assert codes_of("functions", "plaidoyer;poterie") == ([], ["poterie"])


def test_codes_come_without_repeats_in_the_order_of_the_list() -> None:
    assert codes_of("functions", "formation;accueil;permanence;prévention") == (["social", "formation"], [])


def test_a_semicolon_inside_brackets_does_not_cut_a_word() -> None:
    assert words("accueil ; PSP (agréée ; 2017) ;") == ["accueil", "PSP (agréée ; 2017)"]


@pytest.mark.parametrize("name", list(LISTS))
def test_every_code_of_a_list_can_be_said(name: str) -> None:
    said = {code for codes in vocabulary()[name].values() for code in codes}

    assert said == {member.value for member in LISTS[name]}


def test_all_forms_are_seven() -> None:
    assert vocabulary()["forms"]["toutes formes"] == tuple(form.value for form in Form)
