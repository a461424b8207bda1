"""A meeting of the Lozère and its two files: the préfet’s, and that of the members, which holds less."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from config.settings import settings
from geodata.database import engine, transaction
from geodata.meetings import events as e
from geodata.meetings.vocabulary import Attendance, DecisionState, Variant
from geodata.perimetre import NotAllowed, perimetre
from geodata.progress.milestones import ActionState
from geodata.progress.states import CommentKind, CommentScope, ValueKind, Weather
from geodata.publication.session_file import SessionFile
from geodata.publication.session_file.assemble import assemble
from geodata.repositories import (
    decisions,
    meeting_documents,
    meetings,
    progress_actions,
    progress_comments,
    progress_syntheses,
    progress_values,
)
from geodata.repositories.meeting_rows import UnknownMeeting
from geodata.repositories.progress_rows import Entry
from layers.documents import to_docx, to_pdf
from tests.geodata.conftest import Archive
from tests.geodata.meetings.conftest import SEATS, Secretariat

PLAN = "2014-2016"
NOW = datetime(2015, 12, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SYNTHESIS = "Synthèse réservée aux services."
PRIVATE = "Note privée de la préfecture."
UNSHARED = "Décision non partagée."
PREFET = perimetre("prefet:48")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Session]:
    """One archive for the whole file: each test gives it back as it found it."""
    folder = tmp_path_factory.mktemp("session_file")
    (folder / "vigie.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("VIGIE_DATA_DIR", str(folder))
        environment.setenv("VIGIE_ENV", "production")
        settings.cache_clear()
        with transaction() as session:
            yield session
        engine(settings().database_url).dispose()
    settings.cache_clear()


@pytest.fixture(scope="module")
def meeting(kept: Session) -> int:
    """The meeting of 2015, convened; that of 2014, held, with two decisions; a mesure with a synthesis and a note."""
    lozere = Secretariat(kept)
    before = datetime(2014, 12, 20, 9, 0, tzinfo=UTC)
    held = lozere.hold(2014, date(2014, 12, 16), now=before)
    late = lozere.decide(held, "Désigner un référent traite.", due_on=date(2015, 6, 30), now=before)
    lozere.decide(held, UNSHARED, shared=False, now=before)
    decisions.update(kept, lozere.writer, late, state=DecisionState.UNDER_WAY, expected=0, now=NOW)
    _progress(kept, lozere)
    Archive(kept).diagnostic("48", places_needed=12, places_dedicated=6, requests_not_met=2)
    return lozere.convene(2015, date(2015, 12, 16), now=NOW)


@pytest.fixture(scope="module")
def files(kept: Session, meeting: int) -> dict[Variant, SessionFile]:
    """Both files, as the préfet has them made."""
    return {variant: _file(kept, meeting, variant) for variant in Variant}


@pytest.fixture
def session(kept: Session) -> Iterator[Session]:
    """The same archive, for a test that writes."""
    nested = kept.begin_nested()
    yield kept
    nested.rollback()


def _progress(session: Session, lozere: Secretariat) -> None:
    entry, on = Entry(NOW, demonstration=True), date(2015, 6, 30)
    progress_syntheses.record(
        session,
        lozere.writer,
        [progress_syntheses.NewSynthesis(PLAN, 7, "48", Weather.COMPROMISED, SYNTHESIS, on)],
        entry=entry,
    )
    progress_comments.record(
        session,
        lozere.writer,
        [progress_comments.NewComment(PLAN, 7, "48", CommentKind.BRAKES, CommentScope.PRIVATE, PRIVATE)],
        entry=entry,
    )
    progress_actions.record(
        session,
        lozere.writer,
        [progress_actions.NewActionState(PLAN, "7.1", "48", ActionState.UNDER_WAY, on)],
        entry=entry,
    )
    figures = {ValueKind.INITIAL: 0.0, ValueKind.TARGET: 8.0, ValueKind.CURRENT: 3.0}
    progress_values.record(
        session,
        lozere.writer,
        [progress_values.NewValue(PLAN, "M06-1", "48", on, kind, value) for kind, value in figures.items()],
        entry=entry,
    )


def _file(session: Session, meeting: int, variant: Variant = Variant.PREFET, **who: Any) -> SessionFile:
    return assemble(session, who.get("by", PREFET), meeting, variant, TODAY)


def test_the_file_says_which_meeting_it_is_for(files: dict[Variant, SessionFile]) -> None:
    heading = files[Variant.PREFET].heading

    assert (heading.name, heading.departement, heading.held_on) == ("Lozère", "48", date(2015, 12, 16))
    assert heading.region == "Languedoc-Roussillon"


def test_the_agenda_is_that_of_the_meeting_with_its_mesures(files: dict[Variant, SessionFile]) -> None:
    (item,) = files[Variant.PREFET].agenda.rows

    assert (item.rank, item.title, item.speaker, item.mesures) == (1, "Hébergement", "DDCS", (7,))


def test_the_decisions_of_last_year_come_with_their_state(files: dict[Variant, SessionFile]) -> None:
    listed = files[Variant.PREFET].decisions

    assert [(row.number, row.overdue) for row in listed.rows] == [("2014-1", True), ("2014-2", False)]
    assert listed.rows[0].state == "En cours"
    assert "soit 0\xa0%" in listed.note


def test_each_mesure_is_in_the_annex_and_national_ones_for_information(
    files: dict[Variant, SessionFile],
) -> None:
    lines = files[Variant.PREFET].mesures.rows

    assert sorted(line.number for line in lines) == list(range(1, 24))
    assert "pour information" in next(line.note for line in lines if line.number == 15)
    assert SYNTHESIS in next(line.note for line in lines if line.number == 7)


def test_the_file_of_the_members_leaves_out_what_they_may_not_read(files: dict[Variant, SessionFile]) -> None:
    prefet, members = (str(asdict(files[variant])) for variant in Variant)

    for reserved in (SYNTHESIS, UNSHARED, Weather.COMPROMISED.label):
        assert reserved in prefet
        assert reserved not in members


def test_a_figure_that_awaits_validation_is_for_the_prefet_alone(files: dict[Variant, SessionFile]) -> None:
    prefet, members = ({line.number: line.rate for line in files[variant].mesures.rows} for variant in Variant)

    assert prefet[6] == "38\xa0%"
    assert members[6] == "non calculable"


def test_a_private_note_is_in_no_file(files: dict[Variant, SessionFile]) -> None:
    for variant in Variant:
        assert PRIVATE not in str(asdict(files[variant]))


def test_small_counts_are_exact_for_the_prefet_and_withheld_from_the_members(files: dict[Variant, SessionFile]) -> None:
    exact, withheld = ({row.label: row.reading for row in files[variant].figures.rows} for variant in Variant)

    assert exact["Demandes non pourvues"] == "2"
    assert withheld["Demandes non pourvues"] == "Secret statistique"
    assert "Places dédiées" not in withheld


@pytest.mark.parametrize("maker", ["prefecture:48", "miprof"])
def test_members_get_the_same_file_whoever_makes_it(
    kept: Session, meeting: int, files: dict[Variant, SessionFile], maker: str
) -> None:
    made = _file(kept, meeting, Variant.MEMBERS, by=perimetre(maker))

    assert made.fingerprint == files[Variant.MEMBERS].fingerprint


@pytest.mark.parametrize("stranger", ["prefet:30", "public", "partenaire:30"])
@pytest.mark.parametrize("variant", list(Variant))
def test_a_stranger_gets_no_file(kept: Session, meeting: int, stranger: str, variant: Variant) -> None:
    with pytest.raises(NotAllowed):
        _file(kept, meeting, variant, by=perimetre(stranger))


def test_a_meeting_once_held_is_not_its_own_predecessor(session: Session, meeting: int) -> None:
    present = tuple(replace(each, attendance=Attendance.PRESENT) for each in SEATS)
    later, day = datetime(2015, 12, 20, 9, 0, tzinfo=UTC), date(2015, 12, 16)
    Secretariat(session).record(meeting, e.AttendanceRecorded(present), e.Held(day, "préfet"), now=later)

    made = assemble(session, PREFET, meeting, Variant.PREFET, later.date())

    assert made.essentials[0].startswith("Dernière réunion consacrée à la traite\xa0: le 16/12/2014")


def test_a_partner_gets_the_file_of_the_members_alone(kept: Session, meeting: int) -> None:
    partner = perimetre("partenaire:48")

    assert _file(kept, meeting, Variant.MEMBERS, by=partner).agenda.rows
    with pytest.raises(NotAllowed):
        _file(kept, meeting, Variant.PREFET, by=partner)


def test_a_meeting_that_does_not_exist_is_told_as_such(session: Session) -> None:
    with pytest.raises(UnknownMeeting):
        _file(session, 404)


def test_without_any_file_received_nor_any_agenda_each_section_says_why_it_is_empty(session: Session) -> None:
    number = Secretariat(session, "2B").open(2013)

    made = _file(session, number, by=perimetre("prefet:2B"))

    assert made.heading.held_on is None
    assert made.sheet_map is None
    assert all(listed.silence for listed in (made.agenda, made.figures, made.decisions, made.documents))
    assert any("Aucune réunion" in sentence for sentence in made.essentials)


def test_an_invented_meeting_makes_an_invented_file(files: dict[Variant, SessionFile]) -> None:
    assert files[Variant.PREFET].demonstration


def test_the_same_facts_give_the_same_fingerprint_and_another_fact_another_one(
    session: Session, meeting: int, files: dict[Variant, SessionFile]
) -> None:
    first = files[Variant.PREFET].fingerprint
    assert _file(session, meeting).fingerprint == first

    (known,) = decisions.decisions(session, PREFET, TODAY, departement="48").query("number == 2").index
    writer = perimetre("prefecture:48")
    decisions.update(session, writer, int(known), state=DecisionState.DONE, expected=0, now=NOW)

    assert _file(session, meeting).fingerprint != first


@pytest.mark.parametrize("draw", [to_pdf, to_docx])
def test_a_file_drawn_from_the_archive_is_frozen_as_it_is(
    session: Session, meeting: int, files: dict[Variant, SessionFile], draw: Any
) -> None:
    content, writer = draw(files[Variant.PREFET]), perimetre("prefecture:48")

    sha256 = meeting_documents.freeze(
        session,
        writer,
        meeting,
        name="dossier",
        content=content,
        variant=Variant.PREFET,
        expected=meetings.meeting(session, writer, meeting).rank,
        now=NOW,
    )

    assert meeting_documents.content(session, PREFET, meeting, sha256) == content
    assert "dossier" not in str(_file(session, meeting).documents)
