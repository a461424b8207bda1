"""Words and shapes that betray a shelter are seen; those of everyday diagnostics are not."""

import pytest

from config.diagnostic_lists import PLACE_TYPES, Funding, Mode, NeedMethod, NeedSource, Pilot, Support
from config.nomenclatures import PlaceType
from etl.jobs import case_counts, listing_reviews
from etl.rows.template import Template
from geodata.shelter_guard import (
    betrays,
    is_a_secure_type,
    leads_to_a_door,
    locates,
    names_a_housing_place,
    speaks_of_a_shelter,
)


@pytest.mark.parametrize(
    "text",
    [
        "mise à l'abri", "Mises à l’abri", "mettre à l’abri", "hébergement sécurisant", "APPARTEMENT SÉCURISÉ",
        "adresse tenue secrète", "lieu confidentiel", "adresse non communiquée", "places Ac.Sé", "foyer refuge",
        "structure d’accueil protégée", "ne pas divulguer l’adresse", "adresse à ne pas diffuser",
    ],
)  # fmt: skip
def test_words_of_shelter_are_heard(text: str) -> None:
    assert speaks_of_a_shelter(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "orientation Ac.Sé", "coordination du dispositif Ac.Sé", "Le Refuge", "rue Fouré (numéro non publié)",
        "adresse à reconfirmer", "réfugiés", "accueil de jour", "prévention", "L'Abri-bus (Paris 20e)",
    ],
)  # fmt: skip
def test_everyday_words_are_let_through(text: str) -> None:
    assert not speaks_of_a_shelter(text)


@pytest.mark.parametrize(
    "text",
    [
        "3, rue des Lilas", "rue Fouré", "12 bis place de la Mairie", "48000 Mende", "2A004 AJACCIO", "04 66 00 00 00",
        "+33 4 66 00 00 00", "0466000000", "06.12.34.56.78", "contact@example.org", "44.5180, 3.5010", "44,5180;3,5010",
        "44°31' N", "480001234", "12345678901234", "lieu-dit la Borie",
    ],
)  # fmt: skip
def test_what_leads_to_a_door_is_seen(text: str) -> None:
    assert leads_to_a_door(text)


@pytest.mark.parametrize(
    "text", ["", "12", "31/12/2015", "2015-12-31 00:00:00", "182,5", "12 places", "en cours", "2A"]
)
def test_figures_and_dates_lead_nowhere(text: str) -> None:
    assert not leads_to_a_door(text)


def test_no_value_of_the_template_looks_like_an_address_or_a_shelter() -> None:
    written = [*PLACE_TYPES, *PLACE_TYPES.values()]
    for values in (Pilot, NeedSource, NeedMethod, Mode, Support, Funding):
        written += [text for member in values for text in (member.value, member.label)]

    assert not [text for text in written if leads_to_a_door(text) or speaks_of_a_shelter(text)]


def test_no_ordinary_type_of_place_is_taken_for_a_secure_one() -> None:
    assert not [kind for kind in PlaceType if is_a_secure_type(kind.value) or is_a_secure_type(kind.label)]


@pytest.mark.parametrize("text", ["Ac.Sé", "AC-SE", "place acse", "centre sécurisé", "mineur·e·s", "mise à l’abri"])
def test_secure_types_are_known_however_they_are_written(text: str) -> None:
    assert is_a_secure_type(text)


@pytest.mark.parametrize(
    "header",
    [
        "gestionnaire", "Opérateur", "finess_et", "adresse", "Commune", "code postal", "CP", "lat", "LONGITUDE", "x",
        "tel", "code_territoire_infra", "nom de la structure", "EPCI", "courriel",
    ],
)  # fmt: skip
def test_columns_that_locate_are_known_by_their_header(header: str) -> None:
    assert locates(header)


@pytest.mark.parametrize("header", ["commentaire", "disponibles", "facteur_declencheur", "niveau_confidentialite"])
def test_other_columns_do_not_locate(header: str) -> None:
    assert not locates(header)


def test_a_branch_that_is_a_housing_place_is_known_by_its_name() -> None:
    housing = [
        "Foyer d’hébergement Les Lilas", "C.H.R.S. des Lilas", "Centre hébergement", "Foyer", "Appartements des Lilas",
        "Refuge des Lilas",
    ]  # fmt: skip
    others = ["pôle prévention hébergement insertion", "Le Refuge", "Fondation Le Refuge", "aide aux réfugiés"]

    assert [text for text in housing if not names_a_housing_place(text)] == []
    assert [text for text in others if names_a_housing_place(text)] == []


@pytest.mark.parametrize("template", [case_counts.TEMPLATE, listing_reviews.TEMPLATE])
def test_no_value_of_a_template_of_codes_betrays_a_shelter(template: Template) -> None:
    written = [text for column in template.columns for text in (*column.choices, *column.choices.values())]

    assert written
    assert [text for text in written if betrays(text)] == []
