"""Who has checked his card this year, and whom should one call?"""

import streamlit as st

from dashboard import campaigns, visitor
from dashboard.components import campaign_forms as forms
from dashboard.components.campaign_acts import what_was_done
from dashboard.components.campaign_response import by_departement, list_of, totals
from dashboard.components.choices import choice
from dashboard.components.downloads import downloads
from dashboard.components.french import as_markdown, day
from dashboard.components.opening import opening

perimetre = visitor.perimetre()
opening("Campagne", "Qui a vérifié sa fiche cette année, et qui faut-il appeler\N{NO-BREAK SPACE}?")
what_was_done()
leads, follows = campaigns.leads(), campaigns.follows()
known = {str(each.id): each for each in campaigns.known()}
if not known:
    st.info("Aucune campagne n’a encore été ouverte.", icon=":material/inbox:")
    if leads:
        forms.opening_form()
    st.stop()

titles = {number: each.title for number, each in known.items()}
chosen = choice("Campagne", "campagne", titles, next(iter(titles))) if len(titles) > 1 else next(iter(titles))
asked = known[chosen or next(iter(titles))]
invented = " Campagne de démonstration\N{NO-BREAK SPACE}: ses réponses sont inventées." if asked.demonstration else ""
st.markdown(
    f"**{as_markdown(asked.title)}**, du {day(asked.opens_on)} au {day(asked.closes_on)}"
    f"{' (close)' if asked.closes_on < campaigns.today() else ''}.{invented}"
)
response = campaigns.response(perimetre, asked.id)
rows = campaigns.progress(perimetre, asked.id) if follows else None
totals(response, rows)

if rows is not None:
    st.subheader("Réponses attendues", anchor=False)
    if rows.empty:
        st.info("Aucune organisation de votre périmètre n’est sollicitée.", icon=":material/inbox:")
    else:
        list_of(rows)
if leads and rows is not None:
    mailboxes = campaigns.mailboxes(perimetre)
    if not rows.empty:
        forms.one_organisation(perimetre, asked, rows, mailboxes)
    if asked.closes_on >= campaigns.today():
        forms.invitation_form(asked, rows, mailboxes)
    forms.sending()

st.subheader("Taux de réponse par département", anchor=False)
by_departement(response)
downloads(response, f"vigie_campagne_{asked.id}")
if leads and asked.closes_on < campaigns.today():
    forms.opening_form()
