"""What is invented stays apart from what is real."""

import pytest

from geodata.facts import branches
from geodata.models import Branch
from geodata.perimetre import perimetre
from geodata.repositories import structures
from tests.geodata.conftest import Archive


def test_an_invented_organisation_is_in_no_fact(archive: Archive) -> None:
    operator = perimetre("exploitation")
    real = archive.branch("Association réelle", "13")
    invented = archive.branch("Autre association", "13")
    code = structures.invent(archive.session, operator, "exemple", "Association d’exemple (invention)", "", "")
    archive.session.get_one(Branch, invented).structure = code
    archive.session.flush()

    assert list(branches.branches(archive.session).index) == [real]


def test_an_invented_organisation_says_so_in_its_name(archive: Archive) -> None:
    with pytest.raises(ValueError, match="says so in its name"):
        structures.invent(archive.session, perimetre("exploitation"), "exemple", "Association d’exemple", "", "")
