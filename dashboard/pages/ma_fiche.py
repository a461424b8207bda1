"""What does the listing say of us, and is it still right?"""

from dashboard import listing, visitor
from dashboard.components import states
from dashboard.components.card_page import card_page
from dashboard.components.opening import opening
from geodata.perimetre import NotAllowed

opening("Ma fiche", "Ce que l’annuaire dit de votre organisation est-il encore juste ?")
structure = listing.own_structure()
if structure:
    card_page(visitor.perimetre(), structure)
else:
    states.refused(NotAllowed("Cette page est celle des organisations qui tiennent leur fiche."))
