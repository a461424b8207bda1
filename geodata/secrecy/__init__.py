"""Which cells to withhold, on the whole country, before anyone's perimeter is applied."""

from geodata.secrecy.complementary import suppress
from geodata.secrecy.primary import floors, minors_floor, minors_width, persons_threshold, rounded, too_small
from geodata.secrecy.tables import Key, Table, TableBuilder

__all__ = [
    "Key",
    "Table",
    "TableBuilder",
    "floors",
    "minors_floor",
    "minors_width",
    "persons_threshold",
    "rounded",
    "suppress",
    "too_small",
]
