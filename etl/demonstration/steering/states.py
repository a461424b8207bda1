"""Invented states of the sub-actions: they advance with the département, a few are dropped, some are never told."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import numpy as np

from config.plan import FRANCE, Action, Mesure, plan
from etl.demonstration.scale import YEARS, generator
from etl.demonstration.steering.applicability import followed
from etl.demonstration.steering.commitment import ADVANCE, Commitment
from geodata.progress.evidence import Evidence
from geodata.progress.milestones import ActionState
from geodata.repositories.progress_actions import NewActionState

STEPS = (
    (0.15, ActionState.NOT_STARTED), (0.30, ActionState.PREPARING), (0.55, ActionState.UNDER_WAY),
    (0.75, ActionState.PARTLY_DONE), (9.0, ActionState.DONE),
)  # fmt: skip
YES_OR_NO = ((0.30, ActionState.NOT_STARTED), (0.60, ActionState.UNDER_WAY), (9.0, ActionState.DONE))
_NOTES: Mapping[ActionState, tuple[str, ...]] = {
    ActionState.NOT_STARTED: ("", "Pas de service désigné à ce jour.", "En attente de l’instruction nationale."),
    ActionState.PREPARING: ("", "Premier échange entre les services.", "Inscrit au programme de l’année prochaine."),
    ActionState.UNDER_WAY: ("", "Un groupe de travail s’en charge.", "Engagé avec une association partenaire."),
    ActionState.PARTLY_DONE: ("Fait dans le chef-lieu, reste à étendre.", "Fait pour une partie des services."),
    ActionState.DONE: ("Fait, et repris au relevé de décisions.", "Fait ; une note de service le confirme."),
}


def states(commitment: Commitment, year: int) -> Iterator[NewActionState]:
    """What a département says at the end of a year: only what is new since the year before."""
    if commitment.silent:
        return
    for mesure in followed():
        for action in mesure.actions:
            # The yearly meeting is read in the meetings themselves.
            if action.territorial and action.kind != "annuel":
                courses = dict(_course(generator(f"state {action.code} {commitment.code}"), action, commitment.by))
                if year in courses:
                    yield _said(action, commitment.code, year, *courses[year])


def national_states(mesure: Mesure, year: int) -> Iterator[NewActionState]:
    """What the ministry in charge says of what is done once for France."""
    for action in mesure.actions:
        if not action.territorial:
            draw = generator(f"state {action.code} FR")
            courses = dict(_course(draw, action, lambda each: 0.7 * ADVANCE[each]))
            if year in courses:
                yield _said(action, FRANCE, year, *courses[year])


def _course(
    draw: np.random.Generator, action: Action, advance: Callable[[int], float]
) -> Iterator[tuple[int, tuple[ActionState, str, bool]]]:
    """For each year in which something new is said: the state, a note, and whether a document supports it."""
    luck = draw.normal(0, 0.16)
    before: ActionState | None = None
    for year in YEARS:
        told, noise, odd = draw.random(), draw.normal(0, 0.06), draw.random()
        note, supported = int(draw.integers(0, 99)), bool(draw.random() < 0.35)
        reached = max(0.0, advance(year) + luck + noise)
        now = next(state for limit, state in (YES_OR_NO if action.kind == "binaire" else STEPS) if reached < limit)
        if before is not None and odd < 0.012:
            now = ActionState.ABANDONED
        if told < 0.35 + 0.6 * min(1.0, advance(year)) and now != before and before != ActionState.ABANDONED:
            notes = _NOTES.get(now, ("Abandonné : le partenaire pressenti a cessé son activité.",))
            text = notes[note % len(notes)]
            yield year, (now, text, supported and bool(text))
            before = now


def _said(action: Action, where: str, year: int, state: ActionState, note: str, supported: bool) -> NewActionState:
    return NewActionState(
        plan=plan().code,
        action=action.code,
        departement=where,
        state=state,
        stated_on=date(year, 12, 15),
        note=note,
        evidence=Evidence.SUPPORTED if supported else Evidence.DECLARED,
    )
