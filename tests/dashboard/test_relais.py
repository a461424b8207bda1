"""The handover sheet: what whoever takes over must know, and nothing beyond the reader's rights."""

import io

import openpyxl
import pytest

from dashboard import handover
from dashboard.components.handover_sheet import to_print
from geodata.database import transaction
from geodata.journal import Channel
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import Format, to_bytes
from geodata.repositories import contacts
from tests.dashboard.small_meetings import DAY, KEPT, NOW, SHARED, fill_meetings
from tests.dashboard.test_pages import opened, text_of


@pytest.fixture
def met(filled_database: str) -> int:
    """The number of the meeting of 2015 in Lozère."""
    with transaction() as session:
        return fill_meetings(session)


@pytest.mark.parametrize("profile", ["prefecture:48", "referent:48", "prefet:48", "region:76", "miprof"])
def test_the_sheet_opens_for_the_services_of_the_state(met: int, profile: str) -> None:
    app = opened("relais", profile, departement="48")

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert SHARED in written
    assert KEPT in written
    assert "en retard" in written


@pytest.mark.parametrize(
    "profile", ["public", "partenaire", "association:1:48", "dihal", "ministere:interieur", "cncdh"]
)
def test_whoever_does_not_read_whole_meetings_reads_a_sentence(met: int, profile: str) -> None:
    app = opened("relais", profile, departement="48")

    assert not app.exception
    assert not app.error
    assert any("réservée aux services de l’État" in info.value for info in app.info)
    assert SHARED not in text_of(app)


def test_the_sheet_of_another_departement_is_refused(met: int) -> None:
    with pytest.raises(NotAllowed):
        handover.sheet(perimetre("prefecture:01"), "48")


def test_an_empty_departement_says_what_is_not_known(filled_database: str) -> None:
    written = text_of(opened("relais", "prefecture:48", departement="48"))

    assert "À programmer" in written
    assert "aucune décision ouverte." in written
    assert "aucun contact de la Miprof enregistré." in written


def test_the_reminders_to_come_are_dated(met: int) -> None:
    (reminders,) = (
        part for part in handover.sheet(perimetre("prefecture:48"), "48") if part.title == "Prochains rappels"
    )

    assert all(line.on is not None for line in reminders.lines)


def test_the_printed_page_is_inert_and_asks_nothing_of_any_server(met: int) -> None:
    with transaction() as session:
        contacts.record_contact(
            session, perimetre("miprof"), "48", 2015, on=DAY, by_function="<script>alert(1)</script>",
            how="téléphone", now=NOW, channel=Channel.PAGE,
        )  # fmt: skip

    page = to_print(handover.sheet(perimetre("prefecture:48"), "48"), "Fiche", "Diffusion restreinte").decode("utf-8")

    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "http" not in page
    assert '<html lang="fr">' in page


def test_the_file_holds_the_same_lines_as_the_page(met: int) -> None:
    parts = handover.sheet(perimetre("prefecture:48"), "48")
    table = handover.table(parts, "48")

    csv = to_bytes(table, Format.CSV).decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(to_bytes(table, Format.XLSX))).worksheets[0]

    lines = sum(len(part.lines) for part in parts)
    assert SHARED in csv
    assert len(csv.strip().splitlines()) == lines + 1
    assert sheet.max_row == lines + 1
