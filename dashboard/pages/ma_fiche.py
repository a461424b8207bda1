"""What does the listing say of us, and is it still right?"""

from dashboard import listing, visitor
from dashboard.components import states
from dashboard.components.card_page import card_page
from dashboard.components.opening import opening
from geodata.perimetre import NotAllowed
from geodata.repositories.listing_rows import Origin

opening("Ma fiche", "Ce que l’annuaire dit de votre organisation est-il encore juste ?")
structure = listing.own_structure()
if structure:
    guest = visitor.guest()
    origin = Origin() if guest is None else Origin("link", guest.invited.invitation_id)
    card_page(visitor.perimetre(), structure, origin)
else:
    states.refused(NotAllowed("Cette page est celle des organisations qui tiennent leur fiche."))
