"""The rights of a visitor, as everyone asks for them; how they are decided is in `geodata.rights`."""

from config.roles import Level
from geodata.rights.decision import NotAllowed
from geodata.rights.perimetre import Perimetre
from geodata.rights.profiles import perimetre, profiles

__all__ = ["Level", "NotAllowed", "Perimetre", "perimetre", "profiles"]
