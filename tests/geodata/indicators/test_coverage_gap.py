from datetime import date
from itertools import product
from random import Random

import pandas as pd
import pytest

from config.nomenclatures import Form, Function
from geodata.facts.branches import branches, reviews
from geodata.facts.coverage import Cover, cells
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import perimetre
from geodata.publication import State, publish, publish_gap_states
from tests.geodata.conftest import Archive

ALL_FORMS = tuple(form.value for form in Form)


def cover(archive: Archive, departement: str, form: str = "proxenetisme", function: str = "social") -> Cover | None:
    table = cells(archive.session, 2015).set_index(["departement", "form", "function"])["cover"]
    found = table[departement, form, function]
    return None if found != found else Cover(int(found))


def test_a_local_service_counts_once_verified(archive: Archive):
    archive.branch("Entraide", "48")

    assert cover(archive, "48") is None

    archive.review("48", "proxenetisme")

    assert cover(archive, "48") == Cover.LOCAL


def test_a_branch_verified_by_itself_needs_no_review(archive: Archive):
    archive.branch("Entraide", "48", verified_on=date(2015, 3, 1))

    assert cover(archive, "48") == Cover.LOCAL


def test_a_check_made_since_says_nothing_of_an_earlier_year(archive: Archive):
    archive.branch("Entraide", "48", verified_on=date(2016, 3, 1))

    assert cover(archive, "48") is None


def test_a_service_from_next_door_counts_where_the_prefecture_has_checked(archive: Archive):
    archive.branch("Entraide", "34", zones=("34", "48"))
    archive.review("48", "proxenetisme")

    assert cover(archive, "48") == Cover.NEIGHBOUR
    assert cover(archive, "34") is None


def test_a_national_line_alone_is_less_than_a_neighbour(archive: Archive):
    archive.branch("Entraide", "75", zones=("75", "FR"))
    archive.review("48", "proxenetisme")

    assert cover(archive, "48") == Cover.NATIONAL
    assert cover(archive, "48", function="juridique") == Cover.NONE
    assert cover(archive, "12") is None


def test_the_best_of_several_services_is_kept(archive: Archive):
    archive.branch("Nationale", "75", zones=("FR",))
    archive.branch("Voisine", "34", zones=("48",))
    archive.branch("Locale", "48")
    archive.review("48", "proxenetisme")

    assert cover(archive, "48") == Cover.LOCAL


def test_the_index_is_the_share_of_known_cells_with_a_national_line_or_nothing(archive: Archive):
    archive.branch("Locale", "48", forms=list(ALL_FORMS), functions=["social", "juridique", "sante"])
    archive.review("48", *ALL_FORMS)

    published = publish(archive.session, "coverage_gap", Choice(2015), perimetre("public"))

    assert published.cells.at["48", "value"] == 100 * (len(Function) - 3) / len(Function)
    assert published.unknown_share["48"] == 0


def test_above_thirty_per_cent_of_unknown_there_is_no_index(archive: Archive):
    archive.review("48", *ALL_FORMS[:5])  # 2 forms of 7 unknown: 28.6 %
    archive.review("12", *ALL_FORMS[:4])  # 3 forms of 7 unknown: 42.9 %

    published = publish(archive.session, "coverage_gap", Choice(2015), perimetre("public"))

    assert published.cells.at["48", "state"] == State.PUBLISHED
    assert published.cells.at["12", "state"] == State.UNKNOWN
    assert published.unknown_share["12"] == pytest.approx(3 / 7)


def test_one_form_can_be_asked_for_alone(archive: Archive):
    archive.review("48", "mendicite_forcee")

    indicator = INDICATORS["coverage_gap"]
    facts = indicator.facts(archive.session, Choice(2015, form="mendicite_forcee"))

    assert facts.loc["48", ["missing", "known", "total"]].tolist() == [9, 9, 9]


def test_a_zone_that_its_prefecture_accepted_counts_without_a_review(archive: Archive):
    branch = archive.branch("Entraide", "34")
    archive.zone(branch, "48", "itinerant", validated_on=date(2015, 6, 1))
    archive.zone(branch, "12", "itinerant")

    assert cover(archive, "48") == Cover.NEIGHBOUR
    assert cover(archive, "48", function="juridique") is None
    assert cover(archive, "12") is None
    assert cover(archive, "34") is None


def test_a_zone_accepted_long_ago_holds_as_long_as_its_branch_is_verified(archive: Archive):
    stale = archive.branch("Oubliée", "34")
    archive.zone(stale, "48", "local", validated_on=date(2014, 11, 30))
    kept = archive.branch("Suivie", "34", forms=["mendicite_forcee"], verified_on=date(2015, 3, 1))
    archive.zone(kept, "48", "local", validated_on=date(2014, 11, 30))

    assert cover(archive, "48") is None
    assert cover(archive, "48", form="mendicite_forcee") == Cover.NEIGHBOUR


def test_a_zone_accepted_since_says_nothing_of_an_earlier_year(archive: Archive):
    branch = archive.branch("Entraide", "34", verified_on=date(2015, 3, 1))
    archive.zone(branch, "48", "local", validated_on=date(2016, 1, 15))

    assert cover(archive, "48") is None


def test_a_branch_whose_own_prefecture_accepted_its_zone_is_a_local_service(archive: Archive):
    branch = archive.branch("Entraide", "48")
    archive.zone(branch, "48", "local", validated_on=date(2015, 6, 1))

    assert cover(archive, "48") == Cover.LOCAL


def test_help_from_a_distance_counts_as_a_national_line(archive: Archive):
    branch = archive.branch("Entraide", "75")
    archive.zone(branch, "48", "distance", validated_on=date(2015, 6, 1))
    archive.zone(branch, "12", "distance", validated_on=date(2015, 6, 1))
    archive.review("48", "proxenetisme")

    assert cover(archive, "48") == Cover.NATIONAL
    assert Cover.NATIONAL.label == "À distance ou ligne nationale seulement"
    # Nobody has checked the Aveyron: « from a distance only » would make its silence a zero.
    assert cover(archive, "12") is None


def test_the_index_counts_by_hand_what_zones_and_reviews_say(archive: Archive):
    local = archive.branch("Locale", "48", forms=list(ALL_FORMS), functions=["social"], verified_on=date(2015, 3, 1))
    archive.zone(local, "48", "local", validated_on=date(2015, 3, 1))
    visiting = archive.branch("Itinérante", "34", forms=list(ALL_FORMS), functions=["sante", "social"])
    archive.zone(visiting, "48", "itinerant", validated_on=date(2015, 4, 1))
    distant = archive.branch("Distante", "75", forms=list(ALL_FORMS), functions=["juridique"])
    archive.zone(distant, "48", "distance", validated_on=date(2015, 4, 1))
    archive.review("48", *ALL_FORMS[:6])

    facts = INDICATORS["coverage_gap"].facts(archive.session, Choice(2015)).loc["48"]

    # Six forms are reviewed, nine functions each; of the seventh, the two accepted services alone are known.
    assert facts["known"] == 6 * 9 + 2
    # In the six, two functions are served; one has a line from afar and six have nothing.
    assert facts["missing"] == 6 * (1 + 6)
    index = publish(archive.session, "coverage_gap", Choice(2015), perimetre("public")).cells.at["48", "value"]
    assert index == pytest.approx(100 * 42 / 56)


def test_the_country_is_told_in_numbers_of_departements_by_state(archive: Archive):
    branch = archive.branch("Entraide", "34", zones=("FR",), verified_on=date(2015, 3, 1))
    archive.zone(branch, "48", "itinerant", validated_on=date(2015, 6, 1))
    archive.review("12", "proxenetisme")

    states = publish_gap_states(archive.session, perimetre("public"), year=2015)

    table = states.rows.set_index(["form_code", "function_code"])
    counts = ["local", "neighbour", "national", "none", "unverified"]
    assert table.loc[("proxenetisme", "social"), counts].tolist() == [1, 1, 1, 0, 98]
    assert table.loc[("proxenetisme", "sante"), counts].tolist() == [0, 0, 0, 1, 100]
    assert (table[counts].sum(axis="columns") == 101).all()
    assert len(table) == len(Form) * len(Function)
    assert list(states.labels)[2:] == counts


@pytest.mark.parametrize("seed", range(5))
def test_sets_of_bits_say_the_same_as_cell_by_cell(archive: Archive, seed: int):
    draw = Random(seed)
    days = [None, date(2014, 1, 1), date(2015, 5, 1), date(2016, 2, 1)]
    functions = [each.value for each in Function]
    for number in range(12):
        branch = archive.branch(
            f"A{number}", draw.choice(["48", "12", "34"]), forms=draw.sample(ALL_FORMS, 2),
            functions=draw.sample(functions, 3), verified_on=draw.choice(days),
        )  # fmt: skip
        for code in draw.sample(["48", "12", "34", "30", "FR"], 2):
            archive.zone(branch, code, draw.choice(["", "local", "itinerant", "distance"]), draw.choice(days))
    for code in ("48", "30"):
        archive.review(code, *draw.sample(ALL_FORMS, 4))

    found = cells(archive.session, 2015).set_index(["departement", "form", "function"])["cover"]

    listed, checked = branches(archive.session), reviews(archive.session, 2015)
    for code, form, function in product(["48", "12", "34", "30", "59"], ALL_FORMS, functions):
        said = found[code, form, function]
        assert _one_cell(listed, bool(checked.at[code, form]), code, form, function) == (None if said != said else said)


def _one_cell(listed: pd.DataFrame, reviewed: bool, code: str, form: str, function: str) -> int | None:
    """The rule, read aloud for one cell."""

    def recent(day: object) -> bool:
        return isinstance(day, date) and date(2014, 11, 30) < day <= date(2015, 12, 31)

    levels = [0] if reviewed else []
    for row in listed[listed["forms"].map(lambda its: form in its)].itertuples():
        if function not in row.functions:
            continue
        if row.departement == code and (reviewed or recent(row.verified_on)):
            levels.append(3)
        if reviewed and ("FR" in row.zones or row.modes.get(code) == "distance"):
            levels.append(1)
        if code in row.zones and row.modes[code] != "distance":
            accepted = row.zones_validated[code]
            known = accepted is not None and accepted <= date(2015, 12, 31)
            if reviewed or (known and (recent(accepted) or recent(row.verified_on))):
                levels.append(3 if code == row.departement else 2)
    return max(levels, default=None)
