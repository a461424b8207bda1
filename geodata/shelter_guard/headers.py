"""Titles of columns that announce a place or an operator."""

import re

from geodata.reference.folding import fold_name

_LOCATING = re.compile(
    r"GESTIONNAIRE|OPERATEUR|STRUCTURE|ETABLISSEMENT|ORGANISME|ASSOCIATION|FINESS|SIRE[NT]|ADRESSE|\bRUE\b|VOIE|COMMUNE"
    r"|VILLE|POSTAL|\bCP\b|INSEE|LATITUDE|LONGITUDE|\bL(?:AT|ON|NG)\b|COORD|\bGPS\b|\b[XY]\b|TELEPHONE|\bTEL\b|PORTABLE"
    r"|COURRIEL|MAIL|CONTACT|INFRA|EPCI|QUARTIER|\bLIEU|LOCALI|\bNOM\b|\bSITE\b|GEO"
)


def locates(header: str) -> bool:
    """Whether the header of a column announces a place or an operator.

    >>> locates("gestionnaire"), locates("Code territoire infra"), locates("capacite_totale")
    (True, True, False)
    """
    return bool(_LOCATING.search(fold_name(header)))
