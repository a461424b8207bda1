"""The response rate, beside every total about organisations: everybody reads it."""

from datetime import date

import pytest

from geodata.listing.fields import Block
from geodata.perimetre import perimetre
from geodata.publication import publish_response, response_sentence
from geodata.publication.files import Format, to_bytes
from tests.geodata.campaign.conftest import Listing, campaign_of

TODAY = date(2026, 9, 20)
PUBLIC = perimetre("public")


@pytest.fixture
def answered(listing: Listing) -> int:
    """Lozère: two asked, one has answered; the line is for the whole country."""
    for code, home, zones in (("lozere", "48", ()), ("voisine", "07", ("48",)), ("ligne", "75", ("FR",))):
        listing.structure(code)
        branch = listing.branch(code, home, zones)
        if code != "voisine":
            listing.confirm_all(code, branch)
    listing.structure("inventee (invention)", demonstration=True)
    number, _ = campaign_of(listing.session, "lozere", "voisine", "ligne", "inventee (invention)")
    return number


def test_an_organisation_counts_where_it_acts_and_once_for_france(listing: Listing, answered: int):
    rows = publish_response(listing.session, PUBLIC, answered, TODAY).rows.set_index("departement")

    assert len(rows) == 102
    assert rows.loc["48", ["invited", "confirmed", "rate"]].tolist() == [2, 1, 50.0]
    assert rows.loc["07", ["invited", "confirmed", "rate"]].tolist() == [1, 0, 0.0]
    assert rows.loc["75", ["invited", "confirmed"]].tolist() == [1, 1]
    assert rows.loc["FR", ["invited", "confirmed"]].tolist() == [3, 2]


def test_where_nobody_was_asked_there_is_no_rate(listing: Listing, answered: int):
    rows = publish_response(listing.session, PUBLIC, answered, TODAY).rows.set_index("departement")

    assert rows.loc["01", ["invited", "confirmed"]].tolist() == [0, 0]
    assert rows["rate"].isna()["01"]


def test_the_sentence_is_written_beside_totals(listing: Listing, answered: int):
    said = [response_sentence(listing.session, PUBLIC, TODAY, code) for code in (None, "48", "07", "01")]

    assert said == [
        "2 associations sur 3 ont répondu à la campagne 2026.",
        "1 association sur 2 a répondu à la campagne 2026.",
        "Aucune association sur 1 n’a encore répondu à la campagne 2026.",
        None,
    ]
    assert response_sentence(listing.session, PUBLIC, date(2026, 8, 1)) is None


def test_an_invented_campaign_counts_invented_organisations_and_says_so(listing: Listing):
    listing.structure("inventee", demonstration=True)
    listing.confirm("inventee", None, Block.ORGANISATION)
    number, _ = campaign_of(listing.session, "inventee", demonstration=True)

    assert publish_response(listing.session, PUBLIC, number, TODAY).demonstration
    said = response_sentence(listing.session, PUBLIC, TODAY)
    assert said == "1 association sur 1 a répondu à la campagne 2026 (campagne de démonstration, inventée)."


def test_the_table_leaves_as_a_file_with_its_notes(listing: Listing, answered: int):
    table = publish_response(listing.session, PUBLIC, answered, TODAY)

    text = to_bytes(table, Format.CSV).decode("utf-8-sig")
    assert text.startswith("departement;name;invited;confirmed;rate")
    assert "ne s’additionnent pas" in text
