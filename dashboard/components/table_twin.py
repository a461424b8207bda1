"""The map as a table: the same 101 rows, sortable, reachable with the keyboard and read by a screen reader."""

import pandas as pd
import streamlit as st

from geodata import territories
from geodata.publication import Published, State
from geodata.publication.french import number
from layers.palette import NOT_READABLE


def rows_of(published: Published) -> pd.DataFrame:
    """One row per département: code, name, région, value (as published), what the map says of it."""
    year, indicator = published.choice.year, published.indicator
    names, regions = territories.names(), territories.regions(year)["name"]
    rows = pd.DataFrame({"Code": list(territories.CODES)})
    rows["Département"] = [names[code] for code in territories.CODES]
    cells = published.cells.reindex(list(territories.CODES))
    if not indicator.boolean:
        rows["Valeur"] = cells["value"].to_numpy()
    rows["État"] = [
        NOT_READABLE.label if pd.isna(state) else reading if indicator.boolean else State(state).label
        for state, reading in zip(cells["state"], cells["reading"], strict=True)
    ]
    if published.unknown_share is not None:
        rows["Part d’inconnu"] = 100 * published.unknown_share.reindex(list(territories.CODES)).to_numpy()
    rows["Région"] = [regions[territories.region_of(code, year)] for code in territories.CODES]
    return rows


def table_twin(published: Published, height: int = 560) -> None:
    """Show the table; a click on a header sorts it."""
    rows, indicator = rows_of(published), published.indicator
    shown = {"Valeur": lambda value: number(value, indicator.decimals), "Part d’inconnu": lambda v: f"{number(v)} %"}
    styled = rows.style.format({name: how for name, how in shown.items() if name in rows})
    st.dataframe(
        styled,
        hide_index=True,
        height=height,
        width="stretch",
        placeholder="—",
        alt=f"{indicator.label}, {published.choice.year} : les 101 départements, comme sur la carte",
        column_config={
            "Code": st.column_config.TextColumn(width=52),
            "Département": st.column_config.TextColumn(width=158),
            "Valeur": st.column_config.NumberColumn("Valeur (%)" if indicator.unit == "%" else "Valeur", width="small"),
        },
    )
