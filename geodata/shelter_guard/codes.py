"""Cells where only a code, a number or a date is expected: there, one word of sheltering is one too many."""

from geodata.shelter_guard.doors import leads_to_a_door
from geodata.shelter_guard.spelling import folded, plain
from geodata.shelter_guard.words import is_a_named_refuge, names_acse, speaks_of_a_shelter


def betrays(text: str) -> bool:
    """Whether a cell where only a code, a number or a date is expected tells of a shelter, or leads to a door.

    >>> [betrays(text) for text in ("Ac.Sé Lozère", "3, rue des Lilas", "associations", "31/12/2015")]
    [True, True, False, False]
    """
    if not text:
        return False
    named = is_a_named_refuge(folded(plain(text)))
    return named or speaks_of_a_shelter(text) or names_acse(text) or leads_to_a_door(text)
