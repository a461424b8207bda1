"""The last door before the database asks as well, whoever calls it."""

import pandas as pd
import pytest

from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import branches
from geodata.rights import as_seen_by
from tests.geodata.conftest import Archive


def reviews(*codes: str) -> pd.DataFrame:
    rows = [{"departement": code, "form": "proxenetisme", "reviewed_on": pd.Timestamp(2015, 10, 1)} for code in codes]
    return pd.DataFrame(rows, index=range(2, len(rows) + 2))


def test_rows_of_another_departement_are_refused_even_when_the_dock_is_bypassed(archive: Archive):
    number = archive.file("listing_reviews")
    lozere = perimetre("prefecture:48")

    assert branches.replace_reviews(archive.session, lozere, reviews("48"), number).new == 1
    with pytest.raises(NotAllowed, match=r"Ain \(01\)"):
        branches.replace_reviews(archive.session, lozere, reviews("48", "01"), number)


def test_whoever_looks_as_another_writes_nothing(archive: Archive):
    view = as_seen_by(perimetre("miprof"), "prefecture:48")

    with pytest.raises(NotAllowed, match="ne permet pas d’enregistrer"):
        branches.replace_reviews(archive.session, view, reviews("48"), archive.file("listing_reviews"))
