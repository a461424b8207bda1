from datetime import date

import pytest

from config.nomenclatures import Form, Function
from geodata.facts.coverage import Cover, cells
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import perimetre
from geodata.publication import State, publish
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
