"""Where attached files stand: under their own fingerprint, beside the files received, so that backups hold them too."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from config.settings import settings
from geodata.meetings.texts import line

SUFFIXES = (".pdf", ".docx", ".odt")
_UNSAFE = re.compile(r"[^\w .,()’'-]+")
_LONGEST_NAME = 120


def safe_name(name: str, suffix: str) -> str:
    """A name that any system takes, ending as the content is.

    >>> safe_name("../Compte rendu : 16 décembre.exe", ".pdf")
    'Compte rendu 16 décembre.pdf'
    """
    stem = Path(name.replace("\\", "/")).name
    stem = stem[: stem.rfind(".")] if "." in stem else stem
    words = " ".join(_UNSAFE.sub(" ", stem).split()).strip(" .")
    return line(words[:_LONGEST_NAME].strip() or "document", "le nom du fichier") + suffix


def keep(content: bytes, suffix: str) -> str:
    """Write a file whole or not at all, and give its sha256."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = _place(sha256, suffix)
    if target.exists():
        return sha256
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(target)
    return sha256


def kept(sha256: str, suffix: str) -> bytes:
    """The bytes of a file. Raises `FileNotFoundError` when it is gone, `ValueError` when it has changed."""
    content = _place(sha256, suffix).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("a kept file is no longer the one that was kept; restore it from a backup")
    return content


def _place(sha256: str, suffix: str) -> Path:
    if suffix not in SUFFIXES or not re.fullmatch("[0-9a-f]{64}", sha256):
        raise ValueError(f"not a kept file: {sha256[:8]!r}{suffix}")
    return settings().data_dir / "snapshots" / sha256[:2] / f"{sha256}{suffix}"
