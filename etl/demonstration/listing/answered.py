"""What préfectures answered to invented organisations: accepted, refused, corrected; what was withdrawn, and merged."""

from collections.abc import Mapping
from datetime import date, timedelta

from etl.demonstration.listing.cards import Invented
from etl.demonstration.steering.who import entry, prefecture
from geodata.database import Session
from geodata.listing.fields import Kind
from geodata.repositories.listing_answers import accept, correct, refuse
from geodata.repositories.listing_merges import merge
from geodata.repositories.listing_proposals import Wanted, propose, withdraw
from geodata.repositories.listing_rows import Entry


def answer(session: Session, cards: Mapping[int, Invented], today: date) -> None:
    """One answer of each kind or more, in several départements, and two branches of one organisation made one."""
    sent, replied = entry(today - timedelta(days=30)), entry(today - timedelta(days=21))
    bordeaux, lille, mende, ajaccio, both = cards[7], cards[5], cards[9], cards[11], cards[8]

    hours = _proposed(
        session, bordeaux, Wanted(Kind.BRANCH, bordeaux.branches[0], {"opening_hours": "Mo-Sa 10:00-18:00"}), sent
    )
    accept(session, prefecture("33"), hours, entry=replied)

    zones = _proposed(
        session, lille, Wanted(Kind.ZONE, lille.branches[0], {"62": "itinerant", "80": "itinerant"}), sent
    )
    accept(session, prefecture("62"), zones[:1], entry=replied)
    refuse(session, prefecture("80"), zones[1], "L’antenne n’a pas encore commencé dans la Somme.", entry=replied)

    languages = _proposed(
        session, mende, Wanted(Kind.BRANCH, mende.branches[0], {"languages": ["en", "ro", "bg"]}), sent
    )
    reason = "Le bulgare n’est parlé qu’une fois par mois : à ajouter quand ce sera régulier."
    correct(session, prefecture("48"), languages[0], {"languages": ["en", "ro"]}, reason, entry=replied)

    phone = _proposed(session, ajaccio, Wanted(Kind.BRANCH, ajaccio.branches[0], {"phone": "04 65 71 00 11"}), sent)
    withdraw(session, ajaccio.keeper, phone[0], entry=replied)

    kept, absorbed = both.branches
    merge(session, prefecture("34"), kept, absorbed, "La même antenne, sous deux noms.", entry=replied)


def _proposed(session: Session, card: Invented, wanted: Wanted, when: Entry) -> list[int]:
    return propose(session, card.keeper, card.code, [wanted], entry=when)
