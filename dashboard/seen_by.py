"""« Voir comme… »: the profile as which an administrator looks at Vigie, for a while and in one window.

What is chosen is kept by the server, never in the address; the view itself is decided again at each run, within the
rights that the administrator has at that moment. It ends with the window, with a change of its viewer, or with a right.
"""

import streamlit as st

from config.roles import Action, Object
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel, Event
from geodata.perimetre import NotAllowed, Perimetre
from geodata.rights import as_seen_by, decide

OBJECT = "views"
_CHOSEN = "vu_comme"


def may(own: Perimetre) -> bool:
    """Whether this visitor may see as another: whoever administers accounts."""
    return own.viewer is None and decide(own, Object.ACCOUNTS, Action.ADMINISTER).allowed


def start(own: Perimetre, profile: str) -> None:
    """See as `profile` from now on; told to the journal. Raises `NotAllowed`, `ValueError` for an unknown profile."""
    with journal.refusals(own, obj=OBJECT, key=profile, channel=Channel.PAGE):
        view = as_seen_by(own, profile)
    with transaction() as session:
        journal.record(session, view, Event.CONSULTATION, obj=OBJECT, key=view.profile, channel=Channel.PAGE)
    st.session_state[_CHOSEN] = own.profile, profile


def stop() -> None:
    """Back to one's own rights."""
    st.session_state.pop(_CHOSEN, None)


def applied(own: Perimetre) -> Perimetre:
    """The view that was chosen with these rights; these rights themselves without one, or when it holds no more."""
    viewer, profile = st.session_state.get(_CHOSEN, (None, None))
    if profile is None:
        return own
    try:
        if viewer == own.profile:
            return as_seen_by(own, profile)
    except (NotAllowed, ValueError):
        pass
    # The right is gone, or somebody else is at the keyboard: a view is never taken over.
    stop()
    return own
