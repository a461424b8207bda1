"""The canary: a shelter that does not exist. Wherever a trace of it is found, a real one would have been found too."""

import gzip
import html
import io
import json
import re
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

NAME = "Refuge Canari"
STREET = "12 impasse du Canari-Témoin"
ADDRESS = f"{STREET}, 48999 Saint-Canari"
POINT = "44.98765, 3.87654"
PLUS_CODE = "8FR5XVQG+7W"
TELEPHONE = "04 66 98 76 54"
TEXT = f"{NAME}, hébergement sécurisé, {ADDRESS} ; {POINT} ; {PLUS_CODE} ; tél. {TELEPHONE}"
PARTS = (f"{NAME}, {ADDRESS}", f"{NAME} {POINT}", f"{NAME} {PLUS_CODE}", f"{NAME} ({TELEPHONE})")
"""Each lead by itself beside the name."""

_TRACES = re.compile(
    r"REFUGE CANARI|CANARI TEMOIN|SAINT CANARI|IMPASSE DU CANARI|44[.,]98765|3[.,]87654|8FR5XVQG|(?:33|0)466987654"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u00ad\u2060\ufeff\ufffd]")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_SEPARATED_DIGITS = re.compile(r"(?<=\d)[ .\-]+(?=\d\d)")
_COMBINING = {point: None for point in range(sys.maxunicode + 1) if unicodedata.combining(chr(point))}
_DEEPEST = 4


def traces_in(data: bytes | str) -> set[str]:
    """What is left of the canary in something that came out, whatever the encoding; archives are opened.

    UTF-8, UTF-16 of both orders and Latin-1; percent signs, HTML entities, JSON escapes, accents, case.
    """
    raw = data.encode("utf-8", errors="surrogatepass") if isinstance(data, str) else data
    found: set[str] = set()
    for piece in _opened(raw):
        for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            found |= set(_TRACES.findall(_evened(piece.decode(encoding, errors="ignore"))))
        found |= set(_TRACES.findall(_evened(piece[1:].decode("utf-16-le", errors="ignore"))))
    return found


def traces_below(folder: Path, but: Path | None = None) -> dict[str, set[str]]:
    """The files of a folder, by name, that hold a trace, in what they say or in their name; `but`: what was sent."""
    files = [path for path in folder.rglob("*") if path.is_file() and (but is None or but not in path.parents)]
    found = {str(path): traces_in(path.read_bytes()) | traces_in(str(path.relative_to(folder))) for path in files}
    return {name: traces for name, traces in found.items() if traces}


def _evened(text: str) -> str:
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), html.unescape(unquote(text, errors="ignore")))
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", html.unescape(text)))
    bare = text.translate(_COMBINING).upper()
    numbers = _SEPARATED_DIGITS.sub("", bare)
    return re.sub(r"[\s\-_'’+]+", " ", bare) + "\n" + numbers


def _opened(data: bytes, depth: int = 0) -> Iterator[bytes]:
    yield data
    if depth == _DEEPEST:
        return
    if data[:2] == b"\x1f\x8b":
        yield from _opened(gzip.decompress(data), depth + 1)
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _opened(archive.read(name), depth + 1)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive.getmembers():
                yield member.name.encode()
                content = archive.extractfile(member)
                if content is not None:
                    yield from _opened(content.read(), depth + 1)


def as_json(value: object) -> str:
    """What a program would answer, with non-ASCII letters escaped."""
    return json.dumps(value, default=str)
