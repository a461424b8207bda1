"""Which cells to withhold, on the whole country, before anyone's perimeter is applied."""

from geodata.secrecy.complementary import suppress
from geodata.secrecy.primary import floors, minors_floor, minors_width, persons_threshold, rounded, too_small
from geodata.secrecy.revisions import Memory, publish_next
from geodata.secrecy.tables import Key, Table, TableBuilder

__all__ = [
    "Key",
    "Memory",
    "Table",
    "TableBuilder",
    "floors",
    "minors_floor",
    "minors_width",
    "persons_threshold",
    "publish_next",
    "rounded",
    "suppress",
    "too_small",
]
