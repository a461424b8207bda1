"""Needs side by side: exact at home, guarded next door, nothing restricted for the public, silence never zero."""

from datetime import date

import pandas as pd
import pytest

from config.diagnostic_lists import Diagnosis
from config.supply_lists import Supply
from geodata.facts.planning import planning
from geodata.indicators import INDICATORS, Choice
from geodata.models import GeneralSupply, RelocationRequest
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import (
    Format,
    State,
    publish_general_supply,
    publish_need_series,
    publish_needs,
    publish_relocation,
    to_bytes,
)
from geodata.publication.needs import state_counts
from tests.geodata.conftest import Archive

YEAR = 2015
RESTRICTED = ("places_needed", "places_dedicated", "places_accessible", "places_occupied", "coverage_rate")


@pytest.fixture
def filled(archive: Archive) -> Archive:
    told = {"places_dedicated": 8, "places_accessible": 20, "places_occupied": 6, "requests": 20, "requests_not_met": 3}
    archive.diagnostic(
        "48", places_needed=30, need_method="estimation", siao_referent=True, trafficking_section=True, **told
    )
    archive.diagnostic("34", places_needed=3, need_method="denombrement", trafficking_section=False, **told)
    archive.diagnostic("13", places_needed=60, need_method="dire_expert", **told)
    archive.diagnostic("2A", places_needed=9, observed_on=date(2013, 6, 30))
    return archive


def rows_of(archive: Archive, profile: str, public: str | None = None) -> pd.DataFrame:
    return publish_needs(archive.session, perimetre(profile), year=YEAR, public=public).rows.set_index("departement")


def test_a_prefet_reads_exact_figures_at_home_and_not_next_door(filled: Archive) -> None:
    rows = rows_of(filled, "prefet:48")

    assert rows.loc["48", [*RESTRICTED, "requests_not_met"]].tolist()[:4] == [30, 8, 20, 6]
    assert rows.at["48", "requests_not_met"] == 3
    # N1 next door: small counts are withheld, places are not told at all.
    assert rows.at["34", "places_needed_state"] == State.SECRET
    assert rows.at["34", "requests_not_met_state"] == State.SECRET
    for name in ("places_dedicated", "places_accessible", "places_occupied", "coverage_rate"):
        assert rows.at["34", f"{name}_state"] is None
        assert pd.isna(rows.at["34", name])
    assert pd.isna(rows.at["34", "need_low"])
    assert rows.at["34", "method"] == ""


def test_the_public_reads_nothing_restricted(filled: Archive) -> None:
    table = publish_needs(filled.session, perimetre("public"), year=YEAR)

    restricted = {*RESTRICTED, "requests_not_met", "need_low", "need_high", "method"}
    assert not restricted & set(table.rows)
    assert not restricted & set(table.labels)
    assert {"siao_referent", "diagnosis", "observed_on"} <= set(table.labels)


def test_a_missing_diagnostic_is_not_told_and_never_zero(filled: Archive) -> None:
    rows = rows_of(filled, "miprof")

    for name in (*RESTRICTED, "requests_not_met"):
        assert rows.at["01", f"{name}_state"] == State.UNKNOWN
        assert pd.isna(rows.at["01", name])
    assert (rows.at["01", "diagnosis_code"], rows.at["01", "observed_on"]) == ("aucun", None)
    assert len(rows) == 101


def test_each_departement_has_one_word_about_its_diagnostic(filled: Archive) -> None:
    rows = rows_of(filled, "public")

    assert rows.loc[["48", "34", "13", "2A"], "diagnosis_code"].tolist() == [
        "recent", "sans_volet", "volet_non_dit", "ancien",
    ]  # fmt: skip
    assert rows.at["2A", "observed_on"] == date(2013, 6, 30)
    counted = state_counts(rows)
    assert counted[Diagnosis.NONE] == 97
    assert sum(counted.values()) == 101


@pytest.mark.parametrize(
    ("observed_on", "recent"), [(date(2015, 1, 1), True), (date(2014, 12, 31), False), (date(2014, 12, 30), False)]
)
def test_scenarios_indicator_and_table_agree_on_the_day_when_a_diagnostic_stops_being_recent(
    archive: Archive, observed_on: date, recent: bool
) -> None:
    archive.diagnostic("48", observed_on=observed_on, trafficking_section=True)

    indicator = INDICATORS["recent_diagnostic"]
    figures = indicator.formula(indicator.facts(archive.session, Choice(YEAR)))
    assert rows_of(archive, "public").at["48", "diagnosis_code"] == ("recent" if recent else "ancien")
    assert figures["48"] == recent
    assert planning(archive.session, YEAR).country.facts.at["48", "recent_diagnostic"] is recent
    assert planning(archive.session, YEAR).country.facts.at["01", "recent_diagnostic"] is None


def test_an_estimate_is_a_range_and_a_count_is_not(filled: Archive) -> None:
    rows = rows_of(filled, "miprof")

    assert rows.loc["48", ["need_low", "need_high", "method"]].tolist() == [22.5, 37.5, "Estimation"]
    assert rows.loc["34", ["need_low", "need_high", "method"]].tolist() == [3, 3, "Dénombrement"]
    assert rows.loc["13", ["need_low", "need_high"]].tolist() == [36, 84]


def test_a_range_never_gives_back_a_row_that_is_withheld(archive: Archive) -> None:
    archive.diagnostic("48", places_needed=40, need_method="denombrement", place_type="chrs")
    archive.diagnostic("48", places_needed=3, need_method="estimation", place_type="hotel")

    exact, next_door = rows_of(archive, "prefet:48"), rows_of(archive, "prefet:34")

    assert exact.loc["48", ["need_low", "need_high"]].tolist() == [42.25, 43.75]
    # Row by row, 43 - 42.25 is a quarter of the 3 that are withheld: the whole need is taken at its widest instead.
    assert next_door.at["48", "places_needed"] == 43
    assert next_door.loc["48", ["need_low", "need_high"]].tolist() == [32.25, 53.75]
    assert next_door.at["48", "method"] == "Dénombrement et estimation"


def test_the_methods_of_a_need_are_told_as_a_list(archive: Archive) -> None:
    kinds = {"denombrement": "chrs", "estimation": "hotel", "dire_expert": "alt", "": "chu"}
    for method, place_type in kinds.items():
        archive.diagnostic("48", places_needed=1, need_method=method, place_type=place_type)

    told = rows_of(archive, "miprof").at["48", "method"]

    assert told == "Dénombrement, estimation, dire d’expert et méthode non dite"


def test_a_range_never_gives_back_minors_even_to_exact_readers(archive: Archive) -> None:
    archive.diagnostic("48", places_needed=40, need_method="denombrement", public="hommes")
    archive.diagnostic("48", places_needed=3, need_method="estimation", public="mineurs")

    row = rows_of(archive, "miprof").loc["48"]

    assert pd.isna(row["need_low"]) or row["need_low"] == pytest.approx(0.75 * row["places_needed"])


def test_a_public_has_its_own_figures_and_minors_have_none(filled: Archive) -> None:
    assert rows_of(filled, "miprof", "femmes").at["48", "places_needed"] == 30
    assert rows_of(filled, "miprof", "hommes").at["48", "places_needed_state"] == State.UNKNOWN
    with pytest.raises(ValueError, match="mesure 11"):
        rows_of(filled, "miprof", "mineurs")


def test_a_file_says_that_a_cell_is_not_for_this_reader(filled: Archive) -> None:
    table = publish_needs(filled.session, perimetre("prefet:48"), year=YEAR)
    lines = to_bytes(table, Format.CSV).decode("utf-8-sig").splitlines()
    header = lines[0].split(";")
    lozere, herault = (next(each for each in lines if each.startswith(f"{code};")).split(";") for code in ("48", "34"))

    where = header.index("places_dedicated")
    assert lozere[where : where + 2] == ["8", "published"]
    assert herault[where : where + 2] == ["", "not_readable"]
    assert herault[header.index("places_needed")] == "S"


def test_the_series_has_a_point_for_each_year_and_a_year_of_silence_is_unknown(filled: Archive) -> None:
    table = publish_need_series(filled.session, perimetre("prefet:48"), departement="48")
    rows = table.rows.set_index("year")

    assert rows.index.tolist() == [2013, 2015]
    assert rows.at[2013, "places_needed_state"] == State.UNKNOWN
    assert rows.at[2015, "places_needed"] == 30
    assert "recalculer" in table.notes[0]


def test_a_series_holds_what_its_reader_may_read_there(filled: Archive) -> None:
    next_door = publish_need_series(filled.session, perimetre("prefet:48"), departement="34")
    public = publish_need_series(filled.session, perimetre("public"), departement="48")

    assert next_door.rows.set_index("year").at[2015, "places_needed_state"] == State.SECRET
    assert "places_dedicated" not in next_door.labels
    assert not any(str(name).startswith("places_dedicated") for name in next_door.rows)
    assert not {*RESTRICTED, "requests_not_met", "method"} & {*public.labels, *public.rows}


def test_a_series_names_the_files_of_what_it_shows_and_no_other(filled: Archive) -> None:
    number = filled.file("general_supply")
    filled.session.add(
        GeneralSupply(
            departement="48", observed_on=date(2014, 12, 31), category=Supply.RATE, value=1.8, import_id=number
        )
    )
    filled.session.flush()

    shown = publish_needs(filled.session, perimetre("prefet:48"), year=YEAR)
    series = publish_need_series(filled.session, perimetre("prefet:48"), departement="48")

    assert "Titre de general_supply" in {each.title for each in shown.provenance}
    assert {each.title for each in series.provenance} == {"Titre de diagnostics_360"}


def test_a_figure_that_was_corrected_is_told_in_its_last_version_alone(archive: Archive) -> None:
    archive.diagnostic("48", places_needed=30, observed_on=date(2015, 3, 1))
    archive.diagnostic("48", places_needed=33, observed_on=date(2015, 9, 1))

    rows = publish_need_series(archive.session, perimetre("prefet:48"), departement="48").rows

    assert rows["places_needed"].tolist() == [33]


def test_general_supply_is_public_and_the_dedicated_places_beside_it_are_not(filled: Archive) -> None:
    day, number = date(2014, 12, 31), filled.file("general_supply")
    for category, value in ((Supply.CHRS, 81.0), (Supply.CPH, None), (Supply.RATE, 1.8)):
        filled.session.add(
            GeneralSupply(departement="48", observed_on=day, category=category, value=value, import_id=number)
        )
    filled.session.flush()

    def supply(profile: str, code: str = "48") -> pd.DataFrame:
        table = publish_general_supply(filled.session, perimetre(profile), departement=code, year=YEAR)
        return table.rows.set_index("category")

    assert supply("public")["value_state"].tolist() == [State.PUBLISHED, State.UNKNOWN, State.PUBLISHED]
    assert supply("public").at["chrs", "observed_on"] == day
    assert supply("prefet:48").at["places_dedicated", "value"] == 8
    assert "places_dedicated" not in supply("prefet:34").index
    assert supply("public", "01").empty
    assert rows_of(filled, "public").at["48", "equipment_rate"] == 1.8
    assert rows_of(filled, "public").at["01", "equipment_rate_state"] == State.UNKNOWN


@pytest.fixture
def asked(archive: Archive) -> Archive:
    number = archive.file("relocation_requests")
    for code, year, told in (
        ("48", 2014, (4, 3, 1, 0, 0)), ("48", 2015, (0, 0, 0, 0, 0)), ("34", 2015, (6, 3, None, None, None)),
    ):  # fmt: skip
        names = ("asked", "met", "refused_no_place", "refused_criteria", "withdrawn")
        archive.session.add(
            RelocationRequest(departement=code, year=year, import_id=number, **dict(zip(names, told, strict=True)))
        )
    archive.session.flush()
    return archive


def test_requests_for_relocation_are_read_exactly_at_home_and_nowhere_else(asked: Archive) -> None:
    rows = publish_relocation(asked.session, perimetre("prefet:48")).rows

    assert set(rows["departement"]) == {"48"}
    assert rows["rate_met"].tolist()[0] == 75
    assert rows["rate_met_state"].tolist()[1] == State.NOT_APPLICABLE
    with pytest.raises(NotAllowed):
        publish_relocation(asked.session, perimetre("prefet:48"), departement="34")


@pytest.mark.parametrize("profile", ["public", "partenaire:48", "cncdh", "acse", "association:1:48"])
def test_whoever_reads_no_exact_figure_reads_no_request_for_relocation(asked: Archive, profile: str) -> None:
    with pytest.raises(NotAllowed):
        publish_relocation(asked.session, perimetre(profile))


def test_the_whole_country_is_summed_for_who_reads_it_all_and_a_blank_is_no_zero(asked: Archive) -> None:
    rows = publish_relocation(asked.session, perimetre("dihal")).rows.set_index(["departement", "year"])

    assert rows.at[("FR", 2015), "asked"] == 6
    assert rows.at[("FR", 2015), "refused_no_place_state"] == State.UNKNOWN
    assert rows.at[("FR", 2014), "answered"] == 1
    region = publish_relocation(asked.session, perimetre("region:76")).rows
    assert "FR" not in set(region["departement"])
