"""The ZIP archive that an XLSX or ODS file is: what it claims to hold, and what comes out of it."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from config.thresholds import threshold
from etl.rows.checks import RejectedFile

DAMAGED = "le classeur est abîmé ou incomplet. L’ouvrir dans un tableur, l’enregistrer, puis l’envoyer de nouveau."
PASSWORD = "le classeur est protégé par un mot de passe. L’enregistrer sans mot de passe, puis l’envoyer de nouveau."  # noqa: S105
DEFINITIONS = "le classeur contient des définitions XML qu’aucun tableur n’écrit : il n’est pas ouvert."
_TOO_BIG = (
    "une fois décompressé, le classeur dépasse la limite de {limit:.0f} Mo. "
    "Supprimer les feuilles et les lignes inutiles, ou envoyer le tableau au format CSV."
)
_UNLIKELY = "le classeur se décompresse plus de {limit:.0f} fois : aucun tableur n’écrit ainsi, il n’est pas ouvert."
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 1 << 16
_MAX_MEMBERS = 10_000
_SMALL = 1_000_000


def require_sound_archive(path: Path) -> frozenset[str]:
    """The names of the members, once everything has been inflated without keeping it.

    What the archive declares is not believed: a bomb may announce one byte. Raises `RejectedFile` for an archive that
    is damaged or encrypted, inflates beyond the thresholds [files], or defines XML entities.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MAX_MEMBERS:
                raise RejectedFile(DAMAGED)
            if any(member.flag_bits & 0x1 for member in members):
                raise RejectedFile(PASSWORD)
            _require_size(sum(member.file_size for member in members), path)
            inflated = 0
            for member in members:
                inflated = _inflate(file, member, inflated, path)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError):
        raise RejectedFile(DAMAGED) from None
    return frozenset(member.filename for member in members)


def _inflate(file: BinaryIO, member: zipfile.ZipInfo, inflated: int, path: Path) -> int:
    """Add to `inflated` the bytes that really come out of a member: `zipfile` itself stops at the declared size."""
    file.seek(member.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04" or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    file.seek(name_length + extra_length, 1)
    left, first = member.compress_size, True
    stream = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    pending = b""
    while left or pending:
        if not pending:
            pending = file.read(min(_CHUNK, left))
            left -= len(pending)
            if not pending:
                raise EOFError
        chunk = stream.decompress(pending, _CHUNK) if stream else pending
        pending = stream.unconsumed_tail if stream else b""
        if first and b"<!DOCTYPE" in chunk:
            raise RejectedFile(DEFINITIONS)
        first = False
        inflated += len(chunk)
        _require_size(inflated, path)
    return inflated


def _require_size(inflated: int, path: Path) -> None:
    limit, ratio = threshold("files.max_inflated_bytes"), threshold("files.max_inflation")
    if inflated > limit:
        raise RejectedFile(_TOO_BIG.format(limit=limit / 1e6))
    # A small sheet of equal cells may inflate a lot, and harms nobody.
    if inflated > _SMALL and inflated > ratio * path.stat().st_size:
        raise RejectedFile(_UNLIKELY.format(limit=ratio))
