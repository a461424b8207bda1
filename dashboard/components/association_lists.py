"""Who acts in a département: from there, from elsewhere, or for the whole country."""

import pandas as pd
import streamlit as st

from config.nomenclatures import WHOLE_COUNTRY
from geodata.publication import Table
from layers.associations import KINDS, WORDINGS

COLUMNS = {
    "association": "Association",
    "branch": "Antenne",
    "city": "Commune",
    "forms_declared": "Formes d’exploitation",
    "publics_declared": "Publics",
    "services_declared": "Services",
    "website": "Site web",
    "position": "Position",
}


def association_lists(listing: Table, departement: str, name: str) -> None:
    """Three lists, each said empty when it is: an absence from the listing is not a verified absence."""
    rows = listing.rows
    national = pd.Series([WHOLE_COUNTRY in zones for zones in rows["zones"]], index=rows.index, dtype=bool)
    local = rows["departement"] == departement
    _list("Dans le département", rows[local], f"Aucune association recensée n’a d’antenne dans : {name}.")
    _list(
        "Depuis un autre département",
        rows[~local & ~national],
        "Aucune association d’un autre département ne déclare y intervenir.",
    )
    _list("De portée nationale", rows[~local & national], "Aucune association de portée nationale n’est recensée.")


def _list(title: str, rows: pd.DataFrame, none: str) -> None:
    st.markdown(f"**{title}** ({len(rows)})")
    if rows.empty:
        st.caption(none)
        return
    shown = rows.assign(
        position=[
            _position(status, reason) for status, reason in zip(rows["geo_status"], rows["geo_reason"], strict=True)
        ],
        website=rows["website"].where(rows["website"].str.match(r"https?://")),
    )
    st.dataframe(
        shown[list(COLUMNS)].rename(columns=COLUMNS).replace(";", ", ", regex=True),
        hide_index=True,
        width="stretch",
        alt=title,
        column_config={"Site web": st.column_config.LinkColumn(display_text=r"https?://(?:www\.)?([^/]+)")},
    )


def _position(status: str, reason: str) -> str:
    return WORDINGS[KINDS[status]] if status in KINDS else f"Sans point sur la carte. {reason}".strip()
