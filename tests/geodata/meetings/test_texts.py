"""What people type is kept as they would read it, and never breaks a database or a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from geodata.meetings import Refused
from geodata.meetings import events as e
from geodata.meetings.texts import line, paragraph
from geodata.repositories import decisions, meetings
from tests.geodata.meetings.conftest import DAY, TODAY, Secretariat

STRANGE = "Salle\x00\ud800 des  actes\u202f; <b>gras</b> {{x}} #let \N{PILE OF POO}"


def test_superfluous_spaces_go_and_paragraphs_stay():
    assert line("  Salle\t des\nactes ", "le lieu") == "Salle des actes"
    assert paragraph(" Un.  Deux.\r\n\r\n Trois. ", "le texte") == "Un. Deux.\n\nTrois."


def test_nothing_and_too_much_are_refused():
    with pytest.raises(Refused, match="Il manque le lieu"):
        line(" \x00 ", "le lieu")
    with pytest.raises(Refused, match="301 caractères, 300 au plus"):
        line("a" * 301, "le lieu")
    assert line("", "le lieu", optional=True) == ""


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_can_be_written_and_tidying_again_changes_nothing(text: str):
    kept = paragraph(text, "le texte", optional=True)

    assert "\x00" not in kept.encode("utf-8").decode()
    assert paragraph(kept, "le texte", optional=True) == kept


def test_strange_signs_are_kept_by_either_database(lozere: Secretariat, session: Session):
    number = lozere.hold()
    found = lozere.decide(number, STRANGE, responsible=STRANGE)
    other = lozere.open(title=STRANGE)
    lozere.record(other, e.Scheduled(DAY, place=STRANGE))

    session.expire_all()
    kept = meetings.meeting(session, lozere.writer, other)
    assert kept.place == kept.title == line(STRANGE, "le lieu")
    assert decisions.decisions(session, lozere.writer, TODAY).at[found, "responsible"] == kept.title
