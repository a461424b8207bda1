"""Counts, diagnostics and populations come back from both databases as they were given."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models import CaseCount, DiagnosticRow, Population
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import case_counts, diagnostics, populations


def counts(*numbers: int | None) -> pd.DataFrame:
    """One count per département, in the order of their codes; None is a secret."""
    usual = {"source": "associations", "year": 2016, "service": "", "nomenclature": "B", "form": "toutes"}
    usual |= {"sex": "ensemble", "age_class": "ensemble"}
    rows = [
        usual | {"departement": f"{rank:02}", "count": number, "status": "secret" if number is None else "declare"}
        for rank, number in enumerate(numbers, 1)
    ]
    return pd.DataFrame(rows, index=range(2, len(rows) + 2)).astype({"count": "Int64"})


def test_a_zero_and_a_secret_stay_two_things(session: Session, exploitation: Perimetre, import_id: int) -> None:
    case_counts.replace(session, exploitation, counts(0, None, 12), import_id)

    query = select(CaseCount.count, CaseCount.status).order_by(CaseCount.departement)
    assert session.execute(query).all() == [(0, "declare"), (None, "secret"), (12, "declare")]


def test_the_same_counts_change_nothing_and_a_new_one_is_told(
    session: Session, exploitation: Perimetre, import_id: int
) -> None:
    case_counts.replace(session, exploitation, counts(0, None, 12), import_id)

    again = case_counts.replace(session, exploitation, counts(0, None, 12), import_id)
    after = case_counts.replace(session, exploitation, counts(0, 3, 12), import_id)

    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    assert (after.new, after.changed, after.unchanged) == (0, 1, 2)
    assert set(after.changes["column"]) == {"count", "status"}


def diagnostic(**cells: Any) -> pd.DataFrame:
    """One row of a diagnostic, unknown everywhere but where the test says so."""
    names = [column.name for column in DiagnosticRow.__table__.columns if column.name != "import_id"]
    row: dict[str, Any] = dict.fromkeys(names)
    row |= {"departement": "48", "kind": "360", "observed_on": date(2015, 12, 31), "public": "femmes"}
    row |= dict.fromkeys(["version", "pilot", "mode", "need_source", "need_method"], "")
    row |= {"place_type": "chrs", "forms": [], "support_needed": [], "funding": []} | cells
    return pd.DataFrame([row], index=[2])


def test_a_diagnostic_keeps_its_unknowns_its_answers_and_its_lists(
    session: Session, exploitation: Perimetre, import_id: int
) -> None:
    row = diagnostic(places_needed=0, trafficking_section=False, forms=["proxenetisme", "travail_force"])

    diagnostics.replace(session, exploitation, row, import_id)
    again = diagnostics.replace(session, exploitation, row, import_id)

    (found,) = session.scalars(select(DiagnosticRow))
    assert (found.places_needed, found.places_total) == (0, None)
    assert (found.trafficking_section, found.siao_referent) == (False, None)
    assert (found.forms, found.funding) == (["proxenetisme", "travail_force"], [])
    assert again.unchanged == 1


def test_a_commune_has_one_population_by_census(session: Session, exploitation: Perimetre, import_id: int) -> None:
    row = {"commune": "01001", "departement": "01", "population": 832}
    rows = pd.DataFrame([row | {"year": 2020}, row | {"year": 2021, "population": 840}], index=[2, 3])

    populations.replace(session, exploitation, rows, import_id)
    again = populations.replace(session, exploitation, rows, import_id)

    kept = session.execute(select(Population.year, Population.population).order_by(Population.year)).all()
    assert kept == [(2020, 832), (2021, 840)]
    assert again.unchanged == 2


@pytest.mark.parametrize("profile", ["public", "partenaire:48"])
def test_who_may_not_import_writes_nothing(session: Session, import_id: int, profile: str) -> None:
    with pytest.raises(NotAllowed):
        case_counts.replace(session, perimetre(profile), counts(1), import_id)
    with pytest.raises(NotAllowed):
        diagnostics.replace(session, perimetre(profile), diagnostic(), import_id)
    with pytest.raises(NotAllowed):
        populations.replace(session, perimetre(profile), pd.DataFrame(), import_id)

    assert session.scalars(select(CaseCount.departement)).all() == []
