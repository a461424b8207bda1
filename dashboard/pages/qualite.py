"""How far can the listing be relied on, and what would make it better?"""

import streamlit as st

from config.roles import Action, Level, Object
from dashboard import data, listing_quality, visitor
from dashboard.components import states
from dashboard.components.address_queue import address_queue
from dashboard.components.branch_pairs import branch_pairs
from dashboard.components.card_history import card_history
from dashboard.components.choices import forget, year_choice
from dashboard.components.coverage_counts import coverage_counts
from dashboard.components.downloads import downloads
from dashboard.components.footnote import sources
from dashboard.components.freshness_table import freshness_table
from dashboard.components.listing_complete import listing_complete
from dashboard.components.opening import opening
from dashboard.components.parts import part

PUBLIC = {"fraicheur": "Fraîcheur", "couverture": "Couverture du pays"}
OF_VALIDATORS = {"doublons": "Doublons", "adresses": "Adresses à placer", "complet": "Annuaire complet"}
OF_READERS = {"historique": "Historique"}
# The choices of each part, which its neighbours do not have.
CHOICES = {
    "fraicheur": ("ordre",),
    "couverture": ("annee", "couverture"),
    "adresses": ("adresse",),
    "complet": ("departement",),
    "historique": ("structure", "origine", "champ"),
}

perimetre = visitor.perimetre()
opening("Qualité de l’annuaire", "Jusqu’où peut-on se fier à l’annuaire, et qu’est-ce qui le rendrait meilleur ?")
if data.empty():
    states.nothing_received()
    st.stop()

validates = bool(listing_quality.answers_for())
reads = validates or visitor.may(Object.STRUCTURES, Action.READ, level=Level.N2)
shown = part(PUBLIC | (OF_VALIDATORS if validates else {}) | (OF_READERS if reads else {}))
forget(*(name for other, names in CHOICES.items() if other != shown for name in names))
if shown == "fraicheur":
    table = listing_quality.freshness(perimetre)
    freshness_table(table, listing_quality.response_sentence(perimetre))
    sources(table)
    downloads(table, "vigie_fraicheur_annuaire")
elif shown == "doublons":
    branch_pairs(perimetre)
elif shown == "adresses":
    address_queue(perimetre)
elif shown == "historique":
    card_history(perimetre)
elif shown == "couverture":
    year = year_choice(data.years())
    summary = listing_quality.gap_states(year, perimetre)
    coverage_counts(summary)
    sources(summary)
    downloads(summary, f"vigie_couverture_pays_{year}")
elif shown == "complet":
    listing_complete(perimetre)
