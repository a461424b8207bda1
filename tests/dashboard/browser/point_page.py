"""A page that holds nothing but a point to move, and what it received."""

import streamlit as st

from dashboard.components.point_picker import point_picker

FOUND = (45.76341, 4.83566)

st.title("Un point")
place = st.session_state.setdefault("place", FOUND)
refuses = st.checkbox("Refuser")
moved = point_picker(*place, "Antenne de Lyon", key="lyon", found=FOUND)
received = st.session_state.setdefault("received", [])
if moved is not None:
    received.append(moved)
    if not refuses:
        st.session_state["place"] = moved
    st.rerun()
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"Reçu {len(received)} fois")
st.text(f"Passage {st.session_state['runs']}")
st.text(f"Place {place[0]:.5f} {place[1]:.5f}")
