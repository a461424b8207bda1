"""The map as a table: the same 101 rows, sortable, reachable with the keyboard and read by a screen reader."""

import pandas as pd
import streamlit as st

from geodata import territories
from geodata.publication import Published, State
from geodata.publication.french import number
from layers.palette import NOT_READABLE, NOT_READABLE_CODE

CODES = {State.PUBLISHED: "publié"} | {state: state.code for state in State if state != State.PUBLISHED}
MEANING = " ; ".join(
    f"{code} : {label.lower()}"
    for code, label in [
        *((state.code, state.label) for state in State if state.code),
        (NOT_READABLE_CODE, NOT_READABLE.label),
    ]
)


def rows_of(published: Published) -> pd.DataFrame:
    """One row per département: code, name, value (as published) and state, or the answer; share of unknown; région."""
    year, indicator, codes = published.choice.year, published.indicator, list(territories.CODES)
    names, regions = territories.names(), territories.regions(year)["name"]
    cells = published.cells.reindex(codes)
    rows = pd.DataFrame({"Code": codes, "Département": [names[code] for code in codes]})
    if indicator.boolean:
        rows["Réponse"] = cells["reading"].where(cells["state"].notna(), NOT_READABLE.label).tolist()
    else:
        # Words would not fit beside the map, and a département whose state is cut is a département without one.
        rows["Valeur"] = cells["value"].to_numpy()
        rows["État"] = [NOT_READABLE_CODE if pd.isna(state) else CODES[State(state)] for state in cells["state"]]
    if published.unknown_share is not None:
        rows["Inconnu"] = 100 * published.unknown_share.reindex(codes).to_numpy()
    rows["Région"] = [regions[territories.region_of(code, year)] for code in codes]
    return rows


def table_twin(published: Published, height: int = 560) -> None:
    """Show the table; a click on a header sorts it."""
    rows, indicator = rows_of(published), published.indicator
    percent = "\N{NO-BREAK SPACE}%"
    suffix = percent if indicator.unit == "%" else ""
    unit = f"Unité : {indicator.unit}" if indicator.unit else None
    shown = {
        "Valeur": lambda value: number(value, indicator.decimals) + suffix,
        "Inconnu": lambda share: number(share) + percent,
    }
    styled = rows.style.format({name: how for name, how in shown.items() if name in rows}, na_rep="")
    st.dataframe(
        styled,
        hide_index=True,
        height=height,
        width="stretch",
        placeholder="—",
        alt=f"{indicator.label}, {published.choice.year} : les 101 départements, comme sur la carte",
        column_config={
            "Code": st.column_config.TextColumn(width=46),
            "Département": st.column_config.TextColumn(width=160),
            "Valeur": st.column_config.NumberColumn(width=62, help=unit),
            "État": st.column_config.TextColumn(width=54, help=MEANING),
            "Réponse": st.column_config.TextColumn(width=112),
            "Inconnu": st.column_config.NumberColumn(width=66, help="Part d’inconnu derrière la valeur"),
        },
    )
