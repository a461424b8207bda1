"""Record the invented progress through the repositories: written by préfectures, validated by préfets and Miprof."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from config.plan import plan
from etl.demonstration.scale import YEARS, generator
from etl.demonstration.steering.applicability import settings
from etl.demonstration.steering.commitment import Commitment, commitments
from etl.demonstration.steering.courses import NATIONAL
from etl.demonstration.steering.states import national_states, states
from etl.demonstration.steering.syntheses import comments, syntheses
from etl.demonstration.steering.values import first_values, national_values, values
from etl.demonstration.steering.who import entry, miprof, pilot, prefecture, prefet
from geodata.database import Session
from geodata.progress.evidence import Evidence
from geodata.progress.states import Score, Scorer, ValueKind
from geodata.repositories import (
    progress_actions,
    progress_comments,
    progress_proposals,
    progress_scores,
    progress_settings,
    progress_syntheses,
    progress_values,
)
from geodata.repositories.progress_proposals import NewProposal
from geodata.repositories.progress_scores import NewScore
from geodata.repositories.progress_values import NewValue

VALIDATED, REFUSED, VERIFIED, CORRECTED = 0.80, 0.03, 0.10, 0.15
"""Shares of what is written that préfets accept, refuse, and that Miprof finds true; of the years with a correction."""
CORRECTED_INDICATOR = "M02-1"
_WHY_NOT = "Le chiffre compte aussi des sessions d’un autre département : à reprendre."
_REFERENCE = "Cotation inventée pour la démonstration : ce n’est pas celle de la CNCDH"


def record_progress(session: Session) -> None:
    """All of it, département by département, then what is told once for France."""
    verified: dict[int, list[int]] = {year: [] for year in YEARS}
    for commitment in commitments().values():
        if not commitment.silent:
            _begin(session, commitment)
            for year in YEARS:
                verified[year] += _year(session, commitment, year)
    for year, found in verified.items():
        _verify(session, found, date(year + 1, 3, 20))
        _national(session, year)
    _propose(session)
    _score(session)


def _begin(session: Session, commitment: Commitment) -> None:
    who, then = prefecture(commitment.code), entry(date(2014, 10, 6))
    progress_settings.record(session, who, list(settings(commitment)), entry=then)
    ids = progress_values.record(session, who, list(first_values(commitment)), entry=then)
    _accept(session, commitment, ids, date(2014, 11, 10))


def _year(session: Session, commitment: Commitment, year: int) -> list[int]:
    """What a département says of a year, in the January after it; gives the figures that Miprof will look at."""
    who, draw = prefecture(commitment.code), generator(f"answers {commitment.code} {year}")
    then = entry(date(year + 1, 1, 20))
    progress_actions.record(session, who, list(states(commitment, year)), entry=then)
    told = list(values(commitment, year))
    ids = progress_values.record(session, who, told, entry=then)
    if draw.random() < CORRECTED:
        ids = _corrected(session, commitment, told, ids, date(year + 1, 1, 28))
    luck = draw.random(len(ids))
    accepted = [number for number, chance in zip(ids, luck, strict=True) if chance < VALIDATED]
    _accept(session, commitment, accepted, date(year + 1, 2, 10))
    if refused := [number for number, chance in zip(ids, luck, strict=True) if chance > 1 - REFUSED]:
        later = entry(date(year + 1, 2, 10))
        progress_values.validate(
            session, prefet(commitment.code), refused, accepted=False, entry=later, answer=_WHY_NOT
        )
    written = progress_syntheses.record(session, who, list(syntheses(commitment, year)), entry=then)
    if written and draw.random() < VALIDATED:
        later = entry(date(year + 1, 2, 12))
        progress_syntheses.validate(session, prefet(commitment.code), written, accepted=True, entry=later)
    progress_comments.record(session, who, list(comments(commitment, year)), entry=then)
    return [number for number, chance in zip(ids, luck, strict=True) if chance < VERIFIED]


def _corrected(session: Session, commitment: Commitment, told: list[NewValue], ids: list[int], day: date) -> list[int]:
    """The same figures, one of them counted again."""
    for rank, row in enumerate(told):
        if row.indicator == CORRECTED_INDICATOR and row.value is not None:
            again = replace(row, value=row.value + 3, replaces_id=ids[rank])
            corrected = progress_values.record(session, prefecture(commitment.code), [again], entry=entry(day))
            return [*ids[:rank], *corrected, *ids[rank + 1 :]]
    return ids


def _accept(session: Session, commitment: Commitment, ids: list[int], day: date) -> None:
    if ids:
        progress_values.validate(session, prefet(commitment.code), ids, accepted=True, entry=entry(day))


def _verify(session: Session, ids: list[int], day: date) -> None:
    progress_values.validate(session, miprof(), ids, accepted=True, entry=entry(day), evidence=Evidence.VERIFIED)


def _national(session: Session, year: int) -> None:
    then, known = entry(date(year + 1, 1, 31)), plan()
    for mesure in known.mesures:
        who = pilot(mesure)
        if who is not None:
            progress_actions.record(session, who, list(national_states(mesure, year)), entry=then)
            rows = [national_values(each.code, year) for each in mesure.indicators if each.code in NATIONAL]
            ids = progress_values.record(session, who, rows, entry=then)
            if ids:
                later = entry(date(year + 1, 2, 28))
                progress_values.validate(session, miprof(), ids, accepted=True, entry=later)


def _propose(session: Session) -> None:
    """Some préfectures would have another figure kept: most are answered, the last ones still wait."""
    for commitment in _speaking():
        draw = generator(f"proposal {commitment.code}")
        proposes, fate, figure = draw.random() < 0.35, draw.random(), float(draw.integers(4, 90))
        if not proposes:
            continue
        row = NewProposal(
            plan().code, "M02-1", commitment.code, date(2016, 12, 31), ValueKind.CURRENT, figure,
            reason="Des sessions tenues par l’école de gendarmerie n’étaient pas comptées.",
            source="feuilles de présence de l’école",
        )  # fmt: skip
        number = progress_proposals.propose(session, prefecture(commitment.code), row, entry=entry(date(2017, 2, 20)))
        if fate < 0.75:
            accepted = fate < 0.5
            answer = "Compté, merci." if accepted else "Ces sessions sont déjà comptées par le département voisin."
            later = entry(date(2017, 3, 6))
            progress_proposals.answer(session, miprof(), number, accepted=accepted, answer=answer, entry=later)


def _score(session: Session) -> None:
    """The judgement of each pilot, and one in the place of the CNCDH's, which says that it is invented."""
    scale = list(Score)
    for mesure in plan().mesures:
        draw, who, day = generator(f"score {mesure.number}"), pilot(mesure), date(2017, 1, 31)
        own, other = scale[int(draw.choice(3, p=(0.35, 0.5, 0.15)))], scale[int(draw.choice(3, p=(0.1, 0.5, 0.4)))]
        if who is not None:
            judged = NewScore(plan().code, mesure.number, Scorer.PILOT, own, day)
            progress_scores.record(session, who, [judged], entry=entry(day))
        judged = NewScore(plan().code, mesure.number, Scorer.CNCDH, other, date(2017, 7, 6), _REFERENCE)
        progress_scores.record(session, miprof(), [judged], entry=entry(date(2017, 7, 20)))


def _speaking() -> Iterable[Commitment]:
    return (each for each in commitments().values() if not each.silent)
