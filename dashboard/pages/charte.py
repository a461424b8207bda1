"""To what do I commit before reading more than what is public?"""

from datetime import UTC, datetime

import streamlit as st

from config.charter import current
from dashboard import pages, visitor
from geodata.database import transaction
from geodata.repositories import accounts
from geodata.repositories.accounts import AccountError, NotAllowed, Standing

found = visitor.present()
charter = current()
with st.container(key="charte"):
    st.markdown(charter.text)
    st.caption(f"Version {charter.version}")
if found is not None and found.account_id is not None and found.standing == Standing.CHARTER:
    read = st.checkbox("J’ai lu cette charte et je m’engage à la respecter")
    if st.button("Accepter la charte", type="primary", disabled=not read):
        try:
            with transaction() as session:
                accounts.accept_charter(session, found.account_id, charter.version, datetime.now(UTC))
        except (AccountError, NotAllowed) as refusal:
            st.error(str(refusal), icon=":material/block:")
        else:
            st.switch_page(pages.COUVERTURE)
elif found is not None and found.standing == Standing.ACTIVE:
    st.success("Vous avez accepté cette version de la charte.", icon=":material/check_circle:")
