"""Telephone numbers as machines dial them."""

import phonenumbers

_REGIONS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}


def international(text: str, departement: str = "") -> str:
    """A number in the format E.164; a short number, or one that no plan knows, stays as it was written.

    >>> international("01 23 45 67 89"), international("0262 41 00 00", "974"), international("3919")
    ('+33123456789', '+262262410000', '3919')
    """
    for region in (_REGIONS.get(departement, "FR"), "FR", *_REGIONS.values()):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            return text
        if phonenumbers.is_valid_number_for_region(number, region):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return text
