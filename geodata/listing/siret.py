"""The number of an establishment, with its control digit."""

from stdnum.exceptions import ValidationError
from stdnum.fr import siret


class InvalidSiret(ValueError):
    """Not a SIRET; the message ends a French sentence."""


def written_siret(text: str) -> str:
    """The fourteen digits. Raises `InvalidSiret`.

    >>> written_siret("732 829 320 00074")
    '73282932000074'
    """
    try:
        return siret.validate(text)
    except ValidationError as error:
        raise InvalidSiret(f"« {text} » n’est pas un numéro SIRET (quatorze chiffres, dont un de contrôle).") from error
