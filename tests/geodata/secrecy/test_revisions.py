"""What was published stays known: an attacker who kept every publication learns no hidden number from the next one."""

from collections.abc import Sequence

import numpy as np
import pytest

from geodata import territories
from geodata.perimetre import Level
from geodata.publication.hidden import FRANCE, hidden_persons_after, region_key
from geodata.publication.versions import Figures
from geodata.secrecy import TableBuilder, persons_threshold, suppress
from tests.geodata.secrecy.attacker import Attacker
from tests.geodata.secrecy.test_attacker import YEAR, Numbers, random_country

COUNTRIES = 40
VERSIONS = 3

Name = tuple[str, frozenset]
"""A place and the numbers that are counted there: a total is another one as soon as one of its numbers moves."""


class Collector(Attacker):
    """Everyone’s pages of every publication, and préfets’ at home; a number that does not move is one unknown."""

    def __init__(self, homes: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.homes, self.truth, self.withheld = homes, dict[Name, float](), set[Name]()
        self.former: Numbers = {}
        self.versions: dict[tuple[str, str], int] = {}
        self.read = 0

    def reads(self, numbers: Numbers, hidden: frozenset) -> None:
        kept = {key for key, value in numbers.items() if self.former.get(key) == value}
        self.versions = {key: self.versions[key] if key in kept else self.read for key in numbers}
        self.former, self.read, self.withheld = numbers, self.read + 1, set()
        codes = sorted({code for code, _ in numbers})
        for (code, public), value in numbers.items():
            self._page(code, public, self._name(code, [(code, public)]), value, hidden)
        for code in codes:
            self._sum(code, {key: [key] for key in numbers if key[0] == code}, hidden)
        groups = {region_key(str(r)): set(members) for r, members in territories.regions(YEAR)["departements"].items()}
        answering = {region: [c for c in codes if c in members] for region, members in groups.items()}
        for region, members in answering.items():
            if members:
                self._sum(region, {code: [key for key in numbers if key[0] == code] for code in members}, hidden)
        regions = {r: [key for key in numbers if key[0] in members] for r, members in answering.items() if members}
        self._sum(FRANCE, regions, hidden)

    def _name(self, place: str, keys: list[tuple[str, str]]) -> Name:
        return place, frozenset((*key, self.versions[key]) for key in keys)

    def _sum(self, place: str, parts: dict, hidden: frozenset) -> None:
        keys = [key for each in parts.values() for key in each]
        # The only public of a département and its total are two cells: the total bears a mark.
        whole = (place, self._name(place, keys)[1] | {"total"})
        marked = place in territories.CODES
        names = [
            self._name(key[0], [key]) if marked else (key, self._name(key, own)[1] | {"total"})
            for key, own in parts.items()
        ]
        self.adds(whole, names)
        self._page(place, None, whole, sum(self.former[key] for key in keys), hidden)

    def _page(self, place: str, public: str | None, name: Name, value: float, hidden: frozenset) -> None:
        self.truth[name] = value
        if (public, place) not in hidden or place in self.homes:
            self.learns(name, value)
        else:
            self.withheld.add(name)

    def secrets(self, small: float) -> set[Name]:
        """What is withheld today, and the small numbers of all times; not what follows from préfets' own numbers."""
        asked = self.withheld | {name for name, value in self.truth.items() if 0 < value < small}
        return {name for name in asked - set(self.known) if not self._told_or_at_home(name)}

    def _told_or_at_home(self, name: Name) -> bool:
        counted = [each for each in name[1] if each != "total"]
        own = [
            each[0] in self.homes or self.truth[each[0], frozenset([each])] == 0 or self._told(each[0], counted)
            for each in counted
        ]
        return bool(self.homes) and all(own) and any(each[0] in self.homes for each in counted)

    def _told(self, code: str, counted: list[tuple]) -> bool:
        mine = frozenset(each for each in counted if each[0] == code)
        return (code, mine | {"total"}) in self.known or all((code, frozenset([each])) in self.known for each in mine)


def hidden_in(versions: Sequence[Numbers], level: Level) -> list[frozenset]:
    """The cells hidden in each version, the ones before it being remembered."""
    figures = tuple(Figures(sorted(each.items())) for each in versions)
    return [hidden_persons_after(figures[: number + 1], YEAR, level) for number in range(len(figures))]


def collected(
    versions: Sequence[Numbers], hidden: Sequence[frozenset], homes: frozenset[str] = frozenset()
) -> Collector:
    attacker = Collector(homes)
    for numbers, out in zip(versions, hidden, strict=True):
        attacker.reads(numbers, out)
    return attacker


def revised(numbers: Numbers, draw: np.random.Generator) -> Numbers:
    """Some numbers corrected, some withdrawn, some départements that answer late."""
    corrected = {key: float(draw.poisson(n + 1)) if draw.random() < 0.15 else n for key, n in numbers.items()}
    kept = {key: value for key, value in corrected.items() if draw.random() > 0.03}
    absent = sorted(set(territories.CODES) - {code for code, _ in numbers})
    late = [absent[place] for place in draw.choice(len(absent), 2, replace=False)]
    return kept | {(code, "femmes"): float(draw.poisson(draw.choice([2, 8, 30]))) for code in late}


def revised_country(seed: int) -> list[Numbers]:
    draw = np.random.default_rng(1000 + seed)
    versions = [random_country(seed)]
    while len(versions) < VERSIONS:
        versions.append(revised(versions[-1], draw))
    return versions


@pytest.mark.parametrize(("level", "prefets"), [(Level.N0, 0), (Level.N1, 0), (Level.N1, 2)])
def test_an_attacker_who_kept_every_publication_stays_in_doubt(level: Level, prefets: int):
    asked, widths, france = persons_threshold(level), [], 0

    for seed in range(COUNTRIES):
        versions = revised_country(seed)
        hidden = hidden_in(versions, level)
        places = sorted({code for out in hidden for _, code in out if territories.is_departement(code)})
        chosen = np.random.default_rng(seed).choice(len(places), prefets, replace=False)
        attacker = collected(versions, hidden, frozenset(places[place] for place in chosen))
        found, secrets = attacker.widths(asked), attacker.secrets(asked)
        widths += [found[name] for name in secrets]
        france += sum((None, FRANCE) not in out for out in hidden)

    print(f"\n{level.name}, {prefets} préfets: {len(widths)} cells attacked, narrowest interval {min(widths):g}")
    print(f"France is told in {france} publications of {VERSIONS * COUNTRIES}")
    assert len(widths) > 1000
    assert min(widths) >= asked - 1e-6
    assert france > 0


LANGUEDOC = {("11", "femmes"): 80.0, ("30", "femmes"): 60.0, ("34", "femmes"): 40.0, ("66", "femmes"): 100.0}
LATE = [LANGUEDOC, LANGUEDOC | {("48", "femmes"): 3.0}]
"""The Lozère answers after the others: the new total of the région minus the former one is its number."""
MIDI_PYRENEES = {"09": 3.0, "12": 20.0, "31": 30.0, "32": 40.0, "46": 200.0, "65": 210.0, "81": 220.0, "82": 230.0}
CORRECTED: list[Numbers] = [
    {(code, "femmes"): value for code, value in (MIDI_PYRENEES | corrected).items()}
    for corrected in ({}, {"12": 900.0, "31": 900.0, "32": 900.0})
]
"""Those that hid the Ariège are corrected upwards: it becomes cheaper to hide others, which were told before."""


@pytest.mark.parametrize("versions", [LATE, CORRECTED], ids=["late", "corrected"])
def test_without_memory_two_publications_tell_what_each_hides(versions: list[Numbers]):
    forgetful = [hidden_in([numbers], Level.N0)[0] for numbers in versions]

    attacker = collected(versions, forgetful)

    assert min(attacker.widths(11)[name] for name in attacker.secrets(11)) == 0


@pytest.mark.parametrize("versions", [LATE, CORRECTED], ids=["late", "corrected"])
@pytest.mark.parametrize("level", [Level.N0, Level.N1])
def test_with_memory_they_do_not(versions: list[Numbers], level: Level):
    hidden, asked = hidden_in(versions, level), persons_threshold(level)

    attacker = collected(versions, hidden)

    assert min(attacker.widths(asked)[name] for name in attacker.secrets(asked)) >= asked - 1e-6


def test_what_was_told_and_has_not_moved_is_told_again():
    first, second = hidden_in(CORRECTED, Level.N0)

    unchanged = {(None, code) for code in ("46", "65", "81", "82")}

    assert unchanged - first
    assert not (unchanged - first) & second


def test_what_partners_may_not_read_the_public_may_not_either_after_a_correction():
    for seed in range(10):
        versions = revised_country(seed)

        public, partners = hidden_in(versions, Level.N0), hidden_in(versions, Level.N1)

        assert all(narrow <= wide for narrow, wide in zip(partners, public, strict=True))


def test_a_figure_corrected_every_month_is_still_protected_and_its_totals_withheld_in_the_end():
    versions = [LATE[1] | {("30", "femmes"): 60.0 + month} for month in range(15)]

    hidden = hidden_in(versions, Level.N1)
    attacker = collected(versions, hidden)

    assert {(None, FRANCE), (None, region_key("91"))} <= hidden[-1]
    assert min(attacker.widths(5)[name] for name in attacker.secrets(5)) >= 5 - 1e-6


def test_where_nothing_protects_a_number_any_more_all_the_others_that_were_not_told_are_hidden():
    builder = TableBuilder()
    for key, value in {"total": 10.0, "a": 7.0, "b": 3.0, "elsewhere": 50.0, "zero": 0.0}.items():
        builder.cell(key, value, floor=5)
    builder.total("total", ["a", "b"])

    hidden = suppress(builder.build(told={"total", "a"}))

    assert hidden == {"b", "elsewhere"}
