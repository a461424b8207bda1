"""How fresh the listing is, by département: a source is no verification, silence is no zero."""

from datetime import date

import pandas as pd

from geodata.perimetre import perimetre
from geodata.publication import publish_freshness
from geodata.repositories.listing_points import to_place
from tests.geodata.conftest import Archive

TODAY = date(2016, 10, 18)


def test_each_branch_is_verified_lately_to_confirm_or_never_verified(archive: Archive) -> None:
    archive.branch("Une", "48", verified_on=date(2016, 1, 1))
    archive.branch("Deux", "48", verified_on=date(2015, 1, 1))
    archive.branch("Trois", "48", verified_on=None)
    archive.branch("Quatre", "48", verified_on=date(2015, 9, 18))

    table = publish_freshness(archive.session, perimetre("public"), today=TODAY)
    rows = table.rows.set_index("departement")
    assert rows.loc["48", ["branches", "recent", "to_confirm", "never"]].tolist() == [4, 1, 3, 1]
    assert rows.at["48", "share"] == 25
    assert rows.loc["FR", ["branches", "recent", "to_confirm", "never"]].tolist() == [4, 1, 3, 1]
    assert pd.isna(rows.at["01", "share"])
    assert len(rows) == 102
    assert rows["rate"].isna().all()


def test_only_who_validates_a_departement_reads_what_is_to_place_there(archive: Archive) -> None:
    doubtful = archive.branch("Une", "48", geo_status="review", geo_reason="Deux rues portent ce nom.")
    lost = archive.branch("Deux", "48", geo_status="failed")
    archive.branch("Trois", "48", geo_status="precise")
    archive.branch("Quatre", "01", geo_status="failed")
    archive.branch("Cinq", "48", geo_status="review", geo_locked=True)

    assert [each.id for each in to_place(archive.session, perimetre("prefecture:48"))] == [doubtful, lost]
    assert to_place(archive.session, perimetre("partenaire:48")) == []
    assert len(to_place(archive.session, perimetre("miprof"))) == 3
