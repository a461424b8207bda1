"""To what do I commit before reading more than what is public?"""

from datetime import UTC, datetime

import streamlit as st

from config.charter import current
from dashboard import pages, visitor
from geodata.database import transaction
from geodata.repositories import accounts

found = visitor.present()
charter = current()
st.markdown(charter.text)
st.caption(f"Version {charter.version}")
if found is not None and found.account_id is not None:
    read = st.checkbox("J’ai lu cette charte et je m’engage à la respecter")
    if st.button("Accepter la charte", type="primary", disabled=not read):
        with transaction() as session:
            accounts.accept_charter(session, found.account_id, charter.version, datetime.now(UTC))
        st.switch_page(pages.COUVERTURE)
