"""« Et si le besoin changeait ? »: départements added one by one, each with what its need is multiplied by."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components import scenario_fields as fields

_ADDED = "scenario_besoin_ajoute"


def changed_need(names: Mapping[str, str]) -> None:
    """The list, that closes once one is chosen; then each département chosen, by how much, and a way out."""
    chosen = fields.CHANGED.value
    st.selectbox(
        "Et si le besoin changeait ?", [code for code in names if code not in chosen], index=None,
        format_func=names.__getitem__, key=_ADDED, on_change=_add,
        placeholder="Ajouter un autre département" if chosen else "Choisir un département : un second plan est "
        "calculé et comparé au premier",
    )  # fmt: skip
    for code in chosen:
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"scenario_besoin_{code}"):
            st.number_input(
                f"{names[code]} : besoin multiplié par", value=None, step=0.5, format="%g", width=400,
                key=fields.times_of(code).key, placeholder="à écrire", persist_state="session",
            )  # fmt: skip
            st.button(
                f"Enlever {names[code]}", key=f"scenario_besoin_oter_{code}", icon=":material/close:",
                on_click=_take_out, args=(code,),
            )  # fmt: skip


def _add() -> None:
    code = st.session_state.get(_ADDED)
    if code is not None and code not in fields.CHANGED.value:
        st.session_state[fields.CHANGED.key] = [*fields.CHANGED.value, code]
        times = fields.times_of(code)
        st.session_state[times.key] = times.default
    st.session_state[_ADDED] = None


def _take_out(code: str) -> None:
    st.session_state[fields.CHANGED.key] = [each for each in fields.CHANGED.value if each != code]
