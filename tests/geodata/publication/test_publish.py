import pytest

from geodata import territories
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import State, compare, publish, summary
from geodata.publication.contract import Published
from tests.geodata.conftest import Archive

MIPROF = perimetre("miprof")


def states(published: Published) -> dict[str, State]:
    return {code: State(state) for code, state in published.cells["state"].items()}


def test_a_silent_departement_is_unknown_and_never_zero(archive: Archive):
    archive.diagnostic("13", places_needed=12, places_dedicated=6)

    published = publish(archive.session, "coverage_rate", Choice(2015), MIPROF)

    assert published.cells.at["13", "value"] == 50.0
    assert states(published)["48"] == State.UNKNOWN
    assert list(published.cells.index) == list(territories.CODES)


def test_no_need_makes_the_coverage_rate_not_applicable_rather_than_unknown(archive: Archive):
    archive.diagnostic("48", places_needed=0, places_dedicated=4)

    published = publish(archive.session, "coverage_rate", Choice(2015), MIPROF)

    assert states(published)["48"] == State.NOT_APPLICABLE


def test_a_true_zero_is_published_as_zero(archive: Archive):
    archive.diagnostic("48", requests_not_met=0)

    published = publish(archive.session, "requests_not_met", Choice(2015), perimetre("partenaire:48"))

    assert states(published)["48"] == State.PUBLISHED
    assert published.cells.at["48", "value"] == 0
    assert published.cells.at["48", "reading"] == "0\xa0demande"


@pytest.mark.parametrize(("requests", "state"), [(4, State.SECRET), (5, State.PUBLISHED), (1, State.SECRET)])
def test_a_partner_reads_no_count_of_persons_below_five(archive: Archive, requests: int, state: State):
    archive.diagnostic("48", requests_not_met=requests)

    published = publish(archive.session, "requests_not_met", Choice(2015), perimetre("partenaire:48"))

    assert states(published)["48"] == state


def test_a_hidden_cell_carries_no_number_at_all(archive: Archive):
    archive.diagnostic("48", requests_not_met=3)

    published = publish(archive.session, "requests_not_met", Choice(2015), perimetre("partenaire:48"))

    assert published.cells.loc["48"].to_dict() | {"value": None} == {
        "value": None,
        "state": State.SECRET,
        "reading": "Secret statistique",
    }
    assert published.cells["value"].isna()["48"]


def test_a_prefecture_reads_exact_counts_at_home_and_withheld_ones_next_door(archive: Archive):
    archive.diagnostic("48", requests_not_met=3)
    archive.diagnostic("12", requests_not_met=3)

    published = publish(archive.session, "requests_not_met", Choice(2015), perimetre("prefecture:48"))

    assert states(published)["48"] == State.PUBLISHED
    assert states(published)["12"] == State.SECRET


def test_a_rate_goes_with_its_small_denominator(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    archive.diagnostic("48", places_needed=3, places_dedicated=6)
    monkeypatch.setattr("geodata.secrecy.primary.threshold", lambda name: 5)

    published = publish(archive.session, "coverage_rate", Choice(2015), MIPROF)

    assert states(published)["48"] == State.SECRET


def test_the_public_is_refused_what_is_restricted_with_a_sentence(archive: Archive):
    with pytest.raises(NotAllowed, match=r"Public.*Places dédiées"):
        publish(archive.session, "places_dedicated", Choice(2015), perimetre("public"))


def test_a_prefecture_receives_restricted_figures_for_its_own_departement_only(archive: Archive):
    archive.diagnostic("48", places_dedicated=6)
    archive.diagnostic("12", places_dedicated=7)

    published = publish(archive.session, "places_dedicated", Choice(2015), perimetre("prefecture:48"))

    assert list(published.cells.index) == ["48"]
    assert "12" in published.not_readable
    assert len(published.not_readable) == 100


def test_a_filter_that_an_indicator_does_not_have_is_dropped(archive: Archive):
    published = publish(archive.session, "siao_referent", Choice(2015, form="proxenetisme", public="femmes"), MIPROF)

    assert published.choice == Choice(2015)


def test_invented_figures_are_known_as_such(archive: Archive):
    archive.diagnostic("48", places_needed=20, demonstration=True)

    published = publish(archive.session, "places_needed", Choice(2015), MIPROF)

    assert published.demonstration
    assert published.provenance[0].file_name == "diagnostics_360.csv"


def test_an_import_without_any_row_left_is_not_an_origin(archive: Archive):
    archive.file("diagnostics_360", demonstration=True)

    published = publish(archive.session, "places_needed", Choice(2015), MIPROF)

    assert published.provenance == ()


def test_the_median_counts_only_what_is_published(archive: Archive):
    for departement, places in (("12", 2), ("48", 4), ("13", 12)):
        archive.diagnostic(departement, places_dedicated=places)

    published = publish(archive.session, "places_dedicated", Choice(2015), MIPROF)

    assert summary(published).median == "4\xa0places"
    assert (summary(published).minimum, summary(published).maximum) == ("2\xa0places", "12\xa0places")
    assert summary(published).count == 3


def test_a_departement_is_compared_within_the_region_of_that_year(archive: Archive):
    for departement, places in (("48", 4), ("34", 10), ("31", 90)):
        archive.diagnostic(departement, places_dedicated=places)

    published = publish(archive.session, "places_dedicated", Choice(2015), MIPROF)
    comparison = compare(published, "48")

    assert comparison.region_name == "Languedoc-Roussillon"
    assert comparison.region.count == 2
    assert comparison.france.count == 3


def test_a_median_is_told_only_where_the_whole_territory_is_read(archive: Archive):
    for departement, places in (("48", 4), ("34", 10), ("31", 90)):
        archive.diagnostic(departement, places_dedicated=places)

    beside = compare(publish(archive.session, "places_dedicated", Choice(2015), perimetre("prefecture:48")), "48")

    assert beside.reading == "4\u00a0places"
    assert (beside.region.median, beside.france.median) == ("non montrée", "non montrée")
    assert (beside.region.count, beside.france.count) == (0, 0)


def test_every_indicator_answers_on_an_empty_archive_with_101_unknown_cells(archive: Archive):
    for indicator_id in INDICATORS:
        published = publish(archive.session, indicator_id, Choice(2015), MIPROF)

        assert len(published.cells) == 101
        assert set(states(published).values()) == {State.UNKNOWN}, indicator_id
