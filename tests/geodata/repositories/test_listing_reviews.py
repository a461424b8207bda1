"""A préfecture says that its listing is complete for a form: « none » becomes known there, and nowhere else."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from config.nomenclatures import Form
from geodata.facts.coverage import Cover, cells
from geodata.models import JournalLine, ListingReview
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import publish_gap_cells
from geodata.repositories.listing_reviews import last_reviews, record_review
from geodata.repositories.listing_rows import Entry, ListingError
from tests.geodata.conftest import Archive

NOW = datetime(2015, 11, 3, 9, 0, tzinfo=UTC)
LOZERE = perimetre("prefecture:48")


def test_no_service_becomes_known_in_the_departement_that_said_so(archive: Archive) -> None:
    record_review(archive.session, LOZERE, "48", ["mendicite_forcee"], entry=Entry(NOW))

    found = cells(archive.session, 2015, "mendicite_forcee").set_index(["departement", "function"])["cover"]
    assert found["48", "juridique"] == Cover.NONE
    assert found[["01"]].isna().all()


def test_it_is_kept_once_a_day_with_who_said_it_and_told_to_the_journal(archive: Archive) -> None:
    first = record_review(archive.session, LOZERE, "48", list(Form), entry=Entry(NOW))
    again = record_review(archive.session, LOZERE, "48", [Form.TRAVAIL], entry=Entry(NOW))

    assert (first, again) == (7, 0)
    kept = archive.session.scalars(select(ListingReview)).all()
    assert {(each.profile, each.import_id) for each in kept} == {("prefecture:48", None)}
    (line,) = archive.session.scalars(select(JournalLine).where(JournalLine.obj == "listing_reviews"))
    assert line.departement == "48"


@pytest.mark.parametrize("profile", ["public", "prefecture:01", "association:1:48", "dihal", "exploitation"])
def test_nobody_else_may_say_so(archive: Archive, profile: str) -> None:
    with pytest.raises(NotAllowed):
        record_review(archive.session, perimetre(profile), "48", ["mendicite_forcee"], entry=Entry(NOW))


@pytest.mark.parametrize("forms", [[], ["autre"], ["mendicite_forcee", "autre"]])
def test_a_form_that_does_not_exist_is_refused(archive: Archive, forms: list[str]) -> None:
    with pytest.raises(ListingError, match="forme d’exploitation"):
        record_review(archive.session, LOZERE, "48", forms, entry=Entry(NOW))


def test_what_is_no_departement_is_refused(archive: Archive) -> None:
    with pytest.raises(ListingError, match="n’est pas un code"):
        record_review(archive.session, perimetre("miprof"), "FR", ["mendicite_forcee"], entry=Entry(NOW))


def test_anyone_reads_the_last_day_of_each_form(archive: Archive) -> None:
    archive.review("48", "mendicite_forcee", on=date(2015, 2, 1))
    record_review(archive.session, LOZERE, "48", ["mendicite_forcee"], entry=Entry(NOW))

    public = perimetre("public")
    assert last_reviews(archive.session, public, "48", date(2015, 12, 31)) == {"mendicite_forcee": date(2015, 11, 3)}
    assert last_reviews(archive.session, public, "48", date(2015, 6, 1)) == {"mendicite_forcee": date(2015, 2, 1)}


def test_a_review_said_on_a_page_is_named_among_the_sources(archive: Archive) -> None:
    record_review(archive.session, LOZERE, "48", ["mendicite_forcee"], entry=Entry(NOW))

    (origin,) = publish_gap_cells(archive.session, perimetre("public"), departement="48", year=2015).provenance
    assert origin.title == "Vérifications de l’annuaire enregistrées dans Vigie"
    assert origin.received_at == NOW
