"""What the counter says of a mesure, to whom, and how its lists and counters hold together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from geodata import territories
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.freshness import Freshness
from geodata.progress.milestones import ActionState
from geodata.progress.states import Absence, Alert, Applicability, ValueKind, ValueStatus, Weather
from geodata.progress.trajectory import Position
from geodata.progress.trend import Trend
from geodata.publication.contract import State
from geodata.publication.progress import (
    alerts_count,
    departement_progress,
    france_progress,
    mesure_state,
    overview,
    with_alert,
)
from geodata.repositories import (
    progress_actions,
    progress_methods,
    progress_settings,
    progress_syntheses,
    progress_values,
)
from geodata.repositories.progress_actions import NewActionState
from geodata.repositories.progress_methods import NewMethod
from geodata.repositories.progress_rows import ProgressError
from geodata.repositories.progress_settings import NewSetting
from geodata.repositories.progress_syntheses import NewSynthesis
from geodata.repositories.progress_values import NewValue
from tests.geodata.progress.conftest import ENTRY, MIPROF, PREFECTURE, PREFET, TODAY, someone

START, BEFORE, NOW, END = date(2014, 1, 1), date(2014, 12, 31), date(2015, 5, 31), date(2016, 12, 31)


def told(
    session: Session, code: str, figures: Iterable[tuple[str, ValueKind, date, float | None]], *, accepted: bool = True
) -> list[int]:
    """Figures of a département, validated unless the test says otherwise."""
    rows = [
        NewValue("essai", indicator, code, day, kind, value, None if value is not None else Absence.NO_ANSWER)
        for indicator, kind, day, value in figures
    ]
    numbers = progress_values.record(session, someone(f"prefecture:{code}", 1), rows, entry=ENTRY)
    if accepted:
        progress_values.validate(session, someone(f"prefet:{code}", 2), numbers, accepted=True, entry=ENTRY)
    return numbers


def places(before: float, now: float) -> list[tuple[str, ValueKind, date, float | None]]:
    """From 0 to 50 places, and a référent: 0.625 of `now` doubled, plus 37.5."""
    return [
        ("M07-1", ValueKind.INITIAL, START, 0),
        ("M07-1", ValueKind.TARGET, END, 50),
        ("M07-1", ValueKind.CURRENT, BEFORE, before),
        ("M07-1", ValueKind.CURRENT, NOW, now),
        ("M07-2", ValueKind.CURRENT, BEFORE, 1),
    ]


def line(session: Session, who: Perimetre, code: str = "48", mesure: int = 7, today: date = TODAY) -> dict[str, Any]:
    rows = overview(session, who, "essai", today)
    (found,) = rows[(rows["mesure"] == mesure) & (rows["departement"] == code)].to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_a_rate_leads_to_the_rows_that_made_it(session: Session) -> None:
    numbers = told(session, "48", places(10, 18))

    state = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY)

    assert state.composition is not None
    assert state.composition.strict == pytest.approx(0.625 * 36 + 0.375 * 100)
    assert (state.composition.oldest, state.composition.newest) == (BEFORE, NOW)
    first, second, _ = state.indicators
    assert first.current is not None
    assert (first.current.row_id, first.current.reading, first.current.profile) == (
        numbers[3],
        "18\N{NO-BREAK SPACE}places",
        "prefecture:48",
    )
    assert [cell.row_id for cell in first.history] == [numbers[1], numbers[3], numbers[2], numbers[0]]
    assert (first.rate, first.weight, second.rate) == (36.0, 0.625, 100.0)


def test_what_waits_for_validation_counts_for_those_who_read_drafts_alone(session: Session) -> None:
    told(session, "48", places(10, 18))
    told(session, "48", [("M07-1", ValueKind.CURRENT, TODAY, 50)], accepted=False)

    here = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY)
    public = mesure_state(session, perimetre("public"), "essai", 7, "48", TODAY)

    assert here.composition is not None
    assert here.validated is not None
    assert public.composition is not None
    assert here.composition.strict == 100
    assert here.validated.strict == public.composition.strict == 60
    assert here.indicators[0].current is not None
    assert here.indicators[0].current.status == ValueStatus.PROVISIONAL
    assert all(cell.status == ValueStatus.VALIDATED for cell in public.indicators[0].history)
    assert line(session, PREFECTURE)["rate"] == 100
    assert line(session, PREFECTURE)["validated_rate"] == line(session, perimetre("public"))["rate"] == 60


def test_a_refused_figure_counts_for_nobody(session: Session) -> None:
    told(session, "48", places(10, 18))
    numbers = told(session, "48", [("M07-1", ValueKind.CURRENT, TODAY, 50)], accepted=False)

    progress_values.validate(session, PREFET, numbers, accepted=False, answer="Source absente.", entry=ENTRY)

    state = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY)
    assert state.composition is not None
    assert state.composition.strict == 60
    assert (state.indicators[0].history[1].status, state.indicators[0].history[1].answer) == (
        ValueStatus.REFUSED,
        "Source absente.",
    )


def test_a_missing_indicator_leaves_a_provisional_rate_with_its_coverage(session: Session) -> None:
    told(session, "48", [row for row in places(10, 18) if row[0] == "M07-1"])

    found = line(session, PREFECTURE)

    assert found["rate"] != found["rate"]
    assert (found["provisional_rate"], found["coverage"]) == (36.0, 0.625)
    assert found["alert_not_computable"]


def test_persons_are_counted_for_exact_readers_alone(session: Session) -> None:
    told(session, "48", [("M07-3", ValueKind.CURRENT, NOW, 3)])

    def seen(profile: str) -> tuple[State, bool]:
        cell = mesure_state(session, perimetre(profile), "essai", 7, "48", TODAY).indicators[2]
        return cell.state, cell.current is not None

    assert seen("prefecture:48") == seen("miprof") == seen("siao:48") == (State.PUBLISHED, True)
    for profile in ("public", "prefecture:30", "partenaire:48", "region:76", "cncdh", "association:12:48"):
        assert seen(profile) == (State.SECRET, False)
    assert mesure_state(session, perimetre("public"), "essai", 7, "30", TODAY).indicators[2].state == State.UNKNOWN


def test_weather_and_sub_actions_stay_with_those_who_read_drafts(session: Session) -> None:
    row = NewSynthesis("essai", 7, "48", Weather.COMPROMISED, "Un texte.", TODAY, 0)
    progress_syntheses.record(session, PREFECTURE, [row], entry=ENTRY)
    state = NewActionState("essai", "7.1", "48", ActionState.UNDER_WAY, TODAY, "Une note.", expected=0)
    progress_actions.record(session, PREFECTURE, [state], entry=ENTRY)

    here = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY)
    elsewhere = mesure_state(session, perimetre("prefecture:30"), "essai", 7, "48", TODAY)

    assert here.synthesis is not None
    assert (here.synthesis.weather, here.synthesis.version, here.actions[0].note) == (
        Weather.COMPROMISED,
        1,
        "Une note.",
    )
    assert here.actions[0].late
    assert elsewhere.synthesis is None
    assert (elsewhere.actions[0].state, elsewhere.actions[0].note, elsewhere.actions[0].late) == (None, "", False)
    assert line(session, perimetre("prefecture:30"))["weather"] is None


def test_a_mesure_without_indicator_takes_the_rate_of_its_sub_actions(session: Session) -> None:
    rows = [
        NewActionState("essai", "8.1", "48", ActionState.PARTLY_DONE, TODAY),
        NewActionState("essai", "8.2", "48", ActionState.UNDER_WAY, TODAY),
    ]

    progress_actions.record(session, PREFECTURE, rows[:1], entry=ENTRY)
    half = line(session, PREFECTURE, mesure=8)
    progress_actions.record(session, PREFECTURE, rows[1:], entry=ENTRY)

    assert (half["provisional_rate"], half["coverage"]) == (75.0, 0.5)
    assert line(session, PREFECTURE, mesure=8)["rate"] == 37.5


def test_states_that_nobody_validates_are_not_read_through_a_rate(session: Session) -> None:
    rows = [NewActionState("essai", code, "48", ActionState.DONE, TODAY) for code in ("8.1", "8.2")]
    progress_actions.record(session, PREFECTURE, rows, entry=ENTRY)

    for profile in ("public", "cncdh", "prefecture:30", "partenaire:48"):
        found = line(session, perimetre(profile), mesure=8)
        assert found["withheld"]
        assert found["rate"] != found["rate"]
        assert found["provisional_rate"] != found["provisional_rate"]
        assert mesure_state(session, perimetre(profile), "essai", 8, "48", TODAY).composition is None
    assert line(session, PREFECTURE, mesure=8)["rate"] == 100


def test_a_national_mesure_is_on_one_line_and_never_late_for_a_prefet(session: Session) -> None:
    rows = overview(session, PREFECTURE, "essai", TODAY, departement="48")

    assert list(zip(rows["mesure"], rows["departement"], strict=True)) == [(7, "48"), (8, "48"), (14, "FR")]
    national = rows[rows["level"] == "national"]
    assert not national[[name for name in rows if name.startswith("alert_")]].any(axis=None)
    assert not mesure_state(session, MIPROF, "essai", 14, "FR", TODAY).alerts


def test_out_of_a_mesure_is_neither_late_nor_zero(session: Session) -> None:
    row = NewSetting("essai", 7, "48", Applicability.NOT_APPLICABLE, TODAY, "Aucun centre.", expected=0)
    progress_settings.record(session, PREFECTURE, [row], entry=ENTRY)

    found = line(session, PREFECTURE)

    assert found["applicability"] == Applicability.NOT_APPLICABLE
    assert found["rate"] != found["rate"]
    assert not any(found[f"alert_{alert.value}"] for alert in Alert)


def test_the_101_departements_are_always_there(session: Session) -> None:
    rows = overview(session, perimetre("public"), "essai", TODAY)

    assert list(rows[rows["mesure"] == 7]["departement"]) == list(territories.CODES)
    assert len(rows) == 2 * 101 + 1


def test_the_gap_is_taken_from_validated_rates_alone(session: Session) -> None:
    codes = territories.CODES[:11]
    for rank, code in enumerate(codes):
        told(session, code, places(0, 5.0 * rank))
    told(session, codes[0], [("M07-1", ValueKind.CURRENT, TODAY, 50)], accepted=False)
    lone = line(session, someone(f"prefecture:{codes[0]}", 1), codes[0])

    assert (lone["rate"], lone["validated_rate"]) == (100, 37.5)
    assert lone["median"] == pytest.approx(0.625 * 50 + 37.5)
    assert lone["gap"] == pytest.approx(-31.25)
    assert lone["alert_gap"]


def test_under_ten_departements_no_gap_is_shown(session: Session) -> None:
    for code in territories.CODES[:9]:
        told(session, code, places(0, 5))

    found = line(session, MIPROF, territories.CODES[0])

    assert found["median"] != found["median"]
    assert not found["alert_gap"]


@pytest.mark.parametrize(
    ("before", "now", "expected"), [(10, 18, Trend.RISE), (18, 10, Trend.FALL), (10, 10, Trend.STABLE)]
)
def test_the_trend_runs_since_the_end_of_the_year_before(
    session: Session, before: float, now: float, expected: Trend
) -> None:
    told(session, "48", places(before, now))

    found = line(session, PREFECTURE)

    assert found["trend"] == expected
    assert found["alert_falling"] == (expected == Trend.FALL)


def test_without_an_earlier_rate_the_trend_is_unknown(session: Session) -> None:
    told(session, "48", [row for row in places(10, 18) if row[2] != BEFORE] + [("M07-2", ValueKind.CURRENT, NOW, 1)])

    assert line(session, PREFECTURE)["trend"] == Trend.UNKNOWN


def test_a_new_method_breaks_the_trend(session: Session) -> None:
    told(session, "48", places(10, 18))
    row = NewMethod("essai", "M07-1", date(2015, 3, 1), "Les places d’urgence comptent.")

    progress_methods.record(session, MIPROF, [row], entry=ENTRY)

    assert line(session, PREFECTURE)["trend"] == Trend.RUPTURE


def test_a_day_given_sees_nothing_that_came_after(session: Session) -> None:
    told(session, "48", places(10, 18))

    then = mesure_state(session, PREFECTURE, "essai", 7, "48", BEFORE)

    assert then.composition is not None
    assert then.composition.strict == pytest.approx(0.625 * 20 + 37.5)
    assert then.position == Position.AHEAD


def test_an_old_figure_is_late_until_somebody_says_that_nothing_changed(session: Session) -> None:
    numbers = told(session, "48", [("M07-2", ValueKind.CURRENT, date(2014, 3, 31), 1), *places(10, 18)[:4]])
    stale = line(session, PREFECTURE)

    progress_values.confirm_unchanged(session, PREFECTURE, numbers[0], confirmed_on=TODAY, entry=ENTRY)

    assert (stale["freshness"], stale["due_on"]) == (Freshness.LATE, date(2015, 4, 30))
    assert stale["alert_stale"]
    assert line(session, PREFECTURE)["freshness"] == Freshness.UP_TO_DATE


def test_miprof_verifies_and_the_evidence_shows(session: Session) -> None:
    numbers = told(session, "48", places(10, 18))

    progress_values.validate(session, MIPROF, [numbers[3]], accepted=True, evidence=Evidence.VERIFIED, entry=ENTRY)
    progress_values.validate(session, PREFET, [numbers[3]], accepted=True, entry=ENTRY)

    state = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY)
    assert state.indicators[0].evidence == Evidence.VERIFIED
    evidence = departement_progress(session, PREFECTURE, "essai", "48", TODAY).evidence
    assert (evidence.declared, evidence.verified) == (1, 1)


def test_each_counter_opens_exactly_its_list(session: Session) -> None:
    told(session, "48", places(18, 10))
    rows = overview(session, MIPROF, "essai", TODAY)

    counts = alerts_count(rows)

    assert all(len(with_alert(rows, alert)) == counts[alert] for alert in Alert)
    assert counts[Alert.FALLING] == 1
    assert counts[Alert.WEATHER_MISSING] == 2 * 101
    assert counts[Alert.NOT_COMPUTABLE] == 2 * 101 - 1


def test_a_departement_says_how_many_mesures_its_rate_is_made_of(session: Session) -> None:
    told(session, "48", places(10, 18))
    half = departement_progress(session, PREFECTURE, "essai", "48", TODAY).plan
    progress_actions.record(
        session,
        PREFECTURE,
        [NewActionState("essai", code, "48", ActionState.DONE, TODAY) for code in ("8.1", "8.2")],
        entry=ENTRY,
    )

    whole = departement_progress(session, PREFECTURE, "essai", "48", TODAY)

    assert (half.rate, half.known, half.due) == (None, 1, 2)
    assert (whole.plan.rate, whole.plan.known, whole.plan.due) == (80.0, 2, 2)
    assert whole.priorities[1] == whole.plan


def test_france_adds_values_before_it_draws_a_rate(session: Session) -> None:
    told(session, "01", places(0, 10))
    told(session, "48", [*places(0, 20)[:4], ("M07-2", ValueKind.CURRENT, BEFORE, 0)])

    france = france_progress(session, MIPROF, "essai", 7, TODAY)

    first, second = france.indicators
    assert first.total is not None
    assert (first.total.value, first.total.known, first.total.due) == (30, 2, 101)
    assert first.rate is None
    assert second.interval is not None
    assert (second.interval.low, second.interval.high) == (1 / 101, 100 / 101)
    assert france.rates.count == 2


def test_no_total_of_persons_leaves(session: Session) -> None:
    told(session, "48", [("M07-3", ValueKind.CURRENT, NOW, 3)])

    shown = [
        each.indicator.code for each in france_progress(session, perimetre("public"), "essai", 7, TODAY).indicators
    ]

    assert shown == ["M07-1", "M07-2"]


@pytest.mark.parametrize(("mesure", "code"), [(99, "48"), (7, "20"), (14, "48")])
def test_a_question_that_makes_no_sense_is_answered_by_a_sentence(session: Session, mesure: int, code: str) -> None:
    with pytest.raises(ProgressError):
        mesure_state(session, PREFECTURE, "essai", mesure, code, TODAY)


def test_invented_figures_are_named(session: Session) -> None:
    progress_values.record(
        session,
        PREFECTURE,
        [NewValue("essai", "M07-1", "48", NOW, ValueKind.CURRENT, 18)],
        entry=replace(ENTRY, demonstration=True),
    )

    assert mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY).demonstration
    assert line(session, PREFECTURE)["demonstration"]
    assert not line(session, PREFECTURE, "30")["demonstration"]


def test_no_rights_at_all_is_a_refusal(session: Session) -> None:
    nobody = replace(perimetre("public"), rights=())

    with pytest.raises(NotAllowed):
        mesure_state(session, nobody, "essai", 7, "48", TODAY)
    assert overview(session, nobody, "essai", TODAY).empty
