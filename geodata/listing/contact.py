"""A telephone, a mailbox and a web address, as they are kept: each is checked by its library."""

import re

import phonenumbers
from pydantic import HttpUrl, TypeAdapter, ValidationError

from config.roles import roles

_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM")
"""Guadeloupe (with Saint-Barthélemy and Saint-Martin), Martinique, Guyane, La Réunion, Mayotte, Saint-Pierre."""
_MAYOTTE = "0269"
"""The plan of mainland numbers has this prefix too, where nobody is."""
_MAILBOX = re.compile(r"[a-z0-9._%+-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_WEB = TypeAdapter(HttpUrl)


class InvalidContact(ValueError):
    """Not such an address, or not one to publish; the message ends a French sentence."""


def telephone(text: str) -> str:
    """A French number, overseas ones included, as one dials it in its territory. Raises `InvalidContact`.

    >>> telephone("+33123456789"), telephone("0590.82.10.20"), telephone("39 19")
    ('01 23 45 67 89', '0590 82 10 20', '3919')
    """
    first = ("YT",) if re.sub(r"\D", "", text).startswith(_MAYOTTE) else ()
    for region in (*first, "FR", *_OVERSEAS):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(number, region):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        if region == "FR" and phonenumbers.is_valid_short_number_for_region(number, region):
            return str(number.national_number)
    raise InvalidContact(f"« {text} » n’est pas un numéro de téléphone français complet, par exemple 01 23 45 67 89.")


def mailbox(text: str) -> str:
    """The mailbox of a function, in lower case. Raises `InvalidContact`, for those of a private person too.

    >>> mailbox("Accueil@Exemple.org")
    'accueil@exemple.org'
    """
    address = text.lower()
    if not _MAILBOX.fullmatch(address):
        raise InvalidContact(f"« {text} » n’est pas une adresse électronique.")
    if address.partition("@")[2] in roles().rules.personal_mail:
        raise InvalidContact(
            "cette adresse est celle d’une messagerie personnelle. Donner la boîte de l’accueil ou de l’organisation."
        )
    return address


def web_address(text: str) -> str:
    """The address of a site, with its protocol; « www.exemple.org » is completed. Raises `InvalidContact`.

    >>> web_address("www.exemple.org/accueil")
    'https://www.exemple.org/accueil'
    """
    written = text if "://" in text else f"https://{text}"
    try:
        read = _WEB.validate_python(written)
    except ValidationError as error:
        raise InvalidContact(f"« {text} » n’est pas l’adresse d’un site (https://www.exemple.org).") from error
    if read.username or read.password or "." not in (read.host or "") or re.search(r"[\s<>\"]", written):
        raise InvalidContact(f"« {text} » n’est pas l’adresse d’un site (https://www.exemple.org).")
    return written
