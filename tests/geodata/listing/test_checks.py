"""Each field of a card takes what it can hold, put right, and refuses the rest in a sentence that names it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.listing.checks import checked, checked_all, checked_zone
from geodata.listing.errors import FieldError
from geodata.listing.fields import BRANCH_FIELDS, FIELDS

TODAY = date(2016, 10, 18)


@pytest.mark.parametrize(
    ("name", "given_value", "kept"),
    [
        ("siret", "732 829 320 00074", "73282932000074"),
        ("phone", "+33 (0)1 23 45 67 89", "01 23 45 67 89"),
        ("phone", "0590.82.10.20", "0590 82 10 20"),
        ("phone", "0262 41 22 33", "0262 41 22 33"),
        ("phone", "0269 61 12 34", "0269 61 12 34"),
        ("phone", "0800 05 95 95", "0 800 05 95 95"),
        ("phone", "39 19", "3919"),
        ("mail", " Accueil@Exemple.ORG ", "accueil@exemple.org"),
        ("website", "www.exemple.org", "https://www.exemple.org"),
        ("website", "http://exemple.org/a?b=c", "http://exemple.org/a?b=c"),
        ("opening_hours", "mo-fr 9:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH closed"),
        ("opening_hours", '"sur rendez-vous"', '"sur rendez-vous"'),
        ("postcode", "48 000", "48000"),
        ("postcode", "97110", "97110"),
        ("postcode", "20000", "20000"),
        ("departement", "2a", "2A"),
        ("closed_on", "18/10/2016", TODAY),
        ("closed_on", "2016-10-18", TODAY),
        ("forms", ["mendicite_forcee", "proxenetisme", "proxenetisme"], ["proxenetisme", "mendicite_forcee"]),
        ("languages", [], []),
        ("point", [44.51894321, 3.5], [44.518943, 3.5]),
        ("access", " Bus 4,\n  arrêt  Gare ", "Bus 4,\narrêt Gare"),
        ("city", " Saint-Chély  d’Apcher\n", "Saint-Chély d’Apcher"),
        ("phone", None, ""),
        ("closed_on", "", None),
    ],
)
def test_a_value_is_put_right(name: str, given_value: Any, kept: Any) -> None:
    assert checked(FIELDS[name], given_value, TODAY) == kept


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("siret", "732 829 320 00075", "contrôle"),
        ("siret", "12", "SIRET"),
        ("phone", "01 23 45", "téléphone"),
        ("phone", "+32 2 123 45 67", "français"),
        ("mail", "accueil", "adresse électronique"),
        ("mail", "prenom@gmail.com", "messagerie personnelle"),
        ("website", "ftp://exemple.org", "site"),
        ("website", "javascript:alert(1)", "site"),
        ("website", "https://moi:secret@exemple.org", "site"),
        ("website", "https://localhost", "site"),
        ("opening_hours", "du lundi au vendredi", "OpenStreetMap"),
        ("postcode", "480", "cinq chiffres"),
        ("postcode", "99000", "cinq chiffres"),
        ("departement", "20", "Corse"),
        ("departement", "", "nécessaire"),
        ("name", " ", "nécessaire"),
        ("closed_on", date(2016, 10, 19), "pas encore passé"),
        ("closed_on", "hier", "date"),
        ("forms", ["proxénétisme"], "pas dans la liste"),
        ("point", [91, 3.5], "n’existe pas"),
        ("point", [float("nan"), 3.5], "n’existe pas"),
        ("point", "ici", "latitude"),
        ("called", "a" * 151, "151 caractères, pour 150"),
        ("access", "a\x00b", "invisible"),
        ("city", 12, "texte"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_a_sentence(name: str, value: Any, told: str) -> None:
    with pytest.raises(FieldError, match=told) as refusal:
        checked(FIELDS[name], value, TODAY)

    assert refusal.value.field == name
    assert str(refusal.value).startswith(FIELDS[name].label)


def test_a_field_of_something_else_is_refused() -> None:
    with pytest.raises(FieldError, match="« structure »"):
        checked_all({"structure": "autre"}, BRANCH_FIELDS)


def test_a_zone_is_a_known_place_and_a_known_mode() -> None:
    assert checked_zone("FR", "distance") == ("FR", "distance")
    assert checked_zone("2a", None) == ("2A", None)
    with pytest.raises(FieldError, match="sur place"):
        checked_zone("48", "parfois")
    with pytest.raises(FieldError):
        checked_zone("99", "local")


@given(st.sampled_from(sorted(FIELDS)), st.text() | st.none() | st.lists(st.text()) | st.floats() | st.integers())
def test_whatever_is_given_is_kept_in_a_stable_form_or_refused(name: str, value: Any) -> None:
    try:
        kept = checked(FIELDS[name], value, TODAY)
    except FieldError:
        return

    assert checked(FIELDS[name], kept, TODAY) == kept
