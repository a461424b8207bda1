"""Whom to name under a map or in a file: the licences of the shipped or refreshed references ask for it."""

from geodata.communes import refreshed_communes
from geodata.territories import refreshed_outlines


def of_outlines() -> str:
    """The origin of the outlines in use."""
    return "Contours : IGN, ADMIN EXPRESS." if refreshed_outlines().exists() else "Contours : Natural Earth."


def of_points() -> str:
    """The origin of the communes and of the points that addresses are given when no street is known."""
    if refreshed_communes().exists():
        return "Communes et points : API Géo (Etalab, IGN)."
    return "Communes : Etalab, Insee ; points des communes : GeoNames (CC BY 4.0)."
