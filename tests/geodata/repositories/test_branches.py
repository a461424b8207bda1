"""Branches are kept by association and name, on both databases; a point corrected by hand is locked."""

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models import Branch, ListingReview, Zone
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import branches


def listing(*changes: dict[str, Any]) -> pd.DataFrame:
    """Branches of one association in Lozère, with other values where the test says so."""
    usual: dict[str, Any] = dict.fromkeys(
        ["street", "website", "publics_declared", "forms_declared", "services_declared", "source", "geo_reason"], ""
    )
    usual |= {"association": "Les Alouettes", "postcode": "48000", "city": "Mende", "departement": "48", "publics": []}
    usual |= {
        "forms": ["proxenetisme"],
        "functions": [],
        "verified_on": None,
        "lat": 44.52,
        "lon": 3.5,
        "zones": ["48"],
    }
    usual |= {"geo_status": "commune", "geo_precision": "own", "geo_score": 1.0, "geo_label": "Mende (48)"}
    usual |= {"geo_citycode": "48095", "geo_source": "gazetier", "geocoded_at": datetime(2016, 1, 15, tzinfo=UTC)}
    rows = [usual | {"name": f"Antenne {rank}"} | change for rank, change in enumerate(changes, 1)]
    return pd.DataFrame(rows, index=range(2, len(rows) + 2))


def zones_of(session: Session) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, code in session.execute(select(Branch.name, Zone.departement).join(Zone, Zone.branch_id == Branch.id)):
        found.setdefault(name, set()).add(code)
    return found


def test_branches_and_their_zones_are_kept_once(session: Session, exploitation: Perimetre, import_id: int) -> None:
    rows = listing({}, {"zones": ["48", "FR"]})

    first = branches.replace(session, exploitation, rows, import_id)
    again = branches.replace(session, exploitation, rows, import_id)

    assert (first.new, first.changed, first.unchanged) == (2, 0, 0)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert zones_of(session) == {"Antenne 1": {"48"}, "Antenne 2": {"48", "FR"}}


def test_a_zone_alone_is_a_change(session: Session, exploitation: Perimetre, import_id: int) -> None:
    branches.replace(session, exploitation, listing({}, {}), import_id)

    loaded = branches.replace(session, exploitation, listing({"zones": ["30"]}, {"city": "Langogne"}), import_id)

    assert (loaded.new, loaded.changed, loaded.unchanged) == (0, 2, 0)
    assert loaded.changes[["line", "column", "before", "after"]].values.tolist() == [
        [2, "zones", "48", "30"],
        [3, "city", "Mende", "Langogne"],
    ]
    assert zones_of(session)["Antenne 1"] == {"30"}


def test_a_branch_with_a_new_zone_and_a_new_town_changed_once(
    session: Session, exploitation: Perimetre, import_id: int
) -> None:
    branches.replace(session, exploitation, listing({}), import_id)

    loaded = branches.replace(session, exploitation, listing({"zones": ["30"], "city": "Langogne"}), import_id)

    assert (loaded.new, loaded.changed, loaded.unchanged) == (0, 1, 0)


def test_the_instant_of_geocoding_is_not_a_change(session: Session, exploitation: Perimetre, import_id: int) -> None:
    branches.replace(session, exploitation, listing({}), import_id)

    later = listing({"geocoded_at": datetime(2017, 1, 1, tzinfo=UTC)})

    assert branches.replace(session, exploitation, later, import_id).unchanged == 1


def test_a_point_corrected_by_hand_is_locked(session: Session, exploitation: Perimetre, import_id: int) -> None:
    branches.replace(session, exploitation, listing({}), import_id)
    (branch,) = session.scalars(select(Branch))

    branches.correct_point(session, exploitation, branch.id, 44.53, 3.49, " vu sur place ")
    session.flush()
    loaded = branches.replace(session, exploitation, listing({"lat": 44.6, "geo_label": "Ailleurs"}), import_id)

    session.refresh(branch)
    assert loaded.unchanged == 1
    assert (branch.lat, branch.lon, branch.geo_locked) == (44.53, 3.49, True)
    assert (branch.geo_status, branch.geo_source, branch.geo_reason) == (
        "precise",
        "correction manuelle",
        "vu sur place",
    )


@pytest.mark.parametrize(("lat", "lon"), [(48.85, 2.35), (3.5, 44.5)])
def test_a_point_out_of_its_departement_is_refused(
    session: Session, exploitation: Perimetre, import_id: int, lat: float, lon: float
) -> None:
    branches.replace(session, exploitation, listing({}), import_id)
    (branch,) = session.scalars(select(Branch))

    with pytest.raises(ValueError, match="n’est pas dans le département 48"):
        branches.correct_point(session, exploitation, branch.id, lat, lon, "vu sur place")


def test_a_correction_says_where_it_comes_from(session: Session, exploitation: Perimetre, import_id: int) -> None:
    branches.replace(session, exploitation, listing({}), import_id)
    (branch,) = session.scalars(select(Branch))

    with pytest.raises(ValueError, match="d’où vient la correction"):
        branches.correct_point(session, exploitation, branch.id, 44.53, 3.49, " ")


def test_an_unknown_branch_cannot_be_corrected(session: Session, exploitation: Perimetre) -> None:
    with pytest.raises(ValueError, match="numéro 12"):
        branches.correct_point(session, exploitation, 12, 44.53, 3.49, "vu sur place")


def test_a_prefecture_does_not_correct_next_door(session: Session, exploitation: Perimetre, import_id: int) -> None:
    branches.replace(session, exploitation, listing({}), import_id)
    (branch,) = session.scalars(select(Branch))

    with pytest.raises(NotAllowed, match="Lozère"):
        branches.correct_point(session, perimetre("prefecture:30"), branch.id, 44.53, 3.49, "vu sur place")


def test_the_public_lists_nothing(session: Session, import_id: int) -> None:
    with pytest.raises(NotAllowed):
        branches.replace(session, perimetre("public"), listing({}), import_id)


def test_a_check_of_the_listing_is_kept_once(session: Session, exploitation: Perimetre, import_id: int) -> None:
    checks = pd.DataFrame(
        {"departement": ["48"], "form": ["proxenetisme"], "reviewed_on": [date(2016, 10, 15)]}, index=[2]
    )

    first = branches.replace_reviews(session, exploitation, checks, import_id)
    again = branches.replace_reviews(session, exploitation, checks, import_id)

    assert (first.new, again.unchanged) == (1, 1)
    assert session.scalars(select(ListingReview.departement)).all() == ["48"]
