"""What must whoever takes over this département know?"""

import streamlit as st

from config.roles import Level, Object
from dashboard import handover, meetings, visitor
from dashboard.components.choices import choice
from dashboard.components.downloads import downloads
from dashboard.components.french import minute
from dashboard.components.handover_sheet import show, to_print
from dashboard.components.opening import opening
from dashboard.components.readers import who_may_read
from geodata import territories

perimetre = visitor.perimetre()
opening("Relais", "Vous prenez la suite, ou vous la passez : que faut-il savoir de ce département ?")
names = {code: f"{name} ({code})" for code, name in territories.names().items() if meetings.reads_whole(code)}
if not names:
    st.info("La fiche de relais est réservée aux services de l’État du département.", icon=":material/lock:")
    st.stop()
own = sorted(perimetre.departements)
code = choice("Département", "departement", names, own[0] if len(own) == 1 else None)
if code is None:
    st.info("Choisissez un département dans la liste.")
    st.stop()

parts = handover.sheet(perimetre, code)
title = f"Fiche de relais – {names[code]}"
st.set_page_config(page_title=f"{title} – Vigie")
st.header(title, anchor=False)
mention = f"Établie le {minute(meetings.now())} ; diffusion restreinte aux services de l’État."
st.markdown(mention)


def printed(departement: str = code) -> bytes:
    handover.told_as_exported(perimetre, departement)
    return to_print(parts, title, mention)


st.download_button(
    "Page à imprimer",
    data=printed,
    file_name=f"vigie_relais_{code}.html",
    mime="text/html",
    icon=":material/print:",
    on_click="ignore",
)
downloads(handover.table(parts, code), f"vigie_relais_{code}")
show(parts)
who_may_read(Object.CDPD, code, level=Level.N2, key=f"relais_{code}")
