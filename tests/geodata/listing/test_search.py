"""A question in the words of those who ask: understood, answered near first, and never silently narrowed."""

import csv
import random
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from config.nomenclatures import Form, Public
from geodata.listing.concepts import Kind
from geodata.listing.places import places
from geodata.listing.search import Answer, Asked, Index, Tier
from geodata.listing.understanding import understand
from geodata.reference.folding import fold_name

REAL = Path(geodata.__file__).parent / "reference" / "associations_publiques.csv"
LYON = {"lat": 45.75, "lon": 4.85, "departement": "69", "city": "Lyon"}


def listing(*branches: dict[str, Any]) -> Index:
    empty: dict[str, Any] = {
        "association": "Sans nom", "branch": "", "structure": "x", "departement": "48", "city": "", "zones": (),
        "zone_modes": (), "publics": [], "forms": [], "functions": [], "languages": [], "referrers": [], "lat": None,
        "lon": None, "street": "", "geo_status": "area", "reserve": "", "branch_id": 0,
    }  # fmt: skip
    rows = [empty | {"branch_id": number} | each for number, each in enumerate(branches)]
    return Index(pd.DataFrame(rows).astype({"lat": "float64", "lon": "float64"}))


@cache
def real() -> Index:
    """The 65 organisations of the default listing, with the words of their names only."""
    with REAL.open(encoding="utf-8") as file:
        return listing(
            *(
                {"association": row["nom"], "branch": row["antenne"], "departement": row["departement"]}
                for row in csv.DictReader(file)
            )
        )


def names(index: Index, answer: Answer) -> list[str]:
    return [index.rows.at[hit.row, "association"] for hit in answer.hits]


def chips(question: str) -> dict[str, str]:
    return {chip.kind: chip.label for chip in understand(question, real().names, places()).chips}


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("mendicité mineurs Lyon", {"forms": "Mendicité forcée", "publics": "Mineurs", "place": "Lyon (69)"}),
        ("esclavge domestique marseile", {"forms": "Servitude domestique", "place": "Marseille (13)"}),
        ("mandicité", {"forms": "Mendicité forcée"}),
        ("traite enfants 69", {"publics": "Mineurs", "place": "Rhône (69)"}),
        ("AdN 93", {"place": "Seine-Saint-Denis (93)", "name": "«\xa0AdN\xa0»"}),
        ("bus des femmes", {"name": "«\xa0bus femmes\xa0»"}),
        ("Saint-Denis 974", {"place": "Saint-Denis (974)"}),
        ("seine saint denis", {"place": "Seine-Saint-Denis (93)"}),
        ("2A", {"place": "Corse-du-Sud (2A)"}),
        ("Paris 18e", {"place": "Paris 18e Arrondissement (75)"}),
        ("lyon 69009", {"place": "Lyon 9e Arrondissement (69)"}),
        ("Paris cedex 75475", {"place": "Paris (75)"}),
        ("LSF", {"languages": "langue des signes française"}),
    ],
)
def test_a_question_is_understood(question: str, understood: dict[str, str]):
    assert chips(question) == understood


@pytest.mark.parametrize(
    ("question", "association"),
    [
        ("bus des femmes", "Les Amis du Bus des Femmes"),
        ("AdN 93", "Amicale du Nid"),
        ("CCEM", "CCEM – Comité contre l'esclavage moderne"),
        ("acpe", "ACPE – Agir contre la prostitution des enfants"),
        ("griselidis", "Grisélidis"),
        ("GRISÉLIDIS toulouse", "Grisélidis"),
        ("voix des femmes caen", "La Voix des femmes"),
        ("ndml", "Notre Dame Mère de la Lumière (NDML)"),
        ("france victimes 44", "France Victimes 44"),
        ("hors la rue", "Hors la rue"),
    ],
)
def test_an_organisation_is_found_as_people_call_it(question: str, association: str):
    answer = real().search(Asked(question))

    assert names(real(), answer)[0] == association


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[int, str]:
    row = draw(st.integers(0, len(real().rows) - 1))
    association, branch = real().rows.loc[row, ["association", "branch"]]
    name = draw(st.sampled_from([association, f"{association} {branch}"]))
    if draw(st.booleans()):
        name = fold_name(name)
    letters = [at for at, letter in enumerate(name) if letter.isalpha()]
    at = draw(st.sampled_from(letters))
    wrong = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    changed = {
        "changed": name[:at] + wrong + name[at + 1 :],
        "added": name[:at] + wrong + name[at:],
        "forgotten": name[:at] + name[at + 1 :],
        "swapped": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }
    return row, changed[draw(st.sampled_from(sorted(changed)))]


@settings(max_examples=300, deadline=None)
@given(misspelt())
def test_any_branch_is_found_by_its_own_name_with_one_typing_error(asked: tuple[int, str]):
    row, question = asked

    found = names(real(), real().search(Asked(question)))

    assert real().rows.at[row, "association"] in found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 64), st.sampled_from([fold_name, str.upper, str.lower]))
def test_any_branch_is_found_without_accents_and_in_capitals(row: int, written: Any):
    association, branch = real().rows.loc[row, ["association", "branch"]]

    hits = real().search(Asked(written(f"{association} {branch}"))).hits

    assert row in [hit.row for hit in hits]


WORDS = [
    "femmes",
    "bus",
    "93",
    "AdN",
    "mineurs",
    "Lyon",
    "mendicité",
    "esclavage",
    "domestique",
    "Seine",
    "Nid",
    "caen",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), unique=True, max_size=5), st.randoms())
def test_word_order_does_not_matter(words: list[str], dice: random.Random):
    other = list(words)
    dice.shuffle(other)

    first, second = (real().search(Asked(" ".join(each))) for each in (words, other))

    assert first.hits == second.hits


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer_and_never_an_error(text: str):
    real().search(Asked(text))


def test_near_comes_first_then_from_elsewhere_then_national():
    index = listing(
        {"association": "Nationale", "departement": "75", "zones": ("75", "FR")},
        {"association": "Loin du Rhône", **LYON, "lat": 46.1},
        {"association": "Vient de Valence", "departement": "26", "zones": ("26", "69"), "lat": 44.93, "lon": 4.89},
        {"association": "Lyon même", **LYON},
        {"association": "Juste à côté", "departement": "38", "lat": 45.6, "lon": 4.95},
        {"association": "Rhône sans point", "departement": "69"},
        {"association": "Ailleurs", "departement": "59"},
    )

    answer = index.search(Asked("Lyon"))

    assert [(name, hit.tier) for name, hit in zip(names(index, answer), answer.hits, strict=True)] == [
        ("Lyon même", Tier.HERE),
        ("Juste à côté", Tier.HERE),
        ("Loin du Rhône", Tier.HERE),
        ("Rhône sans point", Tier.HERE),
        ("Vient de Valence", Tier.FROM_ELSEWHERE),
        ("Nationale", Tier.NATIONAL),
    ]


def test_distances_are_true_great_circles():
    index = listing({"lat": 43.2965, "lon": 5.3698}, {"lat": -20.88, "lon": 55.45})
    paris = places().of_key("75056")

    assert paris is not None
    assert index.distances_km(paris) == pytest.approx([661, 9360], rel=0.01)


def test_who_does_not_say_is_shown_after_who_says_and_who_says_otherwise_is_not_shown():
    index = listing(
        {"association": "Ne dit rien", **LYON},
        {"association": "Femmes seulement", **LYON, "publics": ["femmes"]},
        {"association": "Mineurs", **LYON, "lat": 45.9, "publics": ["mineurs"]},
    )

    answer = index.search(Asked("Lyon mineurs"))

    assert names(index, answer) == ["Mineurs", "Ne dit rien"]
    assert [[each.codes for each in hit.not_said] for hit in answer.hits] == [[], [("mineurs",)]]


def test_when_nothing_answers_what_was_left_aside_is_said():
    index = listing({"association": "Femmes", **LYON, "publics": ["femmes"], "languages": ["fr"]})

    answer = index.search(Asked("Lyon romani mineurs"))

    assert names(index, answer) == ["Femmes"]
    assert [each.kind for each in answer.relaxed] == [Kind.LANGUAGE, Kind.PUBLIC]


def test_where_there_is_nobody_the_national_lines_answer():
    index = listing(
        {"association": "Coordination nationale", "structure": "acse", "departement": "06"},
        {"association": "Lyon", **LYON},
    )

    answer = index.search(Asked("Guéret"))

    assert names(index, answer) == ["Coordination nationale"]


def test_the_national_scheme_is_never_a_door_where_it_stands():
    index = listing({"association": "Coordination", "structure": "acse", "departement": "06", "lat": 43.7, "lon": 7.26})

    assert [hit.tier for hit in index.search(Asked("Nice")).hits] == [Tier.NATIONAL]


def test_what_is_chosen_in_a_list_is_a_condition_like_what_is_written():
    index = listing(
        {"association": "A", **LYON, "forms": [Form.MENDICITE], "publics": [Public.MINEURS]},
        {"association": "B", **LYON, "forms": [Form.MENDICITE], "publics": [Public.HOMMES]},
    )

    answer = index.search(Asked(place="69", forms="mendicite_forcee", publics="mineurs"))

    assert names(index, answer) == ["A"]
    assert names(index, index.search(Asked(place="x", publics="x"))) == ["A", "B"]


def test_removing_a_part_of_the_question_leaves_the_others():
    question = understand("mendicité mineurs Lyon", real().names, places())

    assert {chip.kind: chip.without for chip in question.chips} == {
        "forms": "mineurs Lyon", "publics": "mendicité Lyon", "place": "mendicité mineurs",
    }  # fmt: skip


def test_a_mistyped_word_is_said_to_be_read_otherwise():
    (chip,) = understand("mandicité", real().names, places()).chips

    assert chip.read_as == "mendicite"


def test_a_word_that_nothing_bears_is_named():
    question = understand("zzzz Lyon", real().names, places())

    assert question.unknown == ("zzzz",)
