"""One person may suffer several forms of exploitation: each is within all forms, and the attacker knows it."""

import numpy as np
import pytest

from geodata.perimetre import Level
from geodata.publication.hidden import FRANCE, members, region_key
from geodata.publication.hidden_counts import counts_table, hidden_counts
from geodata.secrecy import persons_threshold, suppress
from tests.geodata.secrecy.attacker import Attacker

YEAR = 2015
FORMS = ("teh", "proxenetisme", "exploitation_travail", "exploitation_mendicite")
COUNTRIES = 60


def count(code: str, form: str) -> tuple:
    return ("justice", code, YEAR, "", "A", form, "ensemble", "ensemble")


def country(seed: int) -> dict[tuple, float]:
    draw = np.random.default_rng(seed)
    numbers: dict[tuple, float] = {}
    for code in ("48", "34", "30", "11", "66", "31", "81", "971", "972"):
        everybody = draw.poisson(draw.choice([2, 6, 20, 60]))
        suffered = draw.binomial(everybody, draw.uniform(0.1, 0.9, len(FORMS)))
        numbers |= {count(code, form): float(some) for form, some in zip(FORMS, suffered, strict=True)}
        numbers[count(code, "toutes")] = float(everybody)
    return numbers


def everything_published(numbers: dict[tuple, float], hidden: frozenset) -> Attacker:
    """The counts of a level and their totals; the forms are within all forms, and all of them within their sum."""
    attacker, truth = Attacker(), dict(numbers)
    told = {key[1] for key in numbers}
    for form in ("toutes", *FORMS):
        for territory, codes in members(YEAR).items():
            whole = count(territory if territory == FRANCE else region_key(territory), form)
            parts = [count(code, form) for code in codes if code in told]
            if parts:
                truth[whole] = sum(numbers[part] for part in parts)
                attacker.adds(whole, parts)
    for code in told:
        whole, parts = count(code, "toutes"), [count(code, form) for form in FORMS]
        for part in parts:
            attacker.adds(whole, [part, ("beside", part)])
        if sum(numbers[part] for part in parts) >= numbers[whole]:
            attacker.adds(("together", whole), parts)
            attacker.adds(("together", whole), [whole, ("overlap", whole)])
    for key, value in truth.items():
        if key not in hidden:
            attacker.learns(key, value)
    return attacker


def widths(attacker: Attacker, hidden: frozenset) -> list[float]:
    return [high - low for cell, (low, high) in attacker.intervals().items() if cell in hidden]


@pytest.mark.parametrize("level", [Level.N0])
def test_what_is_known_of_all_forms_leaves_each_form_in_doubt(level: Level):
    found: list[float] = []

    for seed in range(COUNTRIES):
        numbers = country(seed)
        hidden = hidden_counts([numbers], level)
        attacker = everything_published(numbers, hidden)
        found += [width for cell, width in attacker.widths(persons_threshold(level)).items() if cell in hidden]

    print(f"\n{level.name}: {len(found)} cells attacked in {COUNTRIES} countries, narrowest interval {min(found):g}")
    assert len(found) > 100
    assert min(found) >= persons_threshold(level) - 1e-6


def test_a_form_that_all_forms_ask_for_is_not_pinned_by_the_total_of_its_region():
    """48 and 34: nearly all of the 30 are said elsewhere, so that at least 3 are of this form; 8 are in the region."""
    numbers: dict[tuple, float] = {}
    for code in ("48", "34"):
        told = {"toutes": 30.0, "teh": 27.0, "proxenetisme": 4.0}
        numbers |= {count(code, form): told.get(form, 0.0) for form in ("toutes", *FORMS)}
    only_small = frozenset({count("48", "proxenetisme"), count("34", "proxenetisme")})

    protected = frozenset(suppress(counts_table(numbers, YEAR, 5).build()))

    assert max(widths(everything_published(numbers, only_small), only_small)) < 5
    assert only_small <= protected
    assert min(widths(everything_published(numbers, protected), protected)) >= 5 - 1e-6
