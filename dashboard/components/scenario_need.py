"""« Et si le besoin changeait ? »: départements added one by one, so that the list closes and shows what it changed."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components import scenario_fields as fields
from geodata.publication.french import as_stated

_ADDED = "scenario_besoin_ajoute"


def changed_need(names: Mapping[str, str]) -> None:
    """The list, by how much, and the départements chosen, each with a button that takes it out."""
    wide, narrow = st.columns([9, 2])
    chosen = fields.CHANGED.value
    with wide:
        left = [code for code in names if code not in chosen]
        st.selectbox(
            "Et si le besoin changeait ?", left, index=None, format_func=names.__getitem__, key=_ADDED, on_change=_add,
            placeholder="Ajouter un autre département" if chosen else "Choisir un département : un second plan est "
            "calculé et comparé au premier",
        )  # fmt: skip
    with narrow:
        st.number_input(
            "Besoin multiplié par", value=None, step=0.5, format="%g", key=fields.TIMES.key, persist_state="session"
        )
    if not chosen:
        return
    times = "" if fields.TIMES.value is None else f" × {as_stated(fields.TIMES.value, '')}"
    with st.container(horizontal=True):
        for code in chosen:
            st.button(
                f"{names[code]}{times}", key=f"scenario_besoin_oter_{code}", icon=":material/close:",
                help="Enlever ce département", on_click=_take_out, args=(code,),
            )  # fmt: skip


def _add() -> None:
    code = st.session_state.get(_ADDED)
    if code is not None and code not in fields.CHANGED.value:
        st.session_state[fields.CHANGED.key] = [*fields.CHANGED.value, code]
    st.session_state[_ADDED] = None


def _take_out(code: str) -> None:
    st.session_state[fields.CHANGED.key] = [each for each in fields.CHANGED.value if each != code]
