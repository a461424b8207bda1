"""Whether a file is taken: its kind is read from its content, and it is really opened."""

from collections.abc import Callable
from dataclasses import dataclass

import puremagic

from config.thresholds import threshold
from geodata.documents import office, portable
from geodata.documents.refusal import DAMAGED, KINDS, RefusedDocument
from geodata.shelter_guard import require_harmless

__all__ = ["Accepted", "RefusedDocument", "accept"]


@dataclass(frozen=True)
class Accepted:
    """What is kept of a file: `content` without its metadata. `suffix`: « .pdf », « .docx » or « .odt »."""

    content: bytes
    suffix: str


_OPENED: dict[str, Callable[[bytes], tuple[bytes, str]]] = {
    ".pdf": portable.stripped,
    ".docx": office.stripped_docx,
    ".odt": office.stripped_odt,
}


def accept(content: bytes) -> Accepted:
    """The file as it may be kept, whatever its name says that it is.

    Raises `RefusedDocument` for another kind, a file too big, damaged, locked by a password or holding programs;
    `LocatesAShelter` when its text, visible or not, says where people are sheltered.
    """
    if not content:
        raise RefusedDocument("Ce fichier est vide.")
    limit = threshold("meetings.document_bytes")
    if len(content) > limit:
        raise RefusedDocument(f"Ce fichier dépasse {limit / 1e6:.0f} Mo. Réduire les images qu’il contient.")
    suffix = _kind(content)
    stripped, text = _OPENED[suffix](content)
    for each in text.split("\f"):
        require_harmless(each)
    return Accepted(stripped, suffix)


def _kind(content: bytes) -> str:
    """What the bytes say; archives are told apart by what they hold, as any of them may bear any name."""
    if content.startswith(b"%PDF-"):
        return ".pdf"
    if content.startswith(b"PK\x03\x04"):
        if (kind := office.kind(content)) is not None:
            return kind
        raise RefusedDocument(f"Ce fichier est une archive, pas un document. {KINDS}")
    try:
        known = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        known = ""
    if not known:
        raise RefusedDocument(f"Ce fichier n’est pas d’un type connu. {KINDS}")
    if known == ".pdf":
        raise RefusedDocument(DAMAGED)
    raise RefusedDocument(f"Ce fichier est de type « {known.lstrip('.')} ». {KINDS}")
