"""Identity, then navigation; no content."""

from pathlib import Path

import streamlit as st

from dashboard import pages, visitor
from dashboard.components import states

# No icon on the pages: browsers would take it for the favicon, and fetch it from a public host.
page = st.navigation(
    [
        st.Page(pages.COUVERTURE, title="Couverture", default=True),
        st.Page(pages.DEPARTEMENT, title="Département", url_path=pages.ADDRESSES[pages.DEPARTEMENT]),
        st.Page(pages.DONNEES, title="Données", url_path=pages.ADDRESSES[pages.DONNEES]),
    ],
    position="top",
)
icon = Path(__file__).with_name("static") / "vigie.svg"
st.set_page_config(page_title=f"{page.title} – Vigie", page_icon=icon, layout="wide")
st.html(Path(__file__).with_name("style.css"))
visitor.choose_profile()
with states.explained():
    page.run()
