"""What rights, personal links and open data call an organisation."""

import re
from collections.abc import Collection
from itertools import chain, count

from geodata.reference.folding import fold_name
from geodata.shelter_guard import names_acse

ACSE = "acse"
"""The coordination of the national scheme: the profile `acse` is attached to it (`config/roles.toml`)."""
_LONGEST = 60


def code_for(association: str, taken: Collection[str]) -> str:
    """A code that no other organisation has, made once from its name and never changed.

    >>> code_for("Les Amis du Bus des Femmes", ()), code_for("L’Œuvre", {"l-oeuvre"})
    ('les-amis-du-bus-des-femmes', 'l-oeuvre-2')
    """
    if names_acse(association) and ACSE not in taken:
        return ACSE
    code = "-".join(re.findall(r"[a-z0-9]+", fold_name(association).lower()))[:_LONGEST].strip("-") or "structure"
    numbered = (f"{code}-{number}" for number in count(2))
    return next(each for each in chain([code], numbered) if each not in taken)
