"""What betrays a place of shelter, or could lead to its door, is never kept, whichever door it comes in by.

Better refuse ten harmless texts than keep one: the guard looks at shapes (a street, a telephone, a point) and at words,
not at meanings. The sentences given back never repeat the text.
"""

from geodata.shelter_guard.codes import betrays
from geodata.shelter_guard.doors import leads_to_a_door
from geodata.shelter_guard.headers import locates
from geodata.shelter_guard.inspection import (
    Finding,
    LocatesAShelter,
    inspect,
    inspect_record,
    require_harmless,
    without_content,
)
from geodata.shelter_guard.tables import any_cell, located_rows
from geodata.shelter_guard.words import is_a_secure_type, names_a_housing_place, names_acse, speaks_of_a_shelter

__all__ = [
    "Finding",
    "LocatesAShelter",
    "any_cell",
    "betrays",
    "inspect",
    "inspect_record",
    "is_a_secure_type",
    "leads_to_a_door",
    "located_rows",
    "locates",
    "names_a_housing_place",
    "names_acse",
    "require_harmless",
    "speaks_of_a_shelter",
    "without_content",
]
