"""Requests for relocation are counted where they come from; where they went cannot be written."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from etl.run import Report
from geodata.database import transaction
from geodata.models import RelocationRequest

JOB = "relocation_requests"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    usual = {"departement_origine": "48", "annee": "2016", "demandes": "9", "demandes_pourvues": "5"}
    return usual | {"refus_absence_de_place": "2", "refus_hors_criteres": "", "retraits": "0"} | cells


def kept() -> list[tuple[object, ...]]:
    names = ("departement", "year", "asked", "met", "refused_no_place", "refused_criteria", "withdrawn")
    with transaction() as session:
        return [tuple(found) for found in session.execute(select(*(getattr(RelocationRequest, n) for n in names)))]


def test_an_empty_cell_stays_unknown_and_a_zero_stays_zero(send: Send) -> None:
    send(JOB, [row()])

    assert kept() == [("48", 2016, 9, 5, 2, None, 0)]


def test_a_siao_sends_those_of_its_departement_and_no_other(send: Send) -> None:
    send(JOB, [row()], profile="siao:48")

    report = send(JOB, [row(departement_origine="12")], profile="siao:48")

    assert "Lozère" in report.rejects["reason"].iloc[0]
    assert [code for code, *_ in kept()] == ["48"]


def test_more_answers_than_requests_are_sent_back(send: Send) -> None:
    report = send(JOB, [row(demandes="6"), row(departement_origine="12")])

    assert "dépassent les demandes" in report.rejects["reason"].iloc[0]
    assert [code for code, *_ in kept()] == ["12"]


def test_a_column_that_says_where_people_went_is_refused(send: Send) -> None:
    with pytest.raises(Exception, match="colonne inconnue"):
        send(JOB, [row() | {"departement_accueil": "75"}])
