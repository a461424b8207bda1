"""Everything that is published, put together against what is hidden: each hidden number stays in doubt."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from geodata import territories
from geodata.perimetre import Level
from geodata.publication.hidden import FRANCE, hide, persons_table, region_key
from geodata.secrecy import persons_threshold, suppress
from tests.geodata.secrecy.attacker import Attacker

YEAR = 2015
PUBLICS = ("femmes", "hommes", "mineurs")
COUNTRIES = 200

Numbers = dict[tuple[str, str], float]


def random_country(seed: int) -> Numbers:
    """Some régions of the country, one of a single département among them, and small numbers with true zeros."""
    draw = np.random.default_rng(seed)
    regions = territories.regions(YEAR)["departements"]
    single = [members for members in regions if len(members) == 1]
    chosen = [single[draw.integers(len(single))]]
    chosen += [regions.iloc[place] for place in draw.choice(len(regions), 3, replace=False)]
    codes = sorted({code for members in chosen for code in members})
    means = draw.choice([0.5, 3, 8, 30], len(codes))
    told = draw.random((len(codes), len(PUBLICS))) < 0.8
    return {
        (code, public): float(draw.poisson(means[i]))
        for i, code in enumerate(codes)
        for j, public in enumerate(PUBLICS)
        if told[i, j]
    }


def everything_published(numbers: Numbers, hidden: frozenset, homes: frozenset[str] = frozenset()) -> Attacker:
    """Every filter, every département and every total of a level; and the pages of préfets, exact at home."""
    attacker, truth = Attacker(), dict(numbers)
    publics = sorted({public for _, public in numbers})
    codes = sorted({code for code, _ in numbers})
    for code in codes:
        parts = [(code, public) for public in publics if (code, public) in numbers]
        truth[code, "all"] = sum(numbers[part] for part in parts)
        attacker.adds((code, "all"), parts)
    groups = territories.regions(YEAR)["departements"].items()
    answering = {str(region): [code for code in members if code in codes] for region, members in groups}
    answering = {region: members for region, members in answering.items() if members}
    for region, members in answering.items():
        truth[region_key(region), "all"] = sum(truth[code, "all"] for code in members)
        attacker.adds((region_key(region), "all"), [(code, "all") for code in members])
    truth[FRANCE, "all"] = sum(truth[code, "all"] for code in codes)
    attacker.adds((FRANCE, "all"), [(region_key(region), "all") for region in answering])
    for (code, public), value in truth.items():
        if (None if public == "all" else public, code) not in hidden or code in homes:
            attacker.learns((code, public), value)
    return attacker


def follows_at_home(numbers: Numbers, homes: frozenset[str]) -> set[str]:
    """The territories where nobody but these départements counts anyone: their total is their own number."""
    groups = {region_key(str(r)): set(m) for r, m in territories.regions(YEAR)["departements"].items()}
    groups[FRANCE] = set(territories.CODES)
    counting = {each for (each, _), value in numbers.items() if value > 0}
    return {territory for territory, members in groups.items() if counting & members <= homes} | homes


@cache
def hidden_in_country(seed: int, level: Level) -> frozenset:
    numbers = random_country(seed)
    return hide(
        lambda floor: persons_table(numbers, YEAR, floor), level, lambda narrower: hidden_in_country(seed, narrower)
    ).hidden


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, float]]]:
    """What the attacks found, written as JSON and printed (visible with -s)."""
    found: dict[str, dict[str, float]] = {}
    yield found
    file = tmp_path_factory.mktemp("secrecy") / "attacks.json"
    file.write_text(json.dumps(found, indent=1))
    print(f"\n{json.dumps(found, indent=1)}\n{file}")


def attack(name: str, attackers: Iterator[tuple[Attacker, set[str]]], asked: float, told: dict) -> None:
    widths = [
        width for attacker, own in attackers for (code, _), width in attacker.widths(asked).items() if code not in own
    ]
    told[name] = {"cells attacked": len(widths), "narrowest interval": round(min(widths), 6), "asked": asked}
    assert min(widths) >= asked - 1e-6


@pytest.mark.parametrize("level", [Level.N0, Level.N1])
def test_what_a_level_reads_leaves_every_hidden_number_in_doubt(level: Level, told: dict):
    attackers = (
        (everything_published(random_country(seed), hidden_in_country(seed, level)), set()) for seed in range(COUNTRIES)
    )

    attack(f"{COUNTRIES} countries, {level.name}", attackers, persons_threshold(level), told)


@pytest.mark.parametrize("readers", [1, 2])
def test_prefets_who_put_their_own_numbers_together_learn_nothing_of_the_others(readers: int, told: dict):
    def attackers() -> Iterator[tuple[Attacker, set[str]]]:
        for seed in range(COUNTRIES):
            numbers = random_country(seed)
            hidden = hidden_in_country(seed, Level.N1)
            coalitions = list(combinations(sorted({code for _, code in hidden if code in territories.CODES}), readers))
            for place in np.random.default_rng(seed).permutation(len(coalitions))[:2]:
                homes = frozenset(coalitions[place])
                yield everything_published(numbers, hidden, homes), follows_at_home(numbers, homes)

    attack(f"{COUNTRIES} countries, {readers} préfets together", attackers(), persons_threshold(Level.N1), told)


def test_two_prefets_of_one_region_do_not_find_the_third_departement_by_subtraction():
    numbers: Numbers = {(code, "femmes"): 40.0 for code in ("30", "34", "11", "66", "31", "81", "13", "59")}
    numbers["48", "femmes"] = 2.0
    table = persons_table(numbers, YEAR, 5).build()

    against_one, against_two = (
        everything_published(numbers, suppress(table, coalition=readers), frozenset({"30", "34"})).intervals()
        for readers in (1, 2)
    )

    assert against_one["48", "all"] == (2.0, 2.0) or np.ptp(against_one["48", "all"]) >= 5
    assert np.ptp(against_two["48", "all"]) >= 5


def test_without_complementary_suppression_the_attack_succeeds():
    numbers: Numbers = {("48", "femmes"): 2.0, ("34", "femmes"): 40.0, ("31", "femmes"): 60.0}
    primary = frozenset({("femmes", "48"), (None, "48")})

    intervals = everything_published(numbers, primary).intervals()

    assert intervals["48", "all"] == (2.0, 2.0)
    assert intervals["48", "femmes"] == (2.0, 2.0)


def test_what_partners_may_not_read_the_public_may_not_either():
    assert all(hidden_in_country(seed, Level.N1) <= hidden_in_country(seed, Level.N0) for seed in range(10))


def test_a_true_zero_is_never_hidden():
    numbers = random_country(3)

    zeros = {(public, code) for (code, public), value in numbers.items() if value == 0}

    assert zeros
    assert not zeros & hidden_in_country(3, Level.N0)
