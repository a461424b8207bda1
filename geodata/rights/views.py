"""« Voir comme… »: what another profile reads, shown to whoever may check it."""

from dataclasses import replace

from config.roles import Action, Object
from geodata.rights.decision import NotAllowed, decide
from geodata.rights.perimetre import Perimetre
from geodata.rights.profiles import perimetre as rights_of_profile


def as_seen_by(perimetre: Perimetre, profile: str) -> Perimetre:
    """The rights of `profile` to read, within those of its viewer, and none to write, validate or administer.

    For those who administer accounts. Every decision asks both: what the profile reads and its viewer does not stays
    closed. Raises `NotAllowed` for anyone else, `ValueError` for an unknown profile.
    """
    if perimetre.viewer is not None or not decide(perimetre, Object.ACCOUNTS, Action.ADMINISTER).allowed:
        raise NotAllowed(f"Le profil « {perimetre.label} » ne permet pas de voir comme un autre.")
    seen = rights_of_profile(profile)
    return replace(
        seen,
        label=f"{seen.label}, vu par {perimetre.label}",
        rights=tuple(right for right in seen.rights if right.action == Action.READ),
        viewer=perimetre,
        account=perimetre.account,
    )
