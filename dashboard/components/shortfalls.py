"""What is missing in a département: what it lacks, and what nobody has told."""

import streamlit as st

from dashboard.components.indicator_rows import Row
from geodata.indicators import Direction
from geodata.publication import State

SAID_OTHERWISE = {"places_dedicated"}
"""Without a need, no dedicated place is not a lack: the missing places say it."""


def shortfalls(rows: list[Row]) -> None:
    """Two lists: verified lacks, then silences with what they mean."""
    lacks = [sentence for row in rows if (sentence := _lack(row))]
    silences = [f"**{row.indicator.label}** – {row.indicator.silence}" for row in rows if row.state == State.UNKNOWN]
    if lacks:
        st.markdown("\n".join(f"- {each}" for each in lacks))
    else:
        st.caption("Aucun manque vérifié parmi les indicateurs publiés.")
    if silences:
        with st.expander(f"Ce qui n’est pas renseigné ({len(silences)})"):
            st.markdown("\n".join(f"- {each}" for each in silences))


def _lack(row: Row) -> str:
    if row.state != State.PUBLISHED:
        return ""
    if row.indicator.id in SAID_OTHERWISE:
        return ""
    label = row.indicator.label
    if row.indicator.boolean:
        return "" if row.value else f"**{label}** : non."
    if row.indicator.direction == Direction.LOWER and row.value > 0:
        return f"**{label}** : {row.reading}."
    if row.indicator.direction == Direction.HIGHER and row.value == 0:
        return f"**{label}** : {row.reading}."
    return ""
