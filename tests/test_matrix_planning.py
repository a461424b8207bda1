"""The matrix of rights, walked at the doors of needs and places, of their scenarios, of supply and of relocation.

On SQLite alone: both databases are asked door by door in `tests/geodata`; what is decided here is written in Python.
"""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.supply_lists import Supply
from geodata import publication
from geodata.__main__ import app as geodata_app
from geodata.database import transaction
from geodata.indicators import INDICATORS
from geodata.models import GeneralSupply, RelocationRequest
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import Format, Table, to_bytes
from geodata.publication.needs import NUMBERS
from geodata.publication.scenarios import solve_scenario
from geodata.repositories import scenarios
from geodata.repositories.progress_rows import Entry
from geodata.scenarios import Scenario
from tests.geodata.conftest import Archive
from tests.matrix_oracle import AWAY, FRANCE, HOME, SAMPLES, Sample, says
from tests.test_matrix import MARKS, REFUSAL, YEAR, command, told_by

ASKED = {HOME: 736455463, AWAY: 645546372}
SUPPLIED = {HOME: 518426, AWAY: 624815}
OPENED = {HOME: 354637, AWAY: 463728}
"""Requests for relocation, places of the DREES and places that a saved scenario opens, as recognisable."""


@pytest.fixture
def supplied(sqlite_database: str) -> str:
    """A country where needs, places, requests for relocation and general supply can be recognised in any file."""
    with transaction() as session:
        archive = Archive(session)
        for code in MARKS:
            archive.diagnostic(code, places_dedicated=MARKS[code], places_needed=MARKS[code] + 11, siao_referent=True)
        requests, supply = archive.file("relocation_requests"), archive.file("general_supply")
        for code in MARKS:
            session.add(
                RelocationRequest(departement=code, year=YEAR, asked=ASKED[code], met=ASKED[code], import_id=requests)
            )
            session.add(
                GeneralSupply(
                    departement=code, observed_on=date(YEAR, 1, 1), category=Supply.CHRS, value=SUPPLIED[code],
                    import_id=supply,
                )
            )  # fmt: skip
    return sqlite_database


def read_of(who: Sample, name: str) -> set[str]:
    """The recognisable départements in which the matrix opens a number of the page *Places*."""
    indicator = INDICATORS[name]
    return {code for code in MARKS if says(who, indicator.obj, "read", indicator.level, departement=code)}


def check_needs(table: Table, who: Sample, code: str) -> None:
    """The line or lines of one département: each number where the matrix opens it, and nowhere else."""
    lines = table.rows[table.rows["departement"] == code]
    for name in (each for each in NUMBERS if each in table.rows):
        told = code in read_of(who, name)
        assert lines[f"{name}_state"].notna().all() == told, (who.profile, name, code)
        assert told or lines[name].isna().all(), (who.profile, name, code)
    if "need_low" in table.rows and code not in read_of(who, "places_needed"):
        assert lines[["need_low", "need_high"]].isna().all(axis=None), (who.profile, code)
        assert not any(lines["method"]), (who.profile, code)


def check_marks(table: Table, who: Sample, codes: set[str]) -> None:
    """What the files of a table of needs hold of the recognisable numbers: those of `codes` that are opened."""
    for format in (Format.CSV, Format.XLSX):
        content = told_by(to_bytes(table, format), format)
        for code, places in MARKS.items():
            for name, number in (("places_needed", places + 11), ("places_dedicated", places)):
                expected = code in codes & read_of(who, name)
                assert (str(number) in content) == expected, (who.profile, table.id, name, code)


def test_needs_of_the_country_hold_what_the_matrix_opens_and_no_trace_of_the_rest(
    supplied: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        walked["needs"] += 1
        with transaction() as session:
            table = publication.publish_needs(session, perimetre(who.profile), year=YEAR)
        everywhere = {name for name in NUMBERS if read_of(who, name)}
        assert everywhere <= set(table.rows), who.profile
        for code in MARKS:
            check_needs(table, who, code)
        check_marks(table, who, set(MARKS))


def test_the_needs_of_a_departement_year_after_year_hold_what_the_matrix_opens(
    supplied: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        for code in MARKS:
            walked["needs"] += 1
            with transaction() as session:
                table = publication.publish_need_series(session, perimetre(who.profile), departement=code)
            assert list(table.rows["year"]) == [YEAR]
            shown = {name for name in NUMBERS if name in table.rows}
            expected = {name for name in NUMBERS if code in read_of(who, name)} - {"equipment_rate"}
            assert shown == expected, (who.profile, code)
            check_needs(table, who, code)
            check_marks(table, who, {code})


def test_requests_for_relocation_are_exact_where_the_matrix_says_or_refused(
    supplied: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        home = {code for code in MARKS if says(who, "places", "read", 2, departement=code)}
        for asked in (None, *MARKS):
            walked["relocation"] += 1
            expected = home if asked is None else home & {asked}
            with transaction() as session:
                if not expected:
                    with pytest.raises(NotAllowed, match=REFUSAL):
                        publication.publish_relocation(session, perimetre(who.profile), departement=asked)
                    continue
                table = publication.publish_relocation(session, perimetre(who.profile), departement=asked)
            summed = asked is None and says(who, "places", "read", 2, departement=FRANCE)
            assert set(table.rows["departement"]) == expected | ({FRANCE} if summed else set()), who.profile
            content = told_by(to_bytes(table, Format.XLSX), Format.XLSX)
            assert {code for code in MARKS if str(ASKED[code]) in content} == expected, (who.profile, asked)
            assert (str(sum(ASKED.values())) in content) == summed, (who.profile, asked)


def test_general_supply_is_everybodys_and_dedicated_places_beside_it_are_whom_the_matrix_says(
    supplied: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        for code in MARKS:
            walked["general supply"] += 1
            with transaction() as session:
                assert says(who, "indicators", "read", 0, departement=code)
                table = publication.publish_general_supply(session, perimetre(who.profile), departement=code, year=YEAR)
            content = told_by(to_bytes(table, Format.XLSX), Format.XLSX)
            assert {each for each in MARKS if str(SUPPLIED[each]) in content} == {code}
            exact = {code} if says(who, "places", "read", 2, departement=code) else set()
            assert {each for each in MARKS if str(MARKS[each]) in content} == exact, (who.profile, code)
            assert ("places_dedicated" in set(table.rows["category"])) == bool(exact), (who.profile, code)


@pytest.fixture
def planned(sqlite_database: str) -> str:
    """A country that is soon solved, with a scenario of which both départements were shown their line."""
    entry = Entry(datetime(2026, 11, 27, 10, tzinfo=UTC))
    with transaction() as session:
        archive = Archive(session)
        for code, need in ((HOME, 4), (AWAY, 7)):
            archive.diagnostic(code, places_needed=need, places_dedicated=0, need_method="denombrement")
        lines = {code: {"opened": number} for code, number in OPENED.items()}
        number = scenarios.save(
            session, perimetre("dihal"), "Repère", YEAR,
            content={"places": 3}, result={"departements": lines}, facts_sha256="a" * 64, entry=entry,
        )  # fmt: skip
        scenarios.share(session, perimetre("dihal"), number, list(MARKS), entry=entry)
    return sqlite_database


def test_scenarios_are_solved_and_listed_for_who_reads_the_places_of_the_whole_country(
    planned: str, tmp_path: Path, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        walked["scenarios"] += 2
        walked["command line"] += 1
        rights, out = perimetre(who.profile), tmp_path / f"{who.name}.csv"
        asked = ("places", "open", "3", "--as", who.profile, "--year", str(YEAR), "--out", str(out))
        answer = command(geodata_app, *asked)
        with transaction() as session:
            if says(who, "places", "read", 2, departement=FRANCE):
                solved = solve_scenario(session, rights, YEAR, Scenario(places=3))
                assert int(solved.table.rows["opened"].sum()) == 3
                assert [each.name for each in scenarios.saved(session, rights)] == ["Repère"]
                assert answer.exit_code == 0, answer.output
                assert out.exists()
                continue
            with pytest.raises(NotAllowed, match=REFUSAL):
                solve_scenario(session, rights, YEAR, Scenario(places=3))
            with pytest.raises(NotAllowed, match=REFUSAL):
                scenarios.saved(session, rights)
        assert answer.exit_code == 1, (who.profile, answer.output)
        assert REFUSAL.search(answer.output)
        assert not out.exists()


def test_the_line_of_a_scenario_is_read_by_who_reads_the_places_of_its_departement(
    planned: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        for code in MARKS:
            walked["scenarios"] += 1
            with transaction() as session:
                if not says(who, "places", "read", 2, departement=code):
                    with pytest.raises(NotAllowed, match=REFUSAL):
                        scenarios.shared_with(session, perimetre(who.profile), code)
                    continue
                told = str(scenarios.shared_with(session, perimetre(who.profile), code))
            assert {each for each in MARKS if str(OPENED[each]) in told} == {code}, (who.profile, code)
