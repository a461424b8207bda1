"""What leaves of a branch: what its association agrees to publish, and nothing that leads to where people may live.

A branch that offers housing may be the door of a place where people live, without anybody having said so. Below N2, its
street and its exact point stay in the house, and so does what leads to them: its SIRET, which the State's open register
of companies turns into a street; how to reach it; the free texts that give an address. Its fixed telephone, which
reverse directories turn into a street, is kept from the public alone: partners of the département must be able to call,
and have signed a charter. Mobile, short and special numbers are tied to no place and leave with the agreement of the
association, as do its mail and its hours: someone who needs help must be able to reach it.
"""

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberType

from config.nomenclatures import Function
from config.roles import Level
from geodata.listing.fields import CONSENT_OF, CONSENTS, FIELDS
from geodata.reference.folding import fold_name

Row = Mapping[str, Any]
OF_THE_ADDRESS = ("street", "geo_label", "geo_reason")
LEADS_TO_THE_DOOR = ("siret", "access")
FREE_TEXTS = ("name", "description", "referral", "source")
_NUMBERED_STREET = re.compile(
    r"\b\d{1,4} ?(?:BIS|TER|QUATER|[A-D])? (?:RUE|AVENUE|AV|BOULEVARD|BD|BLD|IMPASSE|ALLEES?|CHEMIN|QUAI|ROUTE|RTE"
    r"|COURS|SQUARE|PLACE|PL|PASSAGE|SENTE|SENTIER|VILLA|RESIDENCE|MONTEE|FAUBOURG|FG|ESPLANADE|ROND POINT|TRAVERSE)\b"
)
_HOUSE_NUMBER = re.compile(r"^[\d /-]+(?:BIS |TER |QUATER )?")
_FIXED = {PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def withheld(row: Row, level: Level) -> dict[str, Any]:
    """The values that replace those of `row` (a live branch) for a reader of this level, as the top of this file says.

    `coarse`: True when its point is not told closer than its commune.
    """
    agreed = set(CONSENTS) if level >= Level.N1 else set(row["consents"])
    found = {name: FIELDS[name].empty for name, consent in CONSENT_OF.items() if consent not in agreed}
    coarse = "point" in found
    found.pop("point", None)
    if Function.HEBERGEMENT in row["functions"] and level < Level.N2:
        coarse = True
        found |= dict.fromkeys(LEADS_TO_THE_DOOR, "")
        found |= {name: "" for name in FREE_TEXTS if gives_an_address(row[name], row["street"])}
        if level < Level.N1 and is_a_fixed_line(row["phone"]):
            found["phone"] = ""
    if coarse:
        found |= dict.fromkeys(OF_THE_ADDRESS, "")
    return found | {"coarse": coarse}


def is_a_fixed_line(phone: str) -> bool:
    """Whether a number belongs to a place, so that a reverse directory may name its street.

    >>> is_a_fixed_line("+33466000000"), is_a_fixed_line("116 006"), is_a_fixed_line("+33612345678")
    (True, False, False)
    """
    try:
        number = phonenumbers.parse(phone, "FR")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _FIXED


def gives_an_address(text: str, street: str) -> bool:
    """Whether a free text gives a numbered street, or the street of the branch.

    >>> gives_an_address("Au 3, rue des Lilas", ""), gives_an_address("Près de la rue Haute", "3 rue Haute")
    (True, True)
    >>> gives_an_address("Travail de rue, le soir", "3 rue Haute")
    False
    """
    folded = fold_name(text)
    own = _HOUSE_NUMBER.sub("", fold_name(street)).strip()
    return bool(_NUMBERED_STREET.search(folded)) or (len(own) > len("RUE X") and own in folded)
