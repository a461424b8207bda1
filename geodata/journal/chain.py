"""How the lines hold together: each hash covers its own line and the hash of the line before."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
"""What stands before the first line."""
COVERED = (
    "number", "at", "actor", "role", "event", "obj", "key", "departement", "channel", "level", "before", "after",
)  # fmt: skip


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content: keys in order, no space, characters as they are.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(previous: str, line: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the previous hash, a line feed, and the covered columns of the line."""
    covered = {name: line[name] for name in COVERED}
    # A file edited by hand may hold half a character: it must still be hashed, so that it is found wrong.
    return hashlib.sha256(f"{previous}\n{canonical(covered)}".encode("utf-8", "surrogatepass")).hexdigest()
