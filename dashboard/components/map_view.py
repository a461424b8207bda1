"""The national map: the same base at every run, then only the order to repaint it."""

from collections.abc import Sequence

import streamlit as st
from streamlit_folium import st_folium

from dashboard import fixed_files
from layers import Drawing
from layers.base_map import base_map

HEIGHT = 620
_HANDLED = "clic_traite"


def map_of(groups: Sequence[Drawing], key: str, frame: str = "carte") -> str | None:
    """Show the map and return the code of the département that was just clicked, once; None otherwise.

    `frame`: another name for each map of a page, beginning with « carte ».
    """
    with st.container(key=frame):
        answer = st_folium(
            base_map(fixed_files.addresses()),
            key=key,
            height=HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=list(groups),
        )
    clicked = (answer or {}).get("departement")
    if clicked is None or st.session_state.get(_HANDLED) == answer["at"]:
        return None
    st.session_state[_HANDLED] = answer["at"]
    return str(clicked)
