"""Facts are kept by key: any order, any number of times, the archive holds the same."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy import delete, select

from geodata.database import transaction
from geodata.models import Branch, CaseCount, DiagnosticRow, Population
from geodata.perimetre import Perimetre
from geodata.repositories import imports, structures
from geodata.repositories.loading import natural_key, upsert

FILE = {
    "job": "test", "title": "", "producer": "", "vintage": "", "file_name": "a.csv", "sha256": "0", "size": 1,
    "kept": True, "demonstration": False,
}  # fmt: skip
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["01", "2A", "971"]), st.integers(2012, 2016), st.sampled_from(["police", ""])),
    st.one_of(st.none(), st.integers(0, 10**9)),
    max_size=12,
)


def an_import(session, perimetre: Perimetre) -> int:
    return imports.start(session, perimetre, **FILE)


def case_counts(counts: dict) -> pd.DataFrame:
    rows = [
        ("associations", departement, year, service, "B", "toutes", "ensemble", "ensemble", count,
         "secret" if count is None else "declare")
        for (departement, year, service), count in counts.items()
    ]  # fmt: skip
    names = ["source", "departement", "year", "service", "nomenclature", "form", "sex", "age_class", "count", "status"]
    frame = pd.DataFrame(rows, columns=names, index=range(2, len(rows) + 2))
    return frame.astype({"count": "Int64", "year": "Int64"})


def kept(session) -> dict:
    query = select(CaseCount.departement, CaseCount.year, CaseCount.service, CaseCount.count)
    return {tuple(row[:3]): row[3] for row in session.execute(query)}


@rules(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=COUNTS, after=COUNTS, seed=st.integers(0, 1000))
def test_the_same_rows_in_any_order_and_twice_change_nothing(database, exploitation, before, after, seed) -> None:
    with transaction() as session:
        session.execute(delete(CaseCount))
        first = an_import(session, exploitation)
        upsert(session, CaseCount, case_counts(before), first)
        second = an_import(session, exploitation)

        loaded = upsert(session, CaseCount, case_counts(after), second)
        again = upsert(session, CaseCount, case_counts(after).sample(frac=1, random_state=seed), second)

        assert loaded.new == len(after.keys() - before.keys())
        assert loaded.changed == sum(before[key] != after[key] for key in before.keys() & after.keys())
        assert loaded.new + loaded.changed + loaded.unchanged == len(after)
        assert (again.new, again.changed, again.unchanged) == (0, 0, len(after))
        assert kept(session) == before | after
        assert again.changes.empty


def test_a_row_left_as_it_is_keeps_the_import_that_brought_it(database, exploitation) -> None:
    with transaction() as session:
        first, second = an_import(session, exploitation), an_import(session, exploitation)
        upsert(session, CaseCount, case_counts({("01", 2014, ""): 3, ("2A", 2014, ""): 0}), first)

        upsert(session, CaseCount, case_counts({("01", 2014, ""): 4, ("2A", 2014, ""): 0}), second)

        origins = dict(session.execute(select(CaseCount.departement, CaseCount.import_id)).all())
        assert origins == {"01": second, "2A": first}


def test_a_missing_count_is_null_and_never_zero_nor_equal_to_it(database, exploitation) -> None:
    with transaction() as session:
        number = an_import(session, exploitation)
        upsert(session, CaseCount, case_counts({("01", 2014, ""): None}), number)

        loaded = upsert(session, CaseCount, case_counts({("01", 2014, ""): 0}), number)

        assert loaded.changed == 1
        change = loaded.changes.set_index("column").loc["count"]
        assert (change["before"], change["after"]) == ("", "0")


def test_dates_lists_and_booleans_come_back_as_they_were(database, exploitation) -> None:
    row = {
        "departement": "48", "kind": "360", "observed_on": pd.Timestamp("2014-12-31"), "public": "femmes",
        "place_type": "chrs", "validated_on": pd.NaT, "version": "1", "pilot": "DDCSPP", "trafficking_section": True,
        "siao_referent": pd.NA, "siao_referent_since": None, "in_pdalhpd": False, "forms": ["proxenetisme"], "mode": "",
        "places_needed": np.nan, "need_source": "", "need_method": "", "places_total": 12.0, "places_accessible": 3,
        "places_dedicated": 0, "places_occupied": None, "capacity_updated_on": date(2015, 1, 1), "centres": None,
        "centres_with_trained_referent": None, "requests": None, "requests_not_met": None, "mean_stay_days": 0.1 + 0.2,
        "support_needed": [], "funding": ["137", "177"],
    }  # fmt: skip
    rows = pd.DataFrame([row], index=[2])
    with transaction() as session:
        upsert(session, DiagnosticRow, rows, an_import(session, exploitation))
    with transaction() as session:
        again = upsert(session, DiagnosticRow, rows, an_import(session, exploitation))
        found = session.scalars(select(DiagnosticRow)).one()

    assert again.unchanged == 1
    assert (found.observed_on, found.validated_on, found.places_total) == (date(2014, 12, 31), None, 12)
    assert (found.trafficking_section, found.siao_referent, found.places_needed) == (True, None, None)
    assert (found.forms, found.support_needed, found.mean_stay_days) == (["proxenetisme"], [], 0.1 + 0.2)


def branch(**values: object) -> pd.DataFrame:
    blank = dict.fromkeys(
        ["street", "postcode", "city", "website", "publics_declared", "forms_declared", "services_declared", "source",
         "geo_status", "geo_precision", "geo_label", "geo_citycode", "geo_source", "geo_reason"], "",
    )  # fmt: skip
    row = blank | {
        "structure": "exemple",
        "association": "Exemple",
        "name": "Siège",
        "departement": "48",
        "publics": [],
        "forms": [],
    }
    return pd.DataFrame([row | {"functions": []} | values], index=[2])


def test_a_model_with_a_number_of_its_own_is_known_by_its_unique_columns(database, exploitation) -> None:
    assert natural_key(Branch) == ["association", "name"]

    with transaction() as session:
        number = an_import(session, exploitation)
        structures.known_as(session, ["Exemple"])
        upsert(session, Branch, branch(lat=44.5, geocoded_at=datetime(2026, 1, 1, 12, tzinfo=UTC)), number)
        identity = session.scalars(select(Branch.id)).one()

        moved = upsert(session, Branch, branch(lat=44.6), number)

        assert (moved.new, moved.changed) == (0, 1)
        assert session.scalars(select(Branch.id)).one() == identity
        assert session.scalars(select(Branch.geo_locked)).one() is False


def test_an_instant_is_the_same_in_any_zone_and_may_be_left_out_of_the_comparison(database, exploitation) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    in_reunion = noon.astimezone(timezone(timedelta(hours=4)))
    with transaction() as session:
        number = an_import(session, exploitation)
        structures.known_as(session, ["Exemple"])
        upsert(session, Branch, branch(geocoded_at=noon), number)

        same = upsert(session, Branch, branch(geocoded_at=in_reunion), number)
        later = upsert(session, Branch, branch(geocoded_at=noon + timedelta(days=1)), number, {"geocoded_at"})

        assert (same.unchanged, later.unchanged) == (1, 1)


def test_new_rows_are_described_by_their_key(database, exploitation) -> None:
    with transaction() as session:
        loaded = upsert(session, CaseCount, case_counts({("01", 2014, ""): 3}), an_import(session, exploitation))

    key = "associations · 01 · 2014 · B · toutes · ensemble · ensemble"
    assert loaded.changes.loc[0].tolist() == [2, key, "", "", ""]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rows: rows.assign(colour="red"), "Population has no column colour"),
        (lambda rows: rows.drop(columns="year"), "must have the key columns year"),
        (lambda rows: pd.concat([rows, rows]), "each key .* once"),
        (lambda rows: rows.assign(commune=None), "no empty key"),
        (lambda rows: rows.assign(population=2.5), "population holds whole numbers, got 2.5"),
    ],
)
def test_rows_that_cannot_be_facts_are_refused(sqlite_database, exploitation, change, sentence) -> None:
    rows = pd.DataFrame({"commune": ["01053"], "year": [2014], "departement": ["01"], "population": [3]}, index=[2])

    with transaction() as session, pytest.raises(ValueError, match=sentence):
        upsert(session, Population, change(rows), an_import(session, exploitation))


def test_no_row_at_all_is_no_change(database, exploitation) -> None:
    with transaction() as session:
        loaded = upsert(session, CaseCount, case_counts({}), an_import(session, exploitation))

    assert (loaded.loaded, loaded.unchanged) == (0, 0)


def test_more_rows_than_a_statement_has_parameters_are_kept_and_compared(database, exploitation) -> None:
    communes = [f"{number:05}" for number in range(40_000)]
    rows = pd.DataFrame({"commune": communes, "year": 2014, "departement": "01", "population": 1})
    with transaction() as session:
        number = an_import(session, exploitation)
        first = upsert(session, Population, rows, number)
        rows.loc[::2, "population"] = 2

        second = upsert(session, Population, rows, number)

    assert first.new == 40_000
    assert (second.changed, second.unchanged) == (20_000, 20_000)
