"""The départements that the map colours with a pattern, named one by one: drawn and listed make 101."""

import streamlit as st

from geodata import territories
from geodata.publication import Published, State
from layers.palette import NOT_READABLE


def by_state(published: Published) -> dict[str, list[str]]:
    """Names of the départements without a published value, by what is said of them."""
    names = territories.names()
    found = {
        state.label: [names[str(code)] for code, each in published.cells["state"].items() if each == state]
        for state in State
        if state != State.PUBLISHED
    }
    found[NOT_READABLE.label] = [names[code] for code in published.not_readable]
    return {label: those for label, those in found.items() if those}


def silences(published: Published) -> None:
    """Say how many values are published, and list the départements without one."""
    silent = by_state(published)
    count = sum(len(those) for those in silent.values())
    if not count:
        return
    with st.expander(f"{count} département{'s' if count > 1 else ''} sans valeur publiée sur {len(territories.CODES)}"):
        for label, those in silent.items():
            st.markdown(f"**{label}** ({len(those)}) : {', '.join(those)}.")
