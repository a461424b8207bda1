"""A plan as files: its table as CSV and XLSX, and the whole of it on paper."""

from functools import partial

import streamlit as st

from dashboard import scenarios, visitor
from dashboard.components.downloads import download, downloads
from dashboard.scenarios import Asked
from geodata.perimetre import Perimetre
from geodata.publication.scenarios import Solved


def files(perimetre: Perimetre, asked: Asked, solved: Solved) -> None:
    """Each file is made when its button is used, if it still may be; its name holds no restricted value."""
    name, still = f"vigie_scenario_{asked.scenario.places}_places_{asked.year}", visitor.check_at_the_click()
    downloads(solved.table, name)
    with st.container(horizontal=True):
        download(
            "PDF (plan et cartes)",
            partial(scenarios.pdf, perimetre, asked, still),
            still,
            file_name=f"{name}.pdf",
            mime="application/pdf",
            key=f"{name}_pdf",
        )
