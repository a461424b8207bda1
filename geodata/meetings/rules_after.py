"""What may happen to a meeting that was held: decisions, minutes, documents."""

from dataclasses import replace
from datetime import date

from geodata.meetings import events as e
from geodata.meetings.french import day
from geodata.meetings.meeting import Meeting
from geodata.meetings.rule import (
    AFTER_HOLDING,
    OPEN,
    require_fingerprint,
    require_past,
    require_state,
    rule,
)
from geodata.meetings.texts import Refused, paragraph
from geodata.meetings.vocabulary import LOCKED_STATES, DocumentKind, State


@rule.register
def _(event: e.ItemsDeferred, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, AFTER_HOLDING)
    if not all(1 <= number <= len(meeting.agenda) for number in event.items):
        raise Refused(f"L’ordre du jour va de 1 à {len(meeting.agenda)}.")
    return replace(event, items=tuple(sorted(set(event.items))))


@rule.register
def _(event: e.DecisionTaken, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, AFTER_HOLDING)
    if event.number != len(meeting.decisions) + 1:
        raise Refused(f"La prochaine décision de cette réunion porte le numéro {len(meeting.decisions) + 1}.")
    return event


@rule.register
def _(event: e.DecisionCorrected, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, AFTER_HOLDING)
    if event.number not in meeting.decisions:
        raise Refused(f"Cette réunion n’a pas de décision n° {event.number}.")
    return event


@rule.register
def _(event: e.NoDecision, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, AFTER_HOLDING)
    if meeting.decisions:
        raise Refused(f"Cette réunion a pris {len(meeting.decisions)} décision(s) : elle n’est pas « sans décision ».")
    return event


@rule.register
def _(event: e.MinutesWritten, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, AFTER_HOLDING)
    if event.sha256 not in {each.sha256 for each in meeting.documents if each.kind == DocumentKind.MINUTES}:
        raise Refused("Joindre d’abord le fichier du compte rendu à la réunion.")
    return event


@rule.register
def _(event: e.MinutesValidated, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.MINUTES_WRITTEN})
    if not meeting.decisions and not meeting.without_decision:
        raise Refused("Enregistrer au moins une décision, ou la mention « sans décision », avant de valider.")
    require_past(event.on, today, "La validation")
    if meeting.held_on and event.on < meeting.held_on:
        raise Refused(f"La validation vient après la réunion, tenue le {day(meeting.held_on)}.")
    return event


@rule.register
def _(event: e.AddendumAdded, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, LOCKED_STATES)
    require_past(event.on, today, "Le rectificatif")
    if meeting.validated_on and event.on < meeting.validated_on:
        raise Refused(f"Le rectificatif vient après la validation, du {day(meeting.validated_on)}.")
    return replace(event, text=paragraph(event.text, "le texte du rectificatif"))


@rule.register
def _(event: e.Archived, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.VALIDATED})
    return event


@rule.register
def _(event: e.DocumentAttached, meeting: Meeting, today: date) -> e.Event:
    # What proves that a decision was carried out comes long after the minutes.
    require_state(meeting, event, OPEN | LOCKED_STATES if event.document == DocumentKind.PROOF else OPEN)
    require_fingerprint(event.sha256)
    if any((each.sha256, each.kind) == (event.sha256, event.document) for each in meeting.documents):
        raise Refused("Ce fichier est déjà joint à la réunion.")
    return event


@rule.register
def _(event: e.FileFrozen, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.CONVENED})
    require_fingerprint(event.sha256)
    require_past(event.on, today, "Le dossier de séance")
    return event
