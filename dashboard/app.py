"""Identity, then navigation; no content."""

from pathlib import Path

import streamlit as st

from dashboard import entrance
from dashboard.components import states
from dashboard.components.view_banner import view_banner

# No icon on the pages: browsers would take it for the favicon, and fetch it from a public host.
page = st.navigation(entrance.all_pages(), position="top")
icon = Path(__file__).with_name("static") / "vigie.svg"
st.set_page_config(page_title=f"{page.title} – Vigie", page_icon=icon, layout="wide")
st.html(Path(__file__).with_name("style.css"))
with states.explained():
    entrance.who_is_here()
    view_banner()
    page.run()
