"""Doing something that a page asks for: one transaction, then what was done, or why it was refused."""

from collections.abc import Callable

import streamlit as st

from geodata import journal
from geodata.database import Session, transaction
from geodata.journal import Channel
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.accounts import AccountError

_DONE = "acte_fait"


def done(perimetre: Perimetre, obj: str, act: Callable[[Session], object], sentence: str, key: str = "") -> None:
    """Do it and draw the page again; a refusal is said and told to the journal, and nothing is kept.

    `obj` and `key`: what the journal calls it.
    """
    try:
        with journal.refusals(perimetre, obj=obj, key=key, channel=Channel.PAGE), transaction() as session:
            act(session)
    except (NotAllowed, AccountError, ValueError) as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    st.session_state[_DONE] = sentence
    st.rerun()


def what_was_done() -> None:
    """At the top of the page, once: the sentence of the last act."""
    if said := st.session_state.pop(_DONE, None):
        st.success(said, icon=":material/check:")
