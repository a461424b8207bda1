"""What may be stated of a plan, by whom, and what happens when two people state it at once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.conflict import Conflict
from geodata.models import JournalLine, ProgressValue
from geodata.perimetre import NotAllowed, perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.milestones import ActionState
from geodata.progress.states import (
    Absence,
    Applicability,
    CommentKind,
    CommentScope,
    Score,
    Scorer,
    ValueKind,
    ValueStatus,
    Weather,
)
from geodata.repositories import (
    progress_actions,
    progress_comments,
    progress_methods,
    progress_scores,
    progress_settings,
    progress_syntheses,
    progress_values,
)
from geodata.repositories.progress_actions import NewActionState
from geodata.repositories.progress_comments import NewComment
from geodata.repositories.progress_methods import NewMethod
from geodata.repositories.progress_rows import Entry, ProgressError
from geodata.repositories.progress_scores import NewScore
from geodata.repositories.progress_settings import NewSetting
from geodata.repositories.progress_syntheses import NewSynthesis
from geodata.repositories.progress_values import NewValue
from tests.geodata.progress.conftest import ENTRY, MIPROF, PREFECTURE, PREFET, TODAY, someone

NEW_YEAR = date(2015, 1, 1)


def value(number: float = 18.0, **changes: Any) -> NewValue:
    usual = NewValue("essai", "M07-1", "48", date(2014, 12, 31), ValueKind.CURRENT, number)
    return replace(usual, **changes)


def synthesis(text: str, expected: int | None, **changes: Any) -> NewSynthesis:
    return replace(NewSynthesis("essai", 7, "48", Weather.REACHABLE, text, TODAY, expected), **changes)


def test_each_figure_keeps_its_author_its_file_and_its_instant(session: Session) -> None:
    entry = replace(ENTRY, file_sha256="a" * 64)

    numbers = progress_values.record(session, PREFECTURE, [value(18), value(20, value_on=NEW_YEAR)], entry=entry)

    rows = {row.id: row for row in session.scalars(select(ProgressValue))}
    assert [rows[number].value for number in numbers] == [18.0, 20.0]
    assert {(row.account_id, row.profile, row.file_sha256) for row in rows.values()} == {(1, "prefecture:48", "a" * 64)}
    line = session.scalars(select(JournalLine).order_by(JournalLine.number.desc())).first()
    assert line is not None
    assert (line.obj, line.departement, line.event) == ("progress_values", "48", "write")


@pytest.mark.parametrize("profile", ["prefecture:30", "prefet:48", "public", "miprof", "cncdh", "association:12:48"])
def test_others_do_not_record_the_figures_of_the_lozere(session: Session, profile: str) -> None:
    with pytest.raises(NotAllowed):
        progress_values.record(session, someone(profile, 9), [value()], entry=ENTRY)

    assert session.scalar(select(func.count()).select_from(ProgressValue)) == 0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"indicator": "M99-1"}, "pas d’indicateur M99-1"),
        ({"plan": "autre"}, "n’existe pas"),
        ({"indicator": "M07-2", "value": 0.5}, "oui"),
        ({"value": float("nan")}, "nombre"),
        ({"value": None}, "l’un des deux"),
        ({"absence": Absence.NO_ANSWER}, "l’un des deux"),
        ({"value_on": date(2015, 7, 1)}, "futur"),
        ({"evidence": Evidence.VERIFIED}, "ne vérifie pas"),
        ({"evidence": Evidence.SUPPORTED}, "pièce"),
        ({"indicator": "M07-3", "value": 2.5}, "nombre entier"),
        ({"numerator": 1.0}, "dénominateur"),
        ({"replaces_id": 77}, "numéro 77"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_in_a_sentence(
    session: Session, wrong: dict[str, Any], told: str
) -> None:
    with pytest.raises(ProgressError, match=told):
        progress_values.record(session, PREFECTURE, [value(**wrong)], entry=ENTRY)


def test_who_wrote_does_not_validate(session: Session) -> None:
    (number,) = progress_values.record(session, replace(PREFET, rights=PREFECTURE.rights), [value()], entry=ENTRY)

    with pytest.raises(NotAllowed, match="Deux personnes"):
        progress_values.validate(session, PREFET, [number], accepted=True, entry=ENTRY)


def test_nobody_in_particular_does_not_validate(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value()], entry=ENTRY)

    with pytest.raises(NotAllowed, match="Deux personnes"):
        progress_values.validate(session, perimetre("prefet:48"), [number], accepted=True, entry=ENTRY)


def test_invented_figures_are_validated_by_another_invented_person(session: Session) -> None:
    invented = replace(ENTRY, demonstration=True)
    (number,) = progress_values.record(session, perimetre("prefecture:48"), [value()], entry=invented)

    progress_values.validate(session, perimetre("prefet:48"), [number], accepted=True, entry=invented)

    with pytest.raises(NotAllowed, match="Deux personnes"):
        progress_values.validate(session, perimetre("prefet:48"), [number], accepted=True, entry=ENTRY)


def test_a_prefet_does_not_call_a_figure_verified(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value()], entry=ENTRY)

    with pytest.raises(NotAllowed):
        progress_values.validate(session, PREFET, [number], accepted=True, evidence=Evidence.VERIFIED, entry=ENTRY)


def test_a_refusal_says_why(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value()], entry=ENTRY)

    with pytest.raises(ProgressError, match="raison du refus"):
        progress_values.validate(session, PREFET, [number], accepted=False, answer=" ", entry=ENTRY)


def test_the_same_row_is_corrected_once(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value(18)], entry=ENTRY)
    progress_values.record(session, PREFECTURE, [value(19.5, replaces_id=number)], entry=ENTRY)

    with pytest.raises(Conflict) as conflict:
        progress_values.record(session, PREFECTURE, [value(21, replaces_id=number)], entry=ENTRY)

    assert (conflict.value.theirs, conflict.value.mine) == ("19,5 au 31/12/2014", "21 au 31/12/2014")


def test_two_figures_for_one_day_are_a_conflict_and_not_a_lost_update(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value(18)], entry=ENTRY)

    with pytest.raises(Conflict, match="déjà enregistrée pour ce jour") as conflict:
        progress_values.record(session, PREFECTURE, [value(20)], entry=ENTRY)

    assert (conflict.value.theirs, conflict.value.mine) == ("18 au 31/12/2014", "20 au 31/12/2014")
    assert conflict.value.version == number
    assert progress_values.record(session, PREFECTURE, [value(20, replaces_id=number)], entry=ENTRY)


def test_another_figure_may_follow_a_refused_one_on_the_same_day(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value(18)], entry=ENTRY)
    progress_values.validate(session, PREFET, [number], accepted=False, answer="Sans pièce.", entry=ENTRY)

    (second,) = progress_values.record(session, PREFECTURE, [value(20)], entry=ENTRY)

    row = session.get(ProgressValue, second)
    assert row is not None
    assert (row.value, row.replaces_id) == (20, number)


def test_the_last_correction_of_a_figure_is_the_one_to_replace(session: Session) -> None:
    number = None
    for figure in (18, 19, 20):
        (number,) = progress_values.record(session, PREFECTURE, [value(figure, replaces_id=number)], entry=ENTRY)

    assert progress_values.standing_id(session, value()) == number
    assert progress_values.standing_id(session, value(value_on=NEW_YEAR)) is None


def test_a_siao_and_a_service_write_about_their_mesures_alone(session: Session) -> None:
    for profile in ("siao:48", "service:48:7"):
        row = NewActionState("essai", "7.1", "48", ActionState.DONE, TODAY)
        assert progress_actions.record(session, someone(profile, 9), [row], entry=ENTRY)
        with pytest.raises(NotAllowed):
            progress_actions.record(session, someone(profile, 9), [replace(row, action="8.1")], entry=ENTRY)


def test_a_correction_stays_on_its_indicator(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value(18)], entry=ENTRY)

    with pytest.raises(ProgressError, match="même indicateur"):
        progress_values.record(session, PREFECTURE, [value(1, indicator="M07-2", replaces_id=number)], entry=ENTRY)


def test_nothing_changed_is_said_of_a_day_between_the_figure_and_today(session: Session) -> None:
    (number,) = progress_values.record(session, PREFECTURE, [value()], entry=ENTRY)

    progress_values.confirm_unchanged(session, PREFECTURE, number, confirmed_on=TODAY, entry=ENTRY)

    with pytest.raises(ProgressError, match="entre celle de la valeur et aujourd’hui"):
        progress_values.confirm_unchanged(session, PREFECTURE, number, confirmed_on=date(2015, 7, 1), entry=ENTRY)


def test_a_weather_never_stands_without_its_text(session: Session) -> None:
    with pytest.raises(ProgressError, match="le texte qui explique la météo"):
        progress_syntheses.record(session, PREFECTURE, [synthesis("  ", 0)], entry=ENTRY)


def test_a_synthesis_holds_in_a_thousand_characters(session: Session) -> None:
    with pytest.raises(ProgressError, match="1001 caractères, pour 1000"):
        progress_syntheses.record(session, PREFECTURE, [synthesis("a" * 1001, 0)], entry=ENTRY)


def test_two_people_writing_at_once_get_a_sentence_and_both_texts(session: Session) -> None:
    progress_syntheses.record(session, PREFECTURE, [synthesis("Le premier texte.", 0)], entry=ENTRY)

    with pytest.raises(Conflict, match="rien n’est perdu") as conflict:
        progress_syntheses.record(session, PREFECTURE, [synthesis("Le second texte.", 0)], entry=ENTRY)

    assert conflict.value.theirs == "Objectifs atteignables : Le premier texte."
    assert conflict.value.mine == "Objectifs atteignables : Le second texte."
    assert conflict.value.version == 1
    progress_syntheses.record(session, PREFECTURE, [synthesis("Les deux textes.", 1)], entry=ENTRY)
    kept = progress_syntheses.history(session, PREFECTURE, "essai", 7, "48")
    assert [(each.version, each.text) for each in kept] == [(2, "Les deux textes."), (1, "Le premier texte.")]


def test_several_records_written_together_each_get_their_own_version(session: Session) -> None:
    rows = [synthesis("Un.", None), synthesis("Deux.", None), synthesis("Ailleurs.", None, mesure=8)]

    progress_syntheses.record(session, PREFECTURE, rows, entry=ENTRY)

    kept = progress_syntheses.history(session, PREFECTURE, "essai", 7, "48")
    assert [(each.version, each.text) for each in kept] == [(2, "Deux."), (1, "Un.")]


def test_a_synthesis_is_provisional_until_somebody_else_validates_it(session: Session) -> None:
    (number,) = progress_syntheses.record(session, PREFECTURE, [synthesis("Un texte.", 0)], entry=ENTRY)
    before = progress_syntheses.latest(session, PREFECTURE, "essai", TODAY)[7, "48"]
    unseen = progress_syntheses.latest(session, perimetre("cncdh"), "essai", TODAY)

    progress_syntheses.validate(session, PREFET, [number], accepted=True, entry=ENTRY)

    assert before.status == ValueStatus.PROVISIONAL
    assert unseen == {}
    for reader in (PREFECTURE, MIPROF, perimetre("cncdh")):
        after = progress_syntheses.latest(session, reader, "essai", TODAY)[7, "48"]
        assert after.status == ValueStatus.VALIDATED


@pytest.mark.parametrize("profile", ["public", "prefecture:30", "partenaire:48", "association:12:48", "siao:30"])
def test_a_synthesis_never_goes_below_those_who_read_drafts(session: Session, profile: str) -> None:
    (number,) = progress_syntheses.record(session, PREFECTURE, [synthesis("Un texte.", 0)], entry=ENTRY)
    progress_syntheses.validate(session, PREFET, [number], accepted=True, entry=ENTRY)

    assert progress_syntheses.history(session, perimetre(profile), "essai", 7, "48") == []


def test_out_of_a_mesure_needs_a_reason(session: Session) -> None:
    row = NewSetting("essai", 7, "48", Applicability.NOT_APPLICABLE, TODAY, expected=0)

    with pytest.raises(ProgressError, match="le motif"):
        progress_settings.record(session, PREFECTURE, [row], entry=ENTRY)

    (number,) = progress_settings.record(
        session, PREFECTURE, [replace(row, reason="Aucun centre.", responsible="DDETS")], entry=ENTRY
    )
    assert number == 1


def test_a_national_mesure_is_not_followed_by_a_departement(session: Session) -> None:
    row = NewActionState("essai", "14.1", "48", ActionState.DONE, TODAY)

    with pytest.raises(ProgressError, match="nationale"):
        progress_actions.record(session, PREFECTURE, [row], entry=ENTRY)


def test_a_state_that_moved_since_is_a_conflict(session: Session) -> None:
    row = NewActionState("essai", "7.1", "48", ActionState.UNDER_WAY, TODAY, note="En cours.", expected=0)
    progress_actions.record(session, PREFECTURE, [row], entry=ENTRY)

    with pytest.raises(Conflict) as conflict:
        progress_actions.record(session, PREFECTURE, [replace(row, state=ActionState.DONE)], entry=ENTRY)

    assert (conflict.value.theirs, conflict.value.mine) == ("Engagée · En cours.", "Réalisée · En cours.")


def comment(scope: CommentScope, text: str) -> NewComment:
    return NewComment("essai", 7, "48", CommentKind.BRAKES, scope, text)


def test_each_comment_is_read_as_far_as_it_is_shared(session: Session) -> None:
    rows = [comment(scope, scope.value) for scope in CommentScope]
    progress_comments.record(session, PREFECTURE, rows, entry=ENTRY)

    def read(profile: str) -> set[str]:
        return {each.text for each in progress_comments.comments(session, perimetre(profile), "essai")}

    assert read("prefecture:48") == read("prefet:48") == {"private", "cdpd", "national"}
    assert read("partenaire:48") == {"cdpd", "national"}
    assert read("miprof") == {"cdpd", "national"}
    assert read("prefecture:30") == {"national"}
    assert read("public") == set()


def test_a_corrected_comment_stays_readable_in_its_history(session: Session) -> None:
    (number,) = progress_comments.record(session, PREFECTURE, [comment(CommentScope.CDPD, "Avant.")], entry=ENTRY)
    after = replace(comment(CommentScope.CDPD, "Après."), replaces_id=number)

    progress_comments.record(session, PREFECTURE, [after], entry=ENTRY)

    assert [each.text for each in progress_comments.comments(session, PREFECTURE, "essai")] == ["Après."]
    whole = progress_comments.comments(session, PREFECTURE, "essai", history=True)
    assert [(each.text, each.replaced) for each in whole] == [("Après.", False), ("Avant.", True)]
    with pytest.raises(Conflict):
        progress_comments.record(session, PREFECTURE, [after], entry=ENTRY)


def test_the_two_judgements_stand_side_by_side(session: Session) -> None:
    mine = NewScore("essai", 7, Scorer.PILOT, Score.DONE, TODAY)
    theirs = NewScore("essai", 7, Scorer.CNCDH, Score.PARTLY_DONE, TODAY, reference="Avis du 10/03/2015, p. 12")
    progress_scores.record(session, someone("dihal", 4), [mine], entry=ENTRY)
    progress_scores.record(session, MIPROF, [theirs], entry=ENTRY)

    everyone = progress_scores.scores(session, perimetre("public"), "essai")
    miprof = progress_scores.scores(session, MIPROF, "essai", mesure=7)

    assert [(each.scorer, each.score) for each in everyone] == [(Scorer.CNCDH, Score.PARTLY_DONE)]
    assert {each.scorer for each in miprof} == {Scorer.PILOT, Scorer.CNCDH}


def test_a_judgement_of_the_cncdh_has_a_reference(session: Session) -> None:
    row = NewScore("essai", 7, Scorer.CNCDH, Score.DONE, TODAY)

    with pytest.raises(ProgressError, match="référence"):
        progress_scores.record(session, MIPROF, [row], entry=ENTRY)


def test_a_prefecture_judges_no_mesure_for_the_country(session: Session) -> None:
    with pytest.raises(NotAllowed):
        progress_scores.record(
            session, PREFECTURE, [NewScore("essai", 7, Scorer.PILOT, Score.DONE, TODAY)], entry=ENTRY
        )


def test_a_change_of_method_is_kept_with_its_day(session: Session) -> None:
    row = NewMethod("essai", "M07-1", date(2015, 1, 1), "Les places d’urgence comptent.")

    progress_methods.record(session, MIPROF, [row], entry=ENTRY)

    (kept,) = progress_methods.methods(session, "essai")
    assert (kept.indicator, kept.changed_on) == ("M07-1", date(2015, 1, 1))


def test_an_instant_comes_back_in_utc(session: Session) -> None:
    entry = Entry(datetime(2015, 6, 30, 23, 30, tzinfo=UTC))
    progress_syntheses.record(session, PREFECTURE, [synthesis("Un texte.", 0)], entry=entry)
    session.expire_all()

    (kept,) = progress_syntheses.history(session, PREFECTURE, "essai", 7, "48")

    assert kept.recorded_at == entry.at
