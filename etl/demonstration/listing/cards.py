"""Invented organisations and their branches, proposed by them and accepted by the préfectures, as a real card is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etl.demonstration.steering.who import entry, miprof, prefecture
from geodata.database import Session
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories import structures
from geodata.repositories.listing_answers import accept
from geodata.repositories.listing_proposals import proposals, propose_branch
from geodata.rights import FRANCE

NAME = "Association d’exemple n°\N{NO-BREAK SPACE}{number} {mark}"
DESCRIPTION = "Organisation inventée pour la démonstration : elle n’existe pas et ne reçoit personne."
STREET = "1 rue de l’Exemple"
PLACES: Mapping[int, tuple[tuple[str, str, str, str], ...]] = {
    1: (("69", "Lyon", "69001", "Accueil de jour Exemple"), ("69", "Villeurbanne", "69100", "Permanence Exemple")),
    2: (("69", "Lyon", "69001", "Accueil Exemple de jour"), ("69", "Vénissieux", "69200", "Antenne Exemple sud")),
    3: (("69", "Bron", "69500", "Antenne Exemple est"), ("38", "Grenoble", "38000", "Antenne Exemple des Alpes")),
    4: (("13", "Marseille", "13001", "Accueil Exemple du port"), ("13", "Aubagne", "13400", "Permanence Exemple")),
    5: (("59", "Lille", "59000", "Accueil Exemple du Nord"), ("62", "Calais", "62100", "Maraude Exemple")),
    6: (("75", "Paris", "75010", "Accueil Exemple de Paris"), ("93", "Montreuil", "93100", "Permanence Exemple")),
    7: (("33", "Bordeaux", "33000", "Accueil Exemple de Gironde"),),
    8: (("34", "Montpellier", "34000", "Accueil Exemple"), ("34", "Montpellier", "34000", "Exemple, accueil")),
    9: (("48", "Mende", "48000", "Antenne Exemple de Lozère"),),
    10: (("974", "Saint-Denis", "97400", "Accueil Exemple de La Réunion"),),
    11: (("2A", "Ajaccio", "20000", "Antenne Exemple de Corse"),),
    12: (("31", "Toulouse", "31000", "Accueil Exemple de Toulouse"), ("32", "Auch", "32000", "Relais Exemple du Gers")),
    13: (("35", "Rennes", "35000", "Accueil Exemple de Bretagne"),),
    14: (("67", "Strasbourg", "67000", "Accueil Exemple d’Alsace"),),
    15: (("06", "Nice", "06000", "Accueil Exemple de la Côte"),),
}  # fmt: skip
"""For each invented organisation: département, commune, postcode and name of its branches. The communes are real."""
ZONES: Mapping[tuple[int, str], Mapping[str, str]] = {
    (3, "38"): {"38": "local", "05": "itinerant", "73": "itinerant"},
    (6, "75"): {"75": "local", FRANCE: "distance"},
    (12, "31"): {"31": "local", "09": "itinerant", "65": "distance"},
}
FORMS = ("proxenetisme", "mendicite_forcee", "travail_force", "servitude_domestique", "contrainte_delits")
FUNCTIONS = ("social", "juridique", "aller_vers", "sante", "interpretariat", "reperage", "mineurs")
PUBLICS = ("femmes", "mineurs", "hommes", "jeunes_majeurs")


@dataclass(frozen=True)
class Invented:
    """An invented organisation: its code, who keeps its card, and the number of each of its branches."""

    number: int
    code: str
    keeper: Perimetre
    branches: tuple[int, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The département of each branch, in their order."""
        return tuple(place[0] for place in PLACES[self.number])


def fill(session: Session, today: date) -> dict[int, Invented]:
    """Every invented card in force, by its number: accepted by the préfectures last spring, but for its last zones."""
    return {number: _card(session, number, today - timedelta(days=200 + number)) for number in PLACES}


def _card(session: Session, number: int, day: date) -> Invented:
    code, mark = f"exemple-{number}", structures.INVENTED
    mail = f"accueil@exemple-{number}.example"
    operator = perimetre("exploitation")
    structures.invent(session, operator, code, NAME.format(number=number, mark=mark), DESCRIPTION, mail)
    keeper = perimetre(f"association:{code}")
    found = []
    for rank, (place, *_) in enumerate(PLACES[number]):
        zones = ZONES.get((number, place), {place: "local"})
        values = _values(number, rank)
        found.append(propose_branch(session, keeper, code, values, zones, entry=entry(day)))
    _accepted(session, code, day + timedelta(days=12))
    return Invented(number, code, keeper, tuple(found))


def _values(number: int, rank: int) -> dict[str, Any]:
    place, city, postcode, called = PLACES[number][rank]
    kinds = number + rank
    return {
        "called": called, "departement": place, "city": city, "postcode": postcode, "street": STREET,
        "publics": [PUBLICS[kinds % len(PUBLICS)], PUBLICS[(kinds + 1) % len(PUBLICS)]],
        "forms": [FORMS[kinds % len(FORMS)], FORMS[(kinds + 2) % len(FORMS)]],
        "functions": [FUNCTIONS[kinds % len(FUNCTIONS)], FUNCTIONS[(kinds + 3) % len(FUNCTIONS)]],
        "opening_hours": "Mo-Fr 09:00-17:00", "referrers": ["personne", "social_sante"],
        "referral": "Téléphoner la veille.", "consents": ["address", "phone", "opening_hours", "referral"],
    }  # fmt: skip


def _accepted(session: Session, code: str, day: date) -> None:
    """Each authority accepts its own part; Miprof accepts what concerns the whole country."""
    waiting = proposals(session, miprof(), day, structure=code)
    for authority in sorted({each.authority for each in waiting}):
        who = miprof() if authority == FRANCE else prefecture(authority)
        ids = [each.id for each in waiting if each.authority == authority]
        accept(session, who, ids, entry=entry(day))
