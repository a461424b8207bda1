"""What goes into a session file, and what its reader may not have and therefore is not in it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from config.plan import plan
from geodata.meetings.vocabulary import DecisionState, Variant
from geodata.perimetre import Level, NotAllowed, perimetre
from geodata.progress.freshness import Freshness
from geodata.progress.states import Alert, Applicability, Weather
from geodata.progress.trend import Trend
from geodata.publication.session_file import Gap, KeyFigure, LateMesure, Listed, essentials, followed, mesures
from geodata.publication.session_file.figures import NO_YEAR, key_figures
from geodata.publication.session_file.readers import reader
from geodata.publication.session_file.surroundings import neighbours
from geodata.rights import Action, Object, decide

TODAY = date(2016, 11, 22)


def _row(mesure: int, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "mesure": mesure,
        "departement": "48",
        "title": f"Mesure {mesure}",
        "level": "departement",
        "priority": 1,
        "applicability": Applicability.APPLICABLE,
        "readable": True,
        "withheld": False,
        "rate": 50.0,
        "provisional_rate": 50.0,
        "coverage": 1.0,
        "validated_rate": 50.0,
        "median": 60.0,
        "gap": -9.99,
        "expected": 55.0,
        "trend": Trend.STABLE,
        "freshness": Freshness.UP_TO_DATE,
        "due_on": date(2017, 1, 31),
        "weather": Weather.REACHABLE,
        "synthesis_status": None,
        "synthesis": "",
        "actions_late": 0,
        "responsible": "DDETS",
        "demonstration": False,
    }
    return row | {f"alert_{alert.value}": False for alert in Alert} | changes


def _overview(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _decision(number: int, **changes: Any) -> dict[str, Any]:
    row = {"meeting_id": 1, "year": 2015, "number": number, "text": f"Décision {number}", "mesure": 7}
    row |= {"responsible": "DDETS", "due_on": None, "first_due_on": None, "state": DecisionState.TO_DO}
    return row | {"overdue": False} | changes


def test_a_partner_cannot_have_the_file_of_the_prefet() -> None:
    with pytest.raises(NotAllowed):
        reader(perimetre("partenaire:48"), Variant.PREFET, "48")


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("stranger", ["prefet:30", "public", "association:12", "technique"])
def test_no_stranger_has_the_file_of_a_departement(stranger: str, variant: Variant) -> None:
    with pytest.raises(NotAllowed):
        reader(perimetre(stranger), variant, "48")


@pytest.mark.parametrize("maker", ["prefet:48", "prefecture:48", "miprof"])
def test_the_file_of_the_members_is_read_as_one_of_them_whoever_makes_it(maker: str) -> None:
    rights = reader(perimetre(maker), Variant.MEMBERS, "48")

    for forbidden in (Object.DRAFTS, Object.PRIVATE_COMMENTS):
        assert not decide(rights, forbidden, Action.READ, departement="48").allowed
    assert rights.level_in("48") == Level.N1
    assert rights.writes == frozenset()


def test_the_file_of_the_members_opens_nothing_to_whoever_makes_it() -> None:
    rights = reader(perimetre("association:12:48"), Variant.MEMBERS, "48")

    assert decide(rights, Object.CDPD, Action.READ, departement="48").allowed
    assert rights.level_in("48") == Level.N0


def test_the_most_behind_of_the_late_mesures_comes_first() -> None:
    rows = _overview(
        _row(1, rate=50.0, expected=60.0, alert_trajectory=True),
        _row(2, rate=10.0, expected=60.0, alert_trajectory=True),
        _row(3),
        _row(7, rate=None, alert_action_late=True, actions_late=2),
    )

    late = mesures.late(rows)

    assert [row.number for row in late.rows] == [2, 1, 7]
    assert late.rows[0].reason == "Avancement 10\xa0%, attendu 60\xa0%\xa0: 50\xa0points de retard."
    assert late.rows[2].reason == "2 sous-actions dont l’échéance est passée."


def test_no_known_lateness_is_not_told_as_no_lateness() -> None:
    rows = _overview(_row(1), _row(2, rate=None, coverage=0.4), _row(3, withheld=True, rate=None, coverage=None))

    late = mesures.late(rows)

    assert late.silence == "Aucun retard connu\xa0; l’avancement est connu pour 1 mesure sur 3."
    assert essentials.lateness(late, 3) == late.silence


def test_a_national_mesure_is_never_late_for_a_prefet() -> None:
    rows = _overview(_row(14, level="national", departement="FR", alert_trajectory=True, alert_action_late=True))

    assert mesures.late(rows).rows == ()
    assert mesures.steered(rows).empty


def test_a_mesure_that_is_not_due_here_is_not_late_here() -> None:
    rows = _overview(_row(1), _row(7, applicability=Applicability.NOT_APPLICABLE, alert_action_late=True))

    assert mesures.late(rows).rows == ()


def test_gaps_are_sorted_unrounded_and_an_unknown_one_is_left_out() -> None:
    rows = _overview(_row(1, gap=-9.99), _row(2, gap=-10.0, alert_gap=True), _row(3, gap=None))

    gaps = mesures.gaps(rows)

    assert [(row.mesure, row.points, row.alert) for row in gaps.rows] == [(2, -10.0, True), (1, -9.99, False)]


def test_a_rate_that_is_not_complete_says_so_and_an_unreadable_one_is_not_a_zero() -> None:
    rows = _overview(
        _row(1, rate=None, provisional_rate=40.0, coverage=0.6, synthesis="Un texte.", synthesis_status="provisional"),
        _row(2, rate=None, provisional_rate=None, coverage=0.0),
        _row(3, withheld=True, rate=None),
        _row(4, applicability=Applicability.NOT_APPLICABLE, rate=None),
        _row(14, level="national", rate=None, provisional_rate=None),
    )

    lines = mesures.lines(rows, plan("2014-2016")).rows

    assert [line.rate for line in lines] == [
        "40\xa0% (incomplet)",
        "non calculable",
        "non communiqué",
        "sans objet",
        "—",
    ]
    assert lines[0].coverage == "60\xa0%"
    assert lines[0].note == "Un texte. (synthèse à valider)"
    assert "pour information" in lines[-1].note


def test_the_rate_of_the_plan_needs_enough_known_mesures_and_always_says_how_many() -> None:
    enough = _overview(_row(1, rate=40.0), _row(2, rate=80.0), _row(3, rate=None), _row(14, level="national", rate=0.0))
    too_few = _overview(_row(1, rate=40.0), _row(2, withheld=True, rate=None, coverage=None))

    assert essentials.progress(mesures.plan_rate(enough)) == "Avancement du plan\xa0: 60\xa0%, sur 2 mesures sur 3."
    assert "non calculable" in essentials.progress(mesures.plan_rate(too_few))
    assert "1 mesure sur 2" in essentials.progress(mesures.plan_rate(too_few))


def test_without_any_readable_mesure_each_section_says_so() -> None:
    nothing = _overview(_row(1)).iloc[:0]

    assert mesures.late(nothing).silence
    assert mesures.gaps(nothing).silence
    assert mesures.lines(nothing, plan("2014-2016")).silence


def test_overdue_decisions_come_first_and_closed_ones_last() -> None:
    rows = pd.DataFrame(
        [
            _decision(1, state=DecisionState.DONE),
            _decision(2, due_on=date(2017, 1, 1)),
            _decision(3, due_on=date(2016, 6, 30), first_due_on=date(2016, 6, 30), overdue=True),
            _decision(4, mesure=None),
        ]
    )

    listed = followed.lines(rows, 2016, TODAY)

    assert [row.number for row in listed.rows] == ["2015-3", "2015-2", "2015-4", "2015-1"]
    assert listed.rows[2].mesure is None
    assert "1 réalisée sur 2 décisions réalisées ou échues, soit 50\xa0%" in listed.note


def test_without_a_decision_the_section_says_which_years_it_looked_at() -> None:
    empty = pd.DataFrame([_decision(1)]).iloc[:0]

    assert "2015" in followed.lines(empty, 2016, TODAY).silence


def test_what_to_read_first_counts_what_the_file_holds() -> None:
    late = Listed((LateMesure(7, "Offrir un hébergement", "En retard."),))
    gaps = Listed((Gap(7, "…", "42 %", "61 %", -19.0, True), Gap(9, "…", "50 %", "55 %", -5.0, False)))
    figure = KeyFigure("…", "3", "2", "1", told=True, status="publié", as_of="2016", source="…")
    silent = replace(figure, told=False, status="non renseigné")

    assert essentials.lateness(late, 14).startswith("1 mesure en retard sur les 14")
    assert "mesure\xa07, offrir un hébergement" in essentials.lateness(late, 14)
    assert essentials.lag(gaps).endswith(": mesure\xa07.")
    assert essentials.silences(Listed((figure, silent, silent))) == "Chiffres clés sans valeur\xa0: 2 non renseignés."
    assert essentials.silences(Listed((figure,))) == ""


def test_decisions_that_are_all_closed_leave_nothing_to_follow() -> None:
    listed = followed.lines(pd.DataFrame([_decision(1, state=DecisionState.DONE)]), 2016, TODAY)

    assert essentials.execution(listed) == "Aucune décision ne reste à suivre."


def test_a_first_meeting_is_told_as_such() -> None:
    last = pd.DataFrame({"held_on": [None, date(2015, 12, 8)], "months": [None, 11]}, index=["48", "30"], dtype=object)

    assert "Aucune réunion" in essentials.last_meeting(last, "48")
    assert essentials.last_meeting(last, "30").endswith("08/12/2015, il y a 11\xa0mois.")


def test_the_departement_comes_before_its_neighbours() -> None:
    assert neighbours("48")[0] == "48"
    assert set(neighbours("48")[1:]) == {"07", "12", "15", "30", "43"}
    assert neighbours("974") == ("974",)


def test_without_a_year_the_figures_say_why_there_is_none() -> None:
    listed, origins = key_figures(None, perimetre("prefet:48"), "48", None)  # type: ignore[arg-type]

    assert listed.silence == NO_YEAR
    assert origins == ()
