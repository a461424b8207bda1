"""What one click does to a proposal, and what the page says of it at once, in its place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import listing_review
from dashboard.components.proposal_fields import corrected
from dashboard.listing_review import Proposal
from geodata.conflict import Conflict
from geodata.listing.words import label_of

_DONE = "fiches_faites"
_REFUSALS = "fiches_refus"
_OPENED = "fiches_ouverte"
CHECKED = "fiches_cochee"
OTHER = "Autre motif, à écrire"
NAMED = 3
"""Fields named in the line of what was answered."""
USUAL = (
    "L’organisation n’intervient pas dans ce département.",
    "L’adresse n’est pas celle où le public est reçu.",
    "L’information contredit ce que la préfecture constate.",
    "Le texte nomme une personne ou raconte une situation.",
    "La même proposition a déjà reçu une réponse.",
    OTHER,
)
"""Usual reasons to refuse."""


@dataclass(frozen=True)
class Done:
    """A proposal answered since this page was opened: it keeps its place, told in one line.

    `by_another`: somebody else had answered it first, and the visitor's click changed nothing.
    """

    recorded_at: datetime
    number: int
    title: str
    sentence: str
    by_another: bool = False


def done() -> dict[int, Done]:
    found: dict[int, Done] = st.session_state.setdefault(_DONE, {})
    return found


def put_away() -> None:
    """Leave on the page only what waits."""
    st.session_state.pop(_DONE, None)
    st.session_state.pop(_REFUSALS, None)


def refusal(proposal_id: int) -> str | None:
    """Why the last click on this proposal changed nothing."""
    said: dict[int, str] = st.session_state.get(_REFUSALS, {})
    return said.get(proposal_id)


def opened_form(proposal_id: int) -> str | None:
    """Which form this proposal shows: `corriger`, `refuser`, or none."""
    which, form = st.session_state.get(_OPENED, (None, None))
    return form if which == proposal_id else None


def open_form(proposal_id: int, form: str) -> None:
    """Show a form under a proposal, or close it when it is already there."""
    closing = opened_form(proposal_id) == form
    st.session_state[_OPENED] = (None, None) if closing else (proposal_id, form)
    st.session_state.get(_REFUSALS, {}).pop(proposal_id, None)


def key_of(proposal_id: int, what: str) -> str:
    return f"fiches:{proposal_id}:{what}"


def accept(proposal: Proposal, title: str) -> None:
    _answer(proposal, title, "Acceptée", lambda: listing_review.accept([proposal.id]))


def accept_checked(proposals: Iterable[Proposal], title_of: Callable[[Proposal], str]) -> None:
    """Each one by itself: what somebody else has just answered does not undo the others."""
    for proposal in proposals:
        if st.session_state.get(key_of(proposal.id, CHECKED)):
            accept(proposal, title_of(proposal))


def check_all(proposals: Iterable[Proposal]) -> None:
    for proposal in proposals:
        st.session_state[key_of(proposal.id, CHECKED)] = True


def refuse(proposal: Proposal, title: str) -> None:
    chosen = str(st.session_state.get(key_of(proposal.id, "motif")) or "")
    typed = str(st.session_state.get(key_of(proposal.id, "precision")) or "").strip()
    reason = " ".join(part for part in ("" if chosen == OTHER else chosen, typed) if part)
    _answer(proposal, title, "Refusée", lambda: listing_review.refuse(proposal.id, reason), reason)


def correct(proposal: Proposal, title: str) -> None:
    values = corrected(proposal, key_of(proposal.id, "champ"))
    reason = str(st.session_state.get(key_of(proposal.id, "raison")) or "").strip()
    _answer(proposal, title, "Corrigée", lambda: listing_review.correct(proposal.id, values, reason), reason)


def _answer(proposal: Proposal, title: str, word: str, act: Callable[[], Any], reason: str = "") -> None:
    title = subject(proposal, title)
    try:
        act()
    except Conflict as conflict:
        told = " ".join(part for part in (str(conflict), conflict.theirs) if part)
        done()[proposal.id] = Done(proposal.recorded_at, proposal.id, title, told, by_another=True)
        return
    except listing_review.SAID as said:
        st.session_state.setdefault(_REFUSALS, {})[proposal.id] = str(said)
        return
    st.session_state.get(_REFUSALS, {}).pop(proposal.id, None)
    st.session_state[_OPENED] = (None, None)
    sentence = f"{word} : {reason}" if reason else f"{word}."
    done()[proposal.id] = Done(proposal.recorded_at, proposal.id, title, sentence)


def subject(proposal: Proposal, title: str) -> str:
    """Several proposals of a branch stand one under the other: each names what it is about."""
    if proposal.new_branch:
        return title
    named = [label_of(proposal.kind, name) for name in proposal.changes]
    return f"{title} – {', '.join(named[:NAMED])}{'…' if len(named) > NAMED else ''}"
