"""The parts of a page, one at a time, kept in the address."""

from collections.abc import Mapping

import streamlit as st

_LAST = "parties_adresse"


def part(parts: Mapping[str, str], parameter: str = "partie") -> str:
    """The part that is asked for (`parts`: code → words), the first one by default."""
    key, asked = f"parties_{parameter}", st.query_params.get(parameter, "")
    if asked in parts and asked != st.session_state.get(_LAST):
        st.session_state[key] = asked
    if st.session_state.get(key) not in parts:
        st.session_state[key] = next(iter(parts))
    chosen = st.segmented_control(
        "Partie", list(parts), format_func=parts.__getitem__, key=key, label_visibility="collapsed", required=True
    )
    found = str(chosen or next(iter(parts)))
    st.query_params[parameter] = st.session_state[_LAST] = found
    return found
