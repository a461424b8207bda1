"""How big the streams of a PDF are once inflated: a few kilobytes may be made to fill the memory."""

import zlib

import pikepdf

from config.thresholds import threshold
from geodata.documents.refusal import DAMAGED, KINDS, RefusedDocument

_FLATE = {"/FlateDecode", "/Fl"}
_AT_MOST = {"/LZWDecode": 1_400, "/LZW": 1_400, "/RunLengthDecode": 64, "/RL": 64}
"""Filters that no tool of ours undoes little by little: the most that one byte can become."""


def filters(stream: pikepdf.Stream) -> list[str]:
    """What a stream is wrapped in, the outermost first."""
    told = stream.get("/Filter")
    if told is None:
        return []
    return [str(each) for each in told] if isinstance(told, pikepdf.Array) else [str(told)]


def require_bounded(file: pikepdf.Pdf) -> None:
    """Refuse (`RefusedDocument`) a file whose streams inflate too much, or are compressed twice.

    Pictures are left aside: nothing here undoes them, save those that are wrapped in something else.
    """
    left = int(threshold("meetings.document_inflated_bytes"))
    for each in file.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        wrapped = [name for name in filters(each) if name in _FLATE or name in _AT_MOST]
        if len(wrapped) > 1:
            raise RefusedDocument(DAMAGED)
        if each.get("/Subtype") == "/Image" and len(filters(each)) < 2:
            continue
        left -= _inflated(each.read_raw_bytes(), wrapped[0] if wrapped else "", left)
        if left < 0:
            raise RefusedDocument(f"Ce fichier, une fois décompressé, est trop gros. {KINDS}")


def unwrapped(file: pikepdf.Pdf, photograph: pikepdf.Stream) -> bytes:
    """A photograph, without what may be around its own compression."""
    raw, around = photograph.read_raw_bytes(), filters(photograph)[:-1]
    if not around:
        return raw
    inner = pikepdf.Stream(file, b"")
    inner.write(raw, filter=pikepdf.Array([pikepdf.Name(name) for name in around]))
    return inner.read_bytes()


def _inflated(data: bytes, wrapping: str, left: int) -> int:
    if wrapping in _FLATE:
        try:
            return len(zlib.decompressobj().decompress(data, left + 1))
        except zlib.error:
            raise RefusedDocument(DAMAGED) from None
    return len(data) * _AT_MOST.get(wrapping, 1)
