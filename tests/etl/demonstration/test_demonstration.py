"""The default data set is plausible, named as invented, and always the same."""

import hashlib

import pandas as pd
import pytest
from sqlalchemy import select

from config.nomenclatures import CountStatus
from config.settings import settings
from etl.demonstration import counts, diagnostics, load_demonstration, reviews
from etl.demonstration.scale import YEARS
from etl.diagnostics.rules import FIGURES
from geodata import territories
from geodata.database import transaction
from geodata.models import Branch, DiagnosticRow, Import

JOBS = [
    "associations", "listing_reviews", "diagnostics_360", "case_counts", "general_supply", "relocation_requests",
    "etat_4001",
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    """The invented diagnostics, their figures as numbers, blanks as NaN."""
    rows = diagnostics.rows()
    rows["year"] = rows["date_observation"].str[-4:].astype(int)
    return rows.assign(**{column: pd.to_numeric(rows[column]) for column in FIGURES})


def test_everything_is_accepted_by_the_real_jobs_and_named_for_what_it_is(database: str) -> None:
    reports = load_demonstration()

    assert [report.job for report in reports] == JOBS
    assert [report.rejected for report in reports] == [0] * len(JOBS)
    assert all(report.loaded == report.read > 0 for report in reports)
    with transaction() as session:
        invented = dict(session.execute(select(Import.job, Import.demonstration)).all())
        vintages = session.scalars(select(Import.vintage)).all()
        kept = session.scalars(select(Import.kept)).all()
        placed = session.scalars(select(Branch.lat)).all()
    assert invented == {job: job != "associations" for job in JOBS}
    assert all(vintages)
    assert all(kept)
    assert len(placed) == 65
    assert None not in placed


def test_loading_twice_writes_the_same_files_and_changes_nothing(database: str) -> None:
    def fingerprints() -> dict[str, str]:
        files = (settings().data_dir / "demonstration").glob("*.csv")
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    load_demonstration()
    first = fingerprints()

    again = load_demonstration()

    assert fingerprints() == first
    assert len(first) == 5
    assert all(report.loaded == 0 and report.unchanged == report.read for report in again)


def test_each_job_is_told_as_it_begins(sqlite_database: str) -> None:
    told: list[str] = []

    load_demonstration(told.append)

    assert told == JOBS


def test_some_departements_never_speak_and_some_miss_a_year(told: pd.DataFrame) -> None:
    years = told.groupby("code_departement")["year"].agg(set)

    assert len(territories.CODES) - len(years) == diagnostics.SILENT
    assert (years == set(YEARS)).sum() > 40
    assert sum(2016 not in told_in for told_in in years) >= 5


def test_there_are_true_zeros_and_blanks_and_both_answers(told: pd.DataFrame) -> None:
    needs = told.groupby(["code_departement", "year"])["besoin_places"].agg(lambda cells: cells.sum(min_count=1))

    assert (needs == 0).sum() >= 10
    assert needs.isna().sum() >= 5
    for column in ("volet_traite", "referent_siao", "inscrit_pdalhpd"):
        assert set(told[column]) == {"oui", "non", ""}


def test_places_have_the_magnitude_of_their_departement(told: pd.DataFrame) -> None:
    whole = told.groupby(["code_departement", "year"])[["capacite_totale", "capacite_dediee_teh"]].agg(
        lambda cells: cells.sum(min_count=1)
    )

    population = whole.index.get_level_values(0).map(territories.departements()["population"])
    places, dedicated = whole["capacite_totale"], whole["capacite_dediee_teh"]
    assert places[population < 150_000].dropna().between(80, 300).all()
    assert places[(population > 450_000) & (population < 800_000)].dropna().between(350, 1_300).all()
    assert places[population > 2_000_000].dropna().between(3_000, 16_000).all()
    assert dedicated[population < 300_000].dropna().max() <= 10
    assert dedicated[population > 2_000_000].dropna().min() > 5


def test_counts_come_with_every_reason_of_a_silence() -> None:
    rows = counts.rows()

    assert set(rows["statut"]) == {status.value for status in CountStatus}
    assert set(rows["source"]) == {"associations", "police_gendarmerie", "titres_sejour"}
    assert set(rows["departement"]) == set(territories.CODES)
    assert set(rows["annee"]) == set(YEARS)


def test_victims_recorded_in_2016_have_the_magnitude_of_the_country() -> None:
    rows = counts.rows()

    recorded = rows[(rows["source"] == "police_gendarmerie") & (rows["annee"] == 2016) & (rows["forme"] == "toutes")]
    assert 1_000 < pd.to_numeric(recorded["effectif"]).sum() < 2_000


@pytest.mark.parametrize("source", ["associations", "police_gendarmerie"])
def test_all_forms_are_at_least_the_largest_and_at_most_their_sum(source: str) -> None:
    rows = counts.rows()
    rows = rows[(rows["sexe"] == "ensemble") & (rows["age"] == "ensemble") & (rows["source"] == source)]

    numbers = rows.assign(effectif=pd.to_numeric(rows["effectif"])).pivot_table(
        index=["departement", "annee"], columns="forme", values="effectif"
    )
    numbers = numbers.dropna()
    forms = numbers.drop(columns="toutes")
    assert len(numbers) > 100
    assert (numbers["toutes"] >= forms.max(axis=1)).all()
    assert (numbers["toutes"] <= forms.sum(axis=1)).all()


def test_seventy_prefectures_have_checked_their_listing() -> None:
    rows = reviews.rows()

    assert rows["departement"].nunique() == reviews.DEPARTEMENTS
    assert rows["forme"].nunique() == 7


def test_no_row_of_a_diagnostic_could_name_anyone(sqlite_database: str) -> None:
    load_demonstration()

    with transaction() as session:
        texts = session.execute(select(DiagnosticRow.pilot, DiagnosticRow.version, DiagnosticRow.mode)).all()
    assert {pilot for pilot, _, _ in texts} == {"DDCS", "DDCSPP", "DRIHL"}
    assert {version for _, version, _ in texts} == {"1"}
