"""Which cells to withhold, on the whole country, before anyone's perimeter is applied."""

from geodata.secrecy.complementary import suppress
from geodata.secrecy.primary import floors, persons_threshold, too_small
from geodata.secrecy.tables import Key, Table, TableBuilder

__all__ = ["Key", "Table", "TableBuilder", "floors", "persons_threshold", "suppress", "too_small"]
