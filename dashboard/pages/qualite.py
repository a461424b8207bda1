"""How far can the listing be relied on, and what would make it better?"""

import streamlit as st

from dashboard import data, listing_quality, visitor
from dashboard.components import states
from dashboard.components.choices import forget, year_choice
from dashboard.components.coverage_counts import coverage_counts
from dashboard.components.downloads import downloads
from dashboard.components.footnote import sources
from dashboard.components.listing_complete import listing_complete
from dashboard.components.opening import opening
from dashboard.components.parts import part

PUBLIC = {"couverture": "Couverture du pays"}
OF_VALIDATORS = {"complet": "Annuaire complet"}

perimetre = visitor.perimetre()
opening("Qualité de l’annuaire", "Jusqu’où peut-on se fier à l’annuaire, et qu’est-ce qui le rendrait meilleur ?")
if data.empty():
    states.nothing_received()
    st.stop()

validates = bool(listing_quality.answers_for())
shown = part(PUBLIC | (OF_VALIDATORS if validates else {}))
if shown == "couverture":
    forget("departement")
    year = year_choice(data.years())
    summary = listing_quality.gap_states(year, perimetre)
    coverage_counts(summary)
    sources(summary)
    downloads(summary, f"vigie_couverture_pays_{year}")
elif shown == "complet":
    listing_complete(perimetre)
