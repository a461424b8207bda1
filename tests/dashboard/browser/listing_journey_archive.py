"""What the journeys of the listing meet: the real public listing, and organisations whose name says the invention."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from etl.demonstration import LISTING, LISTING_VINTAGE
from etl.run import run
from geodata.database import transaction
from geodata.instants import today_at
from geodata.listing.fields import Kind
from geodata.perimetre import perimetre
from geodata.repositories import campaigns, invitations, structures
from geodata.repositories.listing_answers import accept
from geodata.repositories.listing_cards import card
from geodata.repositories.listing_proposals import Wanted, proposals, propose, propose_branch
from geodata.repositories.listing_rows import Entry

RHONE = "69"
UNCHANGED = "Accueil d’essai des Monts (invention)"
EDITED = "Permanence d’essai des Quais (invention)"
REVIEWED = "Atelier d’essai des Pentes (invention)"
FOR_MINORS = "Relais d’essai pour mineurs (invention)"
PUBLISHED = ["address", "phone", "mail", "opening_hours", "access", "languages", "referral"]
LYON, VILLEURBANNE, SAINT_ETIENNE = [45.767, 4.834], [45.766, 4.88], [45.44, 4.387]
HERE = {"postcode": "69001", "city": "Lyon", "departement": RHONE, "point": LYON}
BESIDE = {"postcode": "69100", "city": "Villeurbanne", "departement": RHONE, "point": VILLEURBANNE}
ELSEWHERE = {"postcode": "42000", "city": "Saint-Étienne", "departement": "42", "point": SAINT_ETIENNE}
BRANCH: Mapping[str, Any] = {
    "publics": ["femmes", "jeunes_majeurs"],
    "forms": ["proxenetisme", "travail_force"],
    "functions": ["juridique", "social"],
    "languages": ["fr", "en"],
    "opening_hours": "Mo-Fr 09:00-12:00,14:00-17:00",
    "phone": "04 65 71 00 10",
    "mail": "accueil@essai.example",
    "website": "https://essai.example.org",
    "access": "Arrêt de bus devant la porte, accès de plain-pied.",
    "referrers": ["personne", "social_sante"],
    "referral": "Appeler l’accueil, qui donne un rendez-vous dans la semaine.",
    "consents": PUBLISHED,
}
BRANCHES: tuple[tuple[str, str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    (UNCHANGED, "Monts, Lyon", HERE, {}),
    (UNCHANGED, "Monts, Forez", ELSEWHERE, {}),
    (EDITED, "Quais, Forez", ELSEWHERE, {}),
    (REVIEWED, "Pentes, Lyon", HERE, {}),
    (REVIEWED, "Pentes, Villeurbanne", BESIDE, {}),
    (FOR_MINORS, "Relais, Lyon", HERE, {"publics": ["mineurs"], "functions": ["mineurs", "juridique"]}),
)
WANTED: tuple[Mapping[str, Any], ...] = (
    {"phone": "04 65 71 00 21"},
    {"mail": "bonjour@essai.example"},
    {"opening_hours": "Mo-Th 10:00-18:00"},
    {"languages": ["fr", "en", "ro"]},
    {"access": "Deuxième étage, ascenseur."},
)
"""Proposed for each of the two branches that the préfecture reviews: ten proposals."""
A_YEAR_AGO = timedelta(days=400)
MIPROF = perimetre("miprof")


@dataclass(frozen=True)
class Archive:
    """What the tests need to find again: the code of each invented organisation, and the personal links."""

    codes: dict[str, str]
    links: dict[str, str]


def fill_listing() -> Archive:
    """Load the real listing, add the invented organisations as they were a year ago, and open a campaign today.

    The settings of the process point to the archive, and hold the secret of its server: it signs the links.
    """
    run("associations", LISTING, perimetre("exploitation"), vintage=LISTING_VINTAGE, received_by="essai")
    with transaction() as session:
        names = (UNCHANGED, EDITED, REVIEWED, FOR_MINORS)
        known = structures.known_as(session, names)
        codes = {name: known[name] for name in names}
        for name, called, place, values in BRANCHES:
            _branch(session, codes[name], {**BRANCH, **place, "called": called, **values})
        _propose(session, codes[REVIEWED])
        return Archive(codes, _links(session, codes))


def _branch(session: Session, structure: str, values: Mapping[str, Any]) -> None:
    """A branch that its organisation proposed a year ago, and that the administration accepted the next day."""
    home = values["departement"]
    sent = datetime.now(UTC) - A_YEAR_AGO
    who = perimetre(f"association:{structure}")
    number = propose_branch(session, who, structure, values, {home: "local"}, entry=Entry(sent))
    waiting = [each.id for each in proposals(session, MIPROF, today_at(sent)) if each.branch_id == number]
    accept(session, MIPROF, waiting, entry=Entry(sent + timedelta(days=1)))


def _propose(session: Session, structure: str) -> None:
    """Each change by itself, as an association that comes back several times would send them."""
    who = perimetre(f"association:{structure}")
    for branch in card(session, who, structure).branches:
        for values in WANTED:
            propose(session, who, structure, [Wanted(Kind.BRANCH, branch.id, values)], entry=Entry(datetime.now(UTC)))


def _links(session: Session, codes: Mapping[str, str]) -> dict[str, str]:
    now = datetime.now(UTC)
    first, entry = today_at(now), Entry(now)
    number = campaigns.open_campaign(
        session, MIPROF, "Campagne d’essai", first, first + timedelta(days=30), entry=entry
    )
    links = {}
    for name, code in codes.items():
        (invited,) = invitations.invite(session, MIPROF, number, [code], entry=entry)
        links[name] = invitations.new_link(session, MIPROF, invited, entry=entry)
    return links
