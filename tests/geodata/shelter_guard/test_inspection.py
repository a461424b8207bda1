"""Words of sheltering beside what leads to a door are refused, however both are written; ordinary sentences pass."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from config.diagnostic_lists import PLACE_TYPES
from etl.jobs import JOBS
from etl.rows.template import Template
from geodata.shelter_guard import inspect, inspect_record
from geodata.shelter_guard.inspection import NEAR
from tests.geodata.shelter_guard.disguises import DISGUISES

WORDS = (
    "hébergement sécurisé", "mise à l’abri", "Mises à l'abri", "mettre à l’abri", "refuge", "le Refuge Canari", "foyer",
    "adresse tenue secrète",
    "Ac.Sé", "AC-SE", "appartement protégé", "appartements securises", "adresse confidentielle",
    "lieu confidentiel", "hébergement sécurisant", "hébergementsécurisé", "hebergment securisé", "apartement protégé",
    "h é b e r g e m e n t sécurisé", "places Ac.Sé", "adresse non communiquée", "reffuge", "centre d’accueil sécurisé",
)  # fmt: skip
DOORS = (
    "12 impasse du Canari-Témoin", "12, rue des Lilas", "3 bis place de la Mairie", "rue Fouré", "48999 Saint-Canari",
    "44.5180, 3.5010", "44,5180 ; 3,5010", "lat 44.51 lon 3.50", "44.5180° N, 3.5010° E", "44°31′05″N 3°30′04″E",
    "44°31' N", "N 44 31.083", "44 deg 31 min", "UTM 31T 541234 4929876", "31T 541234 4929876", "31TEK4123429876",
    "739123 6381456", "739 123 ; 6 381 456", "Lambert 93 : X=739123", "8FW4V75V+8Q", "V75V+8Q", "///canari.jaune.plume",
    "what3words canari.jaune.plume", "04 66 00 00 00", "04.66.00.00.00", "0466000000", "04-66-00-00-00",
    "+33 4 66 00 00 00", "+33466000000", "0033 4 66 00 00 00", "+33 (0)4 66 00 00 00", "06 12 34 56 78",
    "0 4 6 6 0 0 0 0 0 0", "accueil@exemple.fr", "accueil [at] exemple.fr", "https://maps.app.goo.gl/abc",
    "https://www.google.com/maps/@44.5,3.5,17z", "openstreetmap.org/#map=18/44.518/3.501", "geo:44.518,3.501",
    "FINESS 480001234", "SIRET 123 456 789 00012",
)  # fmt: skip
LOWERED_ADDRESSES = {"rue Fouré"}
"""Without a number, only its capital tells a street from an everyday sentence."""
INNOCENTS = (
    "La commission se réunit le 18/10/2026 à 14 h 30, salle Jean-Moulin, 2 rue de la Rovère, 48000 Mende.",
    "Le SIAO rappelle que la mise à l’abri en urgence relève du 115.",
    "Mise à l’abri : 12000 euros demandés pour 2017, 24 personnes accompagnées.",
    "Le dispositif Ac.Sé a été présenté ; la procédure de saisine est connue des brigades.",
    "Ac.Sé : ligne nationale 0 825 009 907, du lundi au vendredi.",
    "Les maraudes de rue sont assurées par l’association ; 35 personnes rencontrées.",
    "Une femme au foyer, sans titre de séjour, a été orientée le 01.12.2015 10 h vers l’hôtel de police.",
    "Les réfugiés et demandeurs d’asile sont suivis par l’OFII, 04 66 00 00 00.",
    "Le préfet refuse de communiquer ; contact : pref-cdpd@exemple.fr.",
    "Le nombre de places d’hébergement sécurisé n’est pas connu au niveau du département.",
    "Cinq foyers fiscaux contrôlés par le CODAF, 12 rue de la République.",
    "Besoin exprimé : un appartement protégé ; réponse attendue avant le 31/12/2016.",
    "Le référent traite du SIAO a été désigné le 2016-03-15, formé le 2016-06-01.",
    "Hébergement : 350 places en CHRS, 44,5 % occupées, 3,5 % réservées.",
    "Crédits P137 : 739 123 euros ; crédits P177 : 6 381 456 euros.",
    "Site internet sécurisé de la préfecture, message envoyé à 48 partenaires.",
    "Maison des associations, boîte n° 99, permanence le mardi.",
    "Accueil de jour, 24 avenue Joannès-Masset, 69009 Lyon.",
    "Mesure 8 : places sécurisées comptées par grande zone, jamais par département.",
    "Le groupe mineurs demande un lieu d’accueil ; 3 réunions en 2016, 12 participants.",
)
LISTING = Path(geodata.__file__).parent / "reference" / "associations_publiques.csv"


def refused(text: str) -> bool:
    found = inspect(text)
    return found is not None and found.refused


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_refused_beside_each_door(word: str) -> None:
    missed = [door for door in DOORS if not refused(f"{word} : {door}") or not refused(f"{door} ({word})")]

    assert missed == []


@pytest.mark.parametrize("disguise", DISGUISES)
def test_each_disguise_is_seen_through(disguise: str) -> None:
    written = DISGUISES[disguise]
    texts = [f"Hébergement sécurisé, refuge : {door}" for door in DOORS if door not in LOWERED_ADDRESSES]

    assert [text for text in texts if not refused(written(text))] == []


separators = st.sampled_from([" ", ", ", " ; ", "\n", " - ", " : ", " | ", "\t"])
fillers = st.text(alphabet="abcdefghijklmnop ,;", max_size=NEAR // 2)


@settings(max_examples=300, deadline=None)
@given(
    word=st.sampled_from(WORDS), door=st.sampled_from(DOORS), between=fillers, before=fillers, after=fillers,
    left=separators, right=separators, turned=st.booleans(),
    disguise=st.sampled_from([DISGUISES[name] for name in ("plain", "accents apart", "HTML entities")]),
)  # fmt: skip
def test_whatever_stands_between_them(word, door, between, before, after, left, right, turned, disguise) -> None:
    first, second = (door, word) if turned else (word, door)

    assert refused(disguise(f"{before}{left}{first}{left}{between}{right}{second}{right}{after}"))


@settings(max_examples=200, deadline=None)
@given(
    digits=st.lists(st.integers(0, 9), min_size=8, max_size=8), kind=st.sampled_from("1234567"),
    prefix=st.sampled_from(["0", "+33", "+33 ", "0033 ", "+33(0)"]),
    separator=st.sampled_from(["", " ", ".", "-", "\u00a0"]),
)  # fmt: skip
def test_every_french_telephone_is_known(digits: list[int], kind: str, prefix: str, separator: str) -> None:
    pairs = [f"{a}{b}" for a, b in zip(digits[::2], digits[1::2], strict=True)]

    assert refused(f"refuge, {prefix}{kind}{separator}{separator.join(pairs)}")


@settings(max_examples=200, deadline=None)
@given(
    lat=st.floats(41.4, 51), lon=st.floats(-4.9, 9.4), decimals=st.integers(3, 7), comma=st.booleans(),
    turned=st.booleans(), separator=st.sampled_from([" ", ", ", "; ", " / ", " et "]),
)  # fmt: skip
def test_every_point_of_the_mainland_is_known(lat, lon, decimals, comma, turned, separator) -> None:
    pair = [f"{number:.{decimals}f}" for number in ((lon, lat) if turned else (lat, lon))]
    written = separator.join(part.replace(".", ",") if comma else part for part in pair)

    assert refused(f"mise à l’abri {written}")


@pytest.mark.parametrize("text", INNOCENTS)
def test_ordinary_sentences_pass(text: str) -> None:
    assert not refused(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_guard_and_no_sentence_repeats_it(text: str) -> None:
    found = inspect(f"refuge 12 rue des Canaris {text}")

    assert found is not None
    assert "Canaris" not in found.sentence


def test_the_scheme_named_alone_is_a_warning() -> None:
    found = inspect("Le dispositif Ac.Sé a été présenté.")

    assert found is not None
    assert not found.refused


def test_a_word_and_a_door_far_apart_in_long_minutes_are_two_things() -> None:
    far = "Ordre du jour et relevé de décisions. " * 60

    assert not refused(f"Préfecture, 2 rue de la Rovère, 48000 Mende\n{far}\nLa mise à l’abri relève du 115.")
    assert refused(f"{far}\nrefuge, 12 rue des Lilas\n{far}")


def test_the_sixty_five_associations_of_the_public_listing_pass() -> None:
    with LISTING.open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]

    assert len(rows) == 65
    found = [inspect_record(row, public_address=True) for row in rows]
    assert not [row for row, finding in zip(rows, found, strict=True) if finding and finding.refused]


@pytest.mark.parametrize(
    "template", [job.template for job in JOBS.values() if job.template], ids=lambda each: each.title
)
def test_what_the_templates_say_passes(template: Template) -> None:
    told = [template.title, *template.notice, *PLACE_TYPES.values()]
    for column in template.columns:
        told += [column.label, column.note, column.example, *column.choices.values()]

    assert [text for text in told if refused(text)] == []


def test_a_row_tells_in_two_cells_what_a_sentence_tells_in_one() -> None:
    assert inspect_record(["Refuge Canari", "", "12 impasse du Canari-Témoin"]).refused
    assert inspect_record(["Refuge Canari", "12 impasse du Canari-Témoin"], public_address=True).refused
    assert inspect_record(["Hébergement sécurisé", "48999", "Saint-Canari"]).refused


def test_a_public_association_keeps_its_address_and_its_services() -> None:
    assert not inspect_record(["Amicale", "orientation Ac.Sé", "24 avenue Masset", "69009", "Lyon"], True).refused
    assert inspect_record(["Le Refuge", "24 avenue Masset", "69009", "Lyon"], True) is None


def test_what_a_page_would_hide_is_read_all_the_same() -> None:
    assert refused("<refuge 12 impasse du Canari-Témoin>")


def test_a_street_named_after_a_refuge_is_a_street() -> None:
    assert not refused("12 rue du Refuge, 78000 Versailles")
