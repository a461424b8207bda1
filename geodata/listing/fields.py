"""What a card of the listing says, field by field: in which block it is filled, and how it is published.

A card is an organisation (`STRUCTURE`), its branches (`BRANCH`), and where each branch acts (`ZONE`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from config.languages import languages
from config.nomenclatures import Form, Function, Labelled, Public, Referrer, ZoneMode


class Kind(StrEnum):
    """What a field belongs to. A zone is a pair (branch, département): its fields are codes of départements."""

    STRUCTURE = "structure"
    BRANCH = "branch"
    ZONE = "zone"


class Shape(StrEnum):
    """What a value is: a text, several codes of a closed list, or one of the kinds that a library checks."""

    TEXT = "text"
    CODES = "codes"
    HOURS = "hours"
    PHONE = "phone"
    MAIL = "mail"
    WEBSITE = "website"
    SIRET = "siret"
    POSTCODE = "postcode"
    DEPARTEMENT = "departement"
    POINT = "point"
    DAY = "day"


class Block(Labelled):
    """A part of a card that is filled, or said unchanged, in one go."""

    ORGANISATION = "organisation", "L’organisation"
    PLACE = "accueil", "L’antenne et son adresse"
    AID = "aide", "Pour qui, pour quoi"
    CONTACT = "contact", "Horaires et contact"
    REFERRAL = "orientation", "Comment orienter"
    ZONE = "zone", "Zone d’intervention"
    CONSENT = "publication", "Ce qui est publié"


@dataclass(frozen=True)
class Field:
    """A field of a card. `choices`: code → label, for codes. `longest`: characters of a text.

    `consent`: published only if the association agrees (`consents` of the branch).
    """

    name: str
    label: str
    block: Block
    kind: Kind = Kind.BRANCH
    shape: Shape = Shape.TEXT
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 200
    required: bool = False
    consent: bool = False
    help: str = ""

    @property
    def empty(self) -> object:
        """The value of a field that says nothing."""
        if self.shape in {Shape.POINT, Shape.DAY}:
            return None
        return [] if self.shape == Shape.CODES else ""


def _labels(members: type[Labelled]) -> Mapping[str, str]:
    return MappingProxyType({each.value: each.label for each in members})


_CONSENTED: tuple[tuple[str, str], ...] = (
    ("address", "L’adresse (rue et point sur la carte)"),
    ("siret", "Le numéro SIRET"),
    ("phone", "Le téléphone"),
    ("mail", "Le courriel"),
    ("opening_hours", "Les horaires"),
    ("access", "Comment s’y rendre"),
    ("languages", "Les langues"),
    ("referral", "Qui peut orienter, et comment"),
)
CONSENTS: Mapping[str, str] = MappingProxyType(dict(_CONSENTED))
"""What an association may keep from the public: partners of its département read it all the same (N1)."""

_FIELDS = (
    Field("name", "Nom de l’organisation", Block.ORGANISATION, Kind.STRUCTURE, required=True, longest=150),
    Field(
        "description", "Ce qu’elle fait, en quelques phrases", Block.ORGANISATION, Kind.STRUCTURE, longest=1500,
        help="Sans nom de personne, sans situation individuelle.",
    ),
    Field("called", "Nom de l’antenne", Block.PLACE, longest=150),
    Field("siret", "SIRET", Block.PLACE, shape=Shape.SIRET, consent=True, help="Quatorze chiffres."),
    Field(
        "street", "Numéro et voie", Block.PLACE, consent=True,
        help="L’adresse où le public est reçu. Jamais un lieu d’hébergement.",
    ),
    Field("postcode", "Code postal", Block.PLACE, shape=Shape.POSTCODE),
    Field("city", "Commune", Block.PLACE, longest=100),
    Field("departement", "Département", Block.PLACE, shape=Shape.DEPARTEMENT, required=True),
    Field("point", "Point sur la carte", Block.PLACE, shape=Shape.POINT, consent=True),
    Field("closed_on", "Antenne fermée le", Block.PLACE, shape=Shape.DAY),
    Field("publics", "Publics reçus", Block.AID, shape=Shape.CODES, choices=_labels(Public)),
    Field("forms", "Formes d’exploitation", Block.AID, shape=Shape.CODES, choices=_labels(Form)),
    Field(
        "functions", "Ce que l’antenne propose", Block.AID, shape=Shape.CODES, choices=_labels(Function),
        help="« Aide à l’hébergement » dit ce qui est proposé, jamais où.",
    ),
    Field(
        "languages", "Langues parlées", Block.AID, shape=Shape.CODES, choices=MappingProxyType(languages()),
        consent=True,
    ),
    Field("opening_hours", "Horaires d’ouverture", Block.CONTACT, shape=Shape.HOURS, consent=True, longest=255),
    Field("phone", "Téléphone public", Block.CONTACT, shape=Shape.PHONE, consent=True),
    Field(
        "mail", "Courriel de l’accueil", Block.CONTACT, shape=Shape.MAIL, consent=True,
        help="La boîte d’une fonction, pas celle d’une personne.",
    ),
    Field("website", "Site web", Block.CONTACT, shape=Shape.WEBSITE),
    Field("access", "Comment s’y rendre", Block.CONTACT, longest=500, consent=True),
    Field(
        "referrers", "Qui peut orienter vers l’antenne", Block.REFERRAL, shape=Shape.CODES, choices=_labels(Referrer),
        consent=True,
    ),
    Field("referral", "Comment orienter", Block.REFERRAL, longest=500, consent=True),
    Field("consents", "Ce que tout le monde peut lire", Block.CONSENT, shape=Shape.CODES, choices=CONSENTS),
)  # fmt: skip
FIELDS: Mapping[str, Field] = MappingProxyType({each.name: each for each in _FIELDS})
STRUCTURE_FIELDS = tuple(name for name, each in FIELDS.items() if each.kind == Kind.STRUCTURE)
BRANCH_FIELDS = tuple(name for name, each in FIELDS.items() if each.kind == Kind.BRANCH)
CONSENT_OF: Mapping[str, str] = MappingProxyType(
    {
        name: {"street": "address", "point": "address", "referrers": "referral"}.get(name, name)
        for name, each in FIELDS.items()
        if each.consent
    }
)
"""Which consent of `CONSENTS` a field needs."""
ZONE_MODES = _labels(ZoneMode)


def fields_of(block: Block) -> tuple[Field, ...]:
    """The fields of a block, in their order; none for the zone, whose fields are the départements."""
    return tuple(each for each in FIELDS.values() if each.block == block)
