"""Who may do what: one decision, taken from the matrix of `config/roles.toml` and from named exceptions."""

from config.roles import Action, Level, Object
from geodata.rights.decision import (
    FRANCE,
    Decision,
    NotAllowed,
    decide,
    level_in,
    readable,
    require,
    require_two_persons,
)
from geodata.rights.perimetre import Exceptional, Perimetre
from geodata.rights.profiles import PUBLIC, perimetre, profiles
from geodata.rights.readers import Reader, readers_for, readers_of
from geodata.rights.standing import Standing
from geodata.rights.views import as_seen_by

__all__ = [
    "FRANCE",
    "PUBLIC",
    "Action",
    "Decision",
    "Exceptional",
    "Level",
    "NotAllowed",
    "Object",
    "Perimetre",
    "Reader",
    "Standing",
    "as_seen_by",
    "decide",
    "level_in",
    "perimetre",
    "profiles",
    "readable",
    "readers_for",
    "readers_of",
    "require",
    "require_two_persons",
]
