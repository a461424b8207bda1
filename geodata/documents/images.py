"""Pictures inside documents: a photograph says where it was taken."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TEXT = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}
"""JFIF, colour profile, and Adobe's note on colours: without them the picture would look otherwise."""


def without_metadata(content: bytes) -> bytes:
    """A JPEG or PNG picture without its comments, date, device and position; anything else as it is."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return _png(content) if content.startswith(_PNG) else content


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        segment = content[at : at + 2 + length]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS:
            kept.append(segment)
        at += 2 + length
    return b"".join([*kept, content[at:]])


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        if content[at + 4 : at + 8] not in _PNG_TEXT:
            kept.append(content[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
