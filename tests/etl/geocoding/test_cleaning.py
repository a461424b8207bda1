"""Streets made fit for a geocoder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.geocoding.cleaning import MAX_WORD, clean_street, query_fits


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ("8 bis rue Dagobert", "8 bis rue Dagobert"),
        ("BP 63", ""),
        ("8 rue Dagobert - B.P. 63", "8 rue Dagobert"),
        ("CS 70023 - 12 av. de la Gare", "12 avenue de la Gare"),
        ("12 rue X 69263 LYON CEDEX 09", "12 rue X"),
        ("12 rue X CEDEX", "12 rue X"),
        ("Bâtiment C, 3 rue X", "3 rue X"),
        ("3 rue X, escalier B, 2ème étage", "3 rue X"),
        ("3 rue X Appt 12", "3 rue X"),
        ("11 - 15 Mail Federico Garcia", "11 Mail Federico Garcia"),
        ("19/21 place du Martoy", "19 place du Martoy"),
        ("36-38 rue Saint-James", "36 rue Saint-James"),
        ("rue Fouré (numéro non publié dans la source)", "rue Fouré"),
        ("2 bis r du Dr Roux", "2 bis rue du docteur Roux"),
        ("8 ch des Pins", "8 chemin des Pins"),
        ("CH de Vienne", "CH de Vienne"),
        ("10 rue du Bât d'Argent", "10 rue du Bât d'Argent"),
        ("4 avenue de la Porte d'Orléans", "4 avenue de la Porte d'Orléans"),
        ("46, chemin de l'Excelsior\n\n", "46 chemin de l'Excelsior"),
        ("2 place du 8 mai 1945", "2 place du 8 mai 1945"),
        (" - , ", ""),
        ("", ""),
    ],
)
def test_a_street_keeps_what_can_be_located(declared: str, sent: str) -> None:
    assert clean_street(declared) == sent


@settings(deadline=None)
@given(st.text(max_size=400))
def test_a_cleaned_street_is_one_line_of_short_words(text: str) -> None:
    cleaned = clean_street(text)

    assert cleaned == " ".join(cleaned.split())
    assert all(len(word) <= MAX_WORD for word in cleaned.split())


@pytest.mark.parametrize(
    ("street", "city", "fits"),
    [("8 rue X", "Y", True), ("", "Nice", True), ("", "Y", False), ("?", "Y", False), ("a" * 198, "YYY", False)],
)
def test_a_query_that_the_server_would_skip_is_not_sent(street: str, city: str, fits: bool) -> None:
    assert query_fits(street, city) is fits
