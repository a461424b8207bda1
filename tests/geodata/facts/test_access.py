"""Potential access: a supply shared between all those who can reach it, on true coordinates."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.access import Decay
from geodata.database import transaction
from geodata.facts import access
from tests.geodata.conftest import Archive

DECAY = Decay({10.0: 1.0, 50.0: 0.5}, "essai")
KM = 1 / 111.195
"""One kilometre of latitude, in degrees."""


def places(*rows: tuple[float, float]) -> pd.DataFrame:
    """Places on a meridian: (km north of 45°, inhabitants)."""
    return pd.DataFrame({"lat": [45 + km * KM for km, _ in rows], "lon": 3.0, "population": [n for _, n in rows]})


def supply(*rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame({"lat": [45 + km * KM for km, _ in rows], "lon": 3.0, "amount": [n for _, n in rows]})


def test_a_service_is_shared_between_those_near_and_half_of_those_farther():
    found = access.potential(places((0, 1_000), (30, 4_000), (200, 9_000)), supply((0, 1.0)), DECAY)

    # 1 service for 1,000 + half of 4,000: 1/3,000 for the first, half of it for the second, nothing for the third.
    assert found.tolist() == pytest.approx([100_000 / 3_000, 50_000 / 3_000, 0.0])


def test_what_is_given_is_what_is_offered():
    demand = places((0, 500), (5, 2_500), (40, 800))

    found = access.potential(demand, supply((0, 2.0), (45, 1.0)), DECAY)

    assert (found * demand["population"]).sum() / 100_000 == pytest.approx(3.0)


def test_nobody_has_access_where_nothing_is_offered():
    assert access.potential(places((0, 10)), supply(), DECAY).tolist() == [0.0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 120), st.integers(1, 10**6)), min_size=1, max_size=6),
    st.lists(st.tuples(st.floats(0, 120), st.floats(0.1, 50)), min_size=1, max_size=4),
)
def test_the_package_says_what_the_formula_says(where, offered):
    demand, offer = places(*where), supply(*offered)

    found = access.potential(demand, offer, DECAY)

    km = np.abs(demand["lat"].to_numpy()[:, None] - offer["lat"].to_numpy()[None]) / KM
    close = np.abs(km[..., None] - np.array([10.0, 50.0])).min() < 0.01  # too near a step to be told apart
    weight = np.where(km <= 10, 1.0, np.where(km <= 50, 0.5, 0.0))
    asked = weight.T @ demand["population"].to_numpy()
    shares = np.divide(offer["amount"].to_numpy(), asked, out=np.zeros_like(asked), where=asked > 0)
    assert close or found.to_numpy() == pytest.approx(100_000 * weight @ shares, rel=1e-6)


def test_an_unchecked_departement_without_association_is_unknown_and_a_checked_one_has_little_access(archive: Archive):
    archive.branch("Entraide", "75", city="Paris", lat=48.857, lon=2.352, geo_status="commune")
    archive.review("973", *ALL_FORMS)

    found = access.to_associations(archive.session, 2015)

    assert found.loc["75", "reached"] > 0
    assert np.isnan(found.loc["2A", "reached"])
    assert np.isnan(found.loc["2A", "little"])
    assert found.loc["973", "reached"] == 0
    assert found.loc["973", "little"] == found.loc["973", "population"]


ALL_FORMS = (
    "proxenetisme", "travail_force", "servitude_domestique", "esclavage", "mendicite_forcee", "contrainte_delits",
    "prelevement_organes",
)  # fmt: skip


def test_access_to_places_is_measured_between_departements_and_unknown_where_places_are(sqlite_database: str):
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("48", places_dedicated=10)
        archive.diagnostic("12", places_dedicated=0)

        found = access.to_places(session, 2015)

    assert found.loc["48", "access"] > found.loc["12", "access"] > 0
    assert np.isnan(found.loc["01", "access"])
    assert 0 < found.loc["12", "unknown_near"] < 1


def test_centres_are_where_people_live_and_distances_are_symmetric():
    km = access.distances_km()

    assert km.shape == (101, 101)
    assert np.allclose(km, km.T)
    assert 25 < km.loc["75", "77"] < 60
    assert km.loc["75", "974"] > 9_000
