"""Whom to call in a département: its public services, and one national line."""

from datetime import date

import pytest

from geodata.perimetre import perimetre
from geodata.publication.call_card import assemble
from tests.geodata.conftest import Archive

TODAY = date(2026, 11, 26)


def test_the_card_holds_local_services_and_the_scheme_but_no_other_national_line(archive: Archive) -> None:
    archive.branch("Locale", "48", phone="+33466000000", consents=[])
    archive.branch("Voisine", "34", zones=("34", "48"))
    archive.branch("Nationale", "75", zones=("75", "FR"))
    archive.branch("Dispositif national Ac.Sé", "06", website="http://www.acse-alc.org")

    card = assemble(archive.session, perimetre("public"), "48", TODAY)

    assert [each.name.partition(" – ")[0] for each in card.lines] == ["Locale", "Voisine"]
    assert card.lines[0].reach == ()
    assert card.national is not None
    assert card.national.reach == ("http://www.acse-alc.org",)
    assert all(each.reserves[0].startswith("À confirmer") for each in card.lines)


def test_who_helps_comes_before_who_trains(archive: Archive) -> None:
    archive.branch("A forme", "48", functions=["formation"])
    archive.branch("B accompagne", "48", functions=["social"])

    card = assemble(archive.session, perimetre("public"), "48", TODAY)

    assert [each.name.partition(" – ")[0] for each in card.lines] == ["B accompagne", "A forme"]


def test_a_code_that_is_no_departement_has_no_card(archive: Archive) -> None:
    with pytest.raises(KeyError):
        assemble(archive.session, perimetre("public"), "20", TODAY)
