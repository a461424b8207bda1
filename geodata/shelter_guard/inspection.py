"""Whether a text may be kept: words of sheltering beside what leads to a door are refused, and never repeated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from geodata.reference.folding import fold_name
from geodata.shelter_guard import words
from geodata.shelter_guard.doors import door_in
from geodata.shelter_guard.spelling import folded, plain

NEAR = 300
"""Characters: « beside » means within this distance at least, and never further than twice as far."""
SHORT = 2_000
"""A record shorter than this is one thought: its cells are all beside each other."""

PUBLIC_NAMES = frozenset({"LE REFUGE", "ASSOCIATION LE REFUGE", "FONDATION LE REFUGE"})
"""A public organisation that bears such a name: the whole cell, and no other word."""

WARNING = (
    "Ce texte nomme le dispositif Ac.Sé : il peut décrire son fonctionnement, jamais dire où sont ses places ni qui "
    "les tient."
)

QUOTED = "Ce qui a été écrit parle d’un lieu de mise à l’abri et permet de le situer : ce n’est ni repris, ni conservé."


class LocatesAShelter(ValueError):
    """What was about to be kept says where people are sheltered; the message is a French sentence without content."""


@dataclass(frozen=True)
class Finding:
    """What the guard says of a text: `refused`, or only a warning. `sentence`: French, never a word of the content."""

    refused: bool
    sentence: str


def inspect(text: str) -> Finding | None:
    """What is wrong with a free text; None when nothing is.

    Refused: words of sheltering (hébergement sécurisé, mise à l’abri, refuge, foyer, Ac.Sé, adresse confidentielle…)
    beside an address, coordinates, a position code, a telephone, an electronic address or a link to a map. « Ac.Sé »
    alone is a warning: minutes of a meeting may describe the scheme.

    >>> inspect("Foyer du Pont, 3 rue des Lilas").refused, inspect("orientation Ac.Sé").refused
    (True, False)
    >>> inspect("La commission se réunit le 18/10/2026.")
    """
    return _judge(text) if text else None


def inspect_record(texts: Iterable[str], public_address: bool = False) -> Finding | None:
    """The same for the cells of a row: each by itself, then all of them as one text.

    `public_address`: the row is that of an organisation which receives the public, so that an address beside « Ac.Sé »
    or in the name of a foyer is the ordinary case; beside a secure place or a refuge it stays refused.
    """
    cells = [text for text in texts if text]
    if not any(has_word(cell) for cell in cells):
        return None
    for cell in cells:
        if (found := inspect(cell)) and found.refused and not is_one_mailbox(cell):
            return found
    if public_address:
        cells = [cell for cell in cells if fold_name(cell) not in PUBLIC_NAMES]
    return _judge(" ; ".join(cells), public_address)


def require_harmless(text: str) -> None:
    """Raise `LocatesAShelter` for a text that must not be kept."""
    if (found := inspect(text)) and found.refused:
        raise LocatesAShelter(found.sentence)


def without_content(sentence: str) -> str:
    """A sentence about to be told, or another one in its place when it would repeat what must not be."""
    return QUOTED if (found := inspect_record([sentence])) and found.refused else sentence


def _judge(text: str, public_address: bool = False) -> Finding | None:
    warned = False
    for passage in (each for reading in _readings(text) for each in _passages(reading)):
        name = folded(passage)
        acse = words.acse_in(name)
        house = words.refuge_in(name) if public_address else words.house_in(name) or acse
        if (house or words.shelter_in(name)) and (door := door_in(passage)):
            return Finding(True, _sentence(door))
        warned = warned or acse
    return Finding(False, WARNING) if warned else None


def _passages(text: str) -> Iterator[str]:
    if len(text) <= SHORT and "\n" not in text:
        yield text
        return
    for start in range(0, max(len(text) - NEAR, 1), NEAR):
        yield text[start : start + 2 * NEAR]


@lru_cache(maxsize=1 << 17)
def has_word(text: str) -> bool:
    """Whether a text holds a word of sheltering, of whatever strength: most texts go no further."""
    names = [folded(reading) for reading in _readings(text)]
    return any(words.acse_in(name) or words.house_in(name) or words.shelter_in(name) for name in names)


def _readings(text: str) -> list[str]:
    """A text as a page shows it, and with what stands between « < » and « > », which a page would hide."""
    return [plain(text), plain(text.replace("<", " ").replace(">", " "))] if "<" in text else [plain(text)]


def is_one_mailbox(cell: str) -> bool:
    """Whether a cell is an electronic address alone: the word in « contact@foyer-exemple.fr » is a name."""
    return "@" in cell and " " not in cell.strip()


def _sentence(door: str) -> str:
    return (
        f"Ce texte parle d’un lieu de mise à l’abri et donne {door} : un tel lieu ne doit jamais pouvoir être situé. "
        "Retirer ce qui le situe, puis recommencer. Rien n’a été conservé."
    )
