"""Files as they were received, never edited: kept under their own fingerprint."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.settings import settings
from etl.rows.checks import RejectedFile

_CHUNK = 1 << 20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


@dataclass(frozen=True)
class Fingerprint:
    """What tells a file from any other: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


def fingerprint(path: Path) -> Fingerprint:
    """The fingerprint of a file, read by pieces."""
    with path.open("rb") as file:
        return Fingerprint(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def place_of(sha256: str, file_name: str) -> Path:
    """Where the snapshot of a file stands; its name gives nothing but its suffix."""
    suffix = Path(file_name).suffix.lower()
    name = sha256 + (suffix if _SUFFIX.fullmatch(suffix) else "")
    return settings().data_dir / "snapshots" / sha256[:2] / name


def keep(path: Path, expected: Fingerprint, file_name: str) -> Path:
    """Copy a file to its place, whole or not at all, and give that place.

    Raises `RejectedFile` when the file is no longer the one that was read.
    """
    target = place_of(expected.sha256, file_name)
    if target.exists():
        return target
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as copy:
        digest = _copy(path, copy)
    if digest != expected.sha256:
        Path(copy.name).unlink()
        raise RejectedFile("le fichier a changé pendant sa lecture : l’envoyer de nouveau.")
    Path(copy.name).replace(target)
    return target


def _copy(path: Path, copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            copy.write(piece)
    copy.flush()
    os.fsync(copy.fileno())
    return digest.hexdigest()
