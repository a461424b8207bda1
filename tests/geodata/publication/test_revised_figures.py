"""This year's publication beside last year's, and figures corrected after they were published."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from geodata.backup import backup
from geodata.database import engine, transaction
from geodata.indicators import Choice
from geodata.models import FormerCount, FormerNeed
from geodata.perimetre import Perimetre, perimetre
from geodata.publication import State, publish, publish_case_counts, publish_case_totals
from geodata.repositories import case_counts, diagnostics
from tests.geodata.conftest import Archive

PARTNER = perimetre("prefecture:59")
LANGUEDOC = {"11": 80, "30": 60, "34": 40, "66": 100}


def counts(numbers: dict[str, int], year: int = 2015) -> pd.DataFrame:
    usual = {"source": "justice", "year": year, "service": "", "nomenclature": "A", "form": "toutes"}
    usual |= {"sex": "ensemble", "age_class": "ensemble", "status": "declare"}
    rows = [usual | {"departement": code, "count": number} for code, number in numbers.items()]
    return pd.DataFrame(rows, index=range(2, len(rows) + 2)).astype({"count": "Int64"})


def need(archive: Archive, departement: str, number: int, **values: object) -> None:
    archive.diagnostic(departement, requests_not_met=number, **values)


def receive(archive: Archive, rows: pd.DataFrame, exploitation: Perimetre) -> int:
    number = archive.file("case_counts")
    case_counts.replace(archive.session, exploitation, rows, number)
    return number


def states(archive: Archive, year: int, profile: str) -> dict[str, str]:
    """What each cell and each total of a year says to this reader, its number included."""
    reader = perimetre(profile)
    cells, totals = publish_case_counts(archive.session, reader).rows, publish_case_totals(archive.session, reader).rows
    told = pd.concat([cells, totals])
    told = told[told["year"] == year]
    places = told["departement"].fillna(told["territory"])
    return {
        place: f"{state} {count}"
        for place, state, count in zip(places, told["count_state"], told["count"], strict=True)
    }


@pytest.mark.parametrize("profile", ["public", "prefecture:59", "miprof"])
def test_the_publication_of_a_new_year_changes_nothing_of_the_last_one(
    archive: Archive, exploitation: Perimetre, profile: str
):
    receive(archive, counts(LANGUEDOC | {"48": 3, "31": 7}, 2014), exploitation)
    last_year = states(archive, 2014, profile)

    receive(archive, counts(LANGUEDOC | {"48": 4, "31": 70}, 2015), exploitation)
    receive(archive, counts(LANGUEDOC | {"48": 3, "31": 7}, 2014), exploitation)

    assert "secret" in str(last_year) or profile == "miprof"
    assert states(archive, 2014, profile) == last_year


def test_a_corrected_count_leaves_its_former_value_with_the_import_that_brought_it(
    archive: Archive, exploitation: Perimetre
):
    first = receive(archive, counts(LANGUEDOC), exploitation)
    receive(archive, counts(LANGUEDOC | {"34": 45}), exploitation)

    kept = archive.session.execute(select(FormerCount.departement, FormerCount.count, FormerCount.import_id)).all()

    assert kept == [("34", 40, first)]


def test_a_corrected_diagnostic_leaves_its_former_persons(archive: Archive, exploitation: Perimetre):
    need(archive, "48", 3)
    row = {"departement": "48", "kind": "360", "observed_on": date(2015, 6, 30), "public": "femmes"}
    row |= {"place_type": "chrs", "requests_not_met": 6}
    rows = pd.DataFrame([row], index=[2])
    diagnostics.replace(archive.session, exploitation, rows, archive.file("diagnostics_360"))

    kept = archive.session.execute(select(FormerNeed.departement, FormerNeed.requests_not_met)).all()

    assert kept == [("48", 3)]


@pytest.mark.parametrize("statement", [update(FormerCount).values(count=0), delete(FormerCount)])
def test_what_was_published_is_never_forgotten(
    archive: Archive, exploitation: Perimetre, database: str, statement: object
):
    receive(archive, counts(LANGUEDOC), exploitation)
    receive(archive, counts(LANGUEDOC | {"34": 45}), exploitation)
    archive.session.commit()

    with pytest.raises(DatabaseError, match="stays remembered"), engine(database).begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("profile", ["public", "prefecture:59"])
def test_a_late_count_is_not_the_new_total_minus_the_former_one(
    archive: Archive, exploitation: Perimetre, profile: str
):
    receive(archive, counts(LANGUEDOC), exploitation)
    before = publish_case_totals(archive.session, perimetre(profile)).rows.set_index("territory")
    receive(archive, counts(LANGUEDOC | {"48": 3}), exploitation)

    after = publish_case_totals(archive.session, perimetre(profile)).rows.set_index("territory")

    assert before["count_state"].to_dict() == {"91": State.PUBLISHED, "FR": State.PUBLISHED}
    assert after["count_state"].to_dict() == {"91": State.SECRET, "FR": State.SECRET}


def test_a_late_diagnostic_is_not_the_new_total_minus_the_former_one(archive: Archive):
    for code, number in LANGUEDOC.items():
        need(archive, code, number)
    need(archive, "48", 3)

    published = publish(archive.session, "requests_not_met", Choice(2015), PARTNER)

    assert published.cells.at["48", "state"] == State.SECRET
    assert set(published.totals.loc[["91", "FR"], "state"]) == {State.SECRET}


def test_a_newer_diagnostic_of_the_same_year_is_a_correction(archive: Archive):
    need(archive, "34", 40)
    need(archive, "48", 30)
    need(archive, "48", 33, observed_on=date(2015, 9, 30), public="hommes")

    published = publish(archive.session, "requests_not_met", Choice(2015), PARTNER)

    assert published.cells.at["48", "value"] == 33
    assert published.totals.at["91", "value"] == 73


def test_a_backup_keeps_former_figures(sqlite_database: str, tmp_path: Path, exploitation: Perimetre):
    with transaction() as session:
        archive = Archive(session)
        receive(archive, counts(LANGUEDOC), exploitation)
        receive(archive, counts(LANGUEDOC | {"34": 45}), exploitation)

    assert backup(tmp_path / "copie.tar.gz")["former_counts"] == 1
