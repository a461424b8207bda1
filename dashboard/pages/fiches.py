"""What do associations propose to change, and what do we answer?"""

import streamlit as st

from dashboard import listing_review, visitor
from dashboard.components.choices import choice
from dashboard.components.opening import opening
from dashboard.components.proposal_list import answered_list, waiting_list
from geodata import territories
from geodata.listing.words import place
from geodata.rights import FRANCE

WAITING, LATE, ANSWERED = "attente", "retard", "repondues"
ALL = "toutes"

perimetre = visitor.perimetre()
opening(
    "Fiches à valider",
    "Que proposent les associations pour l’annuaire, et que répondez-vous ?",
)
if not listing_review.validates():
    st.info("Cette page est réservée à qui valide l’annuaire d’un département.", icon=":material/lock:")
    st.stop()

own = [code for code in territories.CODES if listing_review.validates(code)]
names = {code: place(code) for code in own}
if listing_review.validates(FRANCE):
    names = {FRANCE: "Organisations nationales", ALL: "Toutes les propositions", **names}
first, second = st.columns([3, 3])
with first:
    asked = choice("Qui répond", "autorite", names, next(iter(names))) or next(iter(names))
authority = None if asked == ALL else asked
waiting = listing_review.waiting(perimetre, authority)
late = listing_review.late(waiting)
states = {
    WAITING: f"En attente ({len(waiting)})",
    LATE: f"En attente depuis plus de {listing_review.LATE_DAYS} jours ({len(late)})",
    ANSWERED: "Répondues",
}
with second:
    state = choice("Propositions", "etat", states, WAITING)

if state == ANSWERED:
    answered_list(listing_review.answered(perimetre, authority))
else:
    waiting_list(perimetre, late if state == LATE else waiting, several=authority is None)
