"""The profiles, and the rights that each one gives once attached to its place."""

from datetime import UTC, datetime

from config.roles import Profile, roles
from geodata import territories
from geodata.rights.perimetre import Perimetre

PUBLIC = "public"


def profiles() -> dict[str, str]:
    """The profiles that exist, with their labels."""
    return {name: profile.label for name, profile in roles().profiles.items()}


def perimetre(profile: str) -> Perimetre:
    """The rights of a profile: `miprof`, or one bound to a place, whose second place may follow.

    `prefecture:48` (département), `service:13:7,8` (and assigned mesures), `region:11` (INSEE code),
    `ministere:justice` (a name of `roles.toml`), `association:12:48` (number of the structure, and its département).
    Raises `ValueError` for an unknown profile or place, a missing place or one too many.
    """
    name, _, rest = profile.partition(":")
    if profile.endswith(":"):
        raise ValueError(f"profil incomplet : « {profile} »")
    if name not in roles().profiles:
        raise ValueError(f"profil inconnu : « {name} ». Profils possibles : {', '.join(roles().profiles)}")
    card = roles().profiles[name]
    where, _, second = rest.partition(":")
    if card.attached_to == "france":
        if rest:
            raise ValueError(f"le profil « {name} » couvre toute la France : écrire {name} seul")
        codes = frozenset(territories.CODES)
        return Perimetre(profile, card.label, codes, card.rights, structure=card.structure)
    if not where:
        raise ValueError(f"le profil « {name} » est attaché à {_PLACES[card.attached_to]} par exemple")
    return _ATTACH[card.attached_to](profile, card, where, second)


def _departement(profile: str, card: Profile, where: str, second: str) -> Perimetre:
    code = territories.require_departement(where)
    label = f"{card.label} ({territories.names()[code]})"
    # « prefecture:1 » and « prefecture:01 » are the same reader.
    written = ":".join([profile.partition(":")[0], code, *([second] if second else [])])
    return Perimetre(written, label, frozenset({code}), card.rights, mesures=_mesures(second))


def _region(profile: str, card: Profile, where: str, second: str) -> Perimetre:
    _nothing(profile, second)
    known = territories.regions(datetime.now(UTC).year)
    if where not in known.index:
        raise ValueError(f"code de région inconnu : « {where} ». Codes possibles : {', '.join(known.index)}")
    label = f"{card.label} ({known.at[where, 'name']})"
    return Perimetre(profile, label, frozenset(known.at[where, "departements"]), card.rights)


def _structure(profile: str, card: Profile, where: str, second: str) -> Perimetre:
    codes = frozenset({territories.require_departement(second)}) if second else frozenset()
    label = f"{card.label} (structure n° {where})"
    return Perimetre(profile, label, codes, card.rights, structure=where)


def _ministry(profile: str, card: Profile, where: str, second: str) -> Perimetre:
    _nothing(profile, second)
    known = roles().ministries
    if where not in known:
        raise ValueError(f"ministère inconnu dans un profil : « {where} ». Ministères possibles : {', '.join(known)}")
    label = f"{card.label} ({known[where].label})"
    return Perimetre(profile, label, frozenset(), card.rights, mesures=frozenset(known[where].mesures))


def _mesures(text: str) -> frozenset[int]:
    numbers = [number for number in text.split(",") if number]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise ValueError(f"mesures inconnues dans un profil : « {text} ». Écrire leurs numéros : 7,8")
    return frozenset(int(number) for number in numbers)


def _nothing(profile: str, second: str) -> None:
    if second:
        raise ValueError(f"le profil « {profile} » a une précision de trop : « {second} »")


_ATTACH = {"departement": _departement, "region": _region, "structure": _structure, "ministry": _ministry}
_PLACES = {
    "departement": "un département : écrire prefecture:48,",
    "region": "une région : écrire region:11,",
    "structure": "une structure : écrire association:12,",
    "ministry": "un ministère : écrire ministere:justice,",
}
