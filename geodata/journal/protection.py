"""What a line of the journal may repeat of a value: the journal outlives what it tells, so nothing secret enters it.

Denied by default. The names of columns are always kept, so that one sees what moved; values are kept as follows:

- of an object at N3: nothing;
- in a column declared here (codes, dates, yes or no, counters of rows): a number, a date or a code, as it is;
- elsewhere: nothing, yes or no, and whole numbers that the public may read of persons (zero, or the threshold of
  N0 and above); every smaller one, and every other number (a coordinate, a rate), is protected;
- a free text is never repeated, nor its fingerprint: whoever guesses an address could check it against one.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from config.thresholds import threshold
from geodata.shelter_guard.doors import leads_to_a_door

PROTECTED = "(valeur protégée)"
NOT_REPEATED = "(texte non repris)"
SECRET_LEVEL = 3

IN_CLEAR = frozenset({
    "job", "sha256", "size", "kept", "demonstration", "rows_read", "rows_loaded", "rows_unchanged", "rows_rejected",
    "geo_status", "geo_locked", "format", "indicator", "year", "form", "public", "version", "rows",
    "account", "profile", "role", "state", "departement", "departements", "region", "regions", "structure", "level",
    "mesure", "ends_on", "starts_on", "charter_version", "granted_by", "invited_by", "approved_by", "object", "action",
})  # fmt: skip
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_:;,./=-]{0,199}")


def told(values: Mapping[str, Any] | None, level: int | None) -> dict[str, Any] | None:
    """`values` as the journal may keep them, for an object at `level`."""
    if values is None:
        return None
    return {
        str(name): PROTECTED if level is not None and level >= SECRET_LEVEL else _told(str(name), value)
        for name, value in values.items()
    }


def code(text: str) -> str:
    """`text` when it is a code or a number; a free text is not repeated, nor what could be a telephone or a point.

    >>> code("prefecture:48"), code(""), code("12 rue de la Paix")
    ('prefecture:48', '', '(texte non repris)')
    """
    return text if not text or (_CODE.fullmatch(text) and not leads_to_a_door(text)) else NOT_REPEATED


def _told(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return code(str(value)) if name in IN_CLEAR else NOT_REPEATED
    if isinstance(value, int):
        return int(value) if name in IN_CLEAR or _public(value) else PROTECTED
    if name in IN_CLEAR and isinstance(value, date):
        return value.isoformat()
    if name in IN_CLEAR and isinstance(value, Iterable):
        return [code(str(each)) for each in value]
    return PROTECTED


def _public(count: int) -> bool:
    return count == 0 or count >= threshold("secrecy.persons_N0")
