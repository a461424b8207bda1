"""The country before and after a plan: the same colours mean the same numbers on both maps, a table says them too."""

import streamlit as st

from dashboard import pages
from dashboard.components.map_view import map_of
from dashboard.components.scenario_table import whole_table
from geodata.publication.scenario_maps import before_after
from geodata.publication.scenarios import Solved
from layers import choropleth, legend
from layers.palette import common_classes

BEFORE, AFTER = "Avant le plan", "Après le plan"


def maps(solved: Solved) -> None:
    """Both maps side by side (one above the other on a telephone), their legend, the 101 rows."""
    before, after = before_after(solved)
    shades = common_classes(before, after)
    clicked = None
    columns = st.columns([5, 5, 7], gap="small")
    for column, published, name, key in zip(
        columns, (before, after), (BEFORE, AFTER), ("avant", "apres"), strict=False
    ):
        with column:
            st.subheader(name, anchor=False)
            drawn = choropleth.draw(published, shades)
            clicked = map_of([drawn], key=f"scenario_{key}", frame=f"carte_{key}") or clicked
            st.html(legend.html(published, (), shades))
    with columns[2]:
        whole_table(solved)
    if clicked:
        st.switch_page(pages.DEPARTEMENT, query_params={"departement": clicked, "annee": str(solved.year)})
