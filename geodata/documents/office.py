"""DOCX and ODT files: archives of XML and pictures, written again from what was read."""

import io
import re
import zipfile
import zlib
from html import unescape
from pathlib import PurePosixPath

from config.thresholds import threshold
from geodata.documents.images import without_metadata
from geodata.documents.refusal import DAMAGED, KINDS, MACROS, PASSWORD, RefusedDocument

Members = dict[str, bytes]

_ODT = b"application/vnd.oasis.opendocument.text"
_TEXTS = {".xml", ".rels", ".rdf", ".svg"}
_PICTURES = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".emf",
    ".wmf",
    ".tif",
    ".tiff",
    ".webp",
    ".svm",
    ".odttf",
    ".ttf",
}
_MOST_MEMBERS = 2_000
_FIXED = (1980, 1, 1, 0, 0, 0)

_CORE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_APP = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_CUSTOM = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
_META = b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'  # noqa: E501
_EMPTIED = {
    "docProps/core.xml": _CORE, "docProps/app.xml": _APP, "docProps/custom.xml": _CUSTOM, "meta.xml": _META,
}  # fmt: skip
_WHO = re.compile(rb"""(\bw\d*:(?:author|initials|userId|providerId)=)("[^"]*"|'[^']*')""")
_CREATOR = re.compile(rb"(<(?:dc:creator|meta:creator-initials|meta:initial-creator)>)[^<]*(?=</)")
_THUMBNAIL = re.compile(rb"<Relationship [^>]*/thumbnail\"[^>]*/>|<manifest:file-entry [^>]*Thumbnails/[^>]*/>")
_END_OF_PARAGRAPH = re.compile(r"</(?:\w+:)?(?:p|h|tr|table-row)>|<(?:\w+:)?(?:br|tab|line-break|s)\b[^>]*/>")
_SAID_ASIDE = re.compile(r"""\b(?:\w+:)?(?:descr|title|Target|href|alt|name|author)=(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<[^>]*>")


def kind(content: bytes) -> str | None:
    """« .docx » or « .odt », None for any other archive. Raises `RefusedDocument` for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return ".docx"
            if "content.xml" not in names:
                return None
            # No more than is needed: the member may be made to inflate without end.
            with archive.open("mimetype") as told:
                return ".odt" if told.read(len(_ODT) + 2).strip() == _ODT else None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, zlib.error, EOFError):
        raise RefusedDocument(DAMAGED) from None


def stripped_docx(content: bytes) -> tuple[bytes, str]:
    """A DOCX without its metadata, and all its text. Raises `RefusedDocument`."""
    members = _members(content)
    if b"macroEnabled" in members["[Content_Types].xml"]:
        raise RefusedDocument(MACROS)
    return _stripped(members)


def stripped_odt(content: bytes) -> tuple[bytes, str]:
    """An ODT without its metadata, and all its text. Raises `RefusedDocument`."""
    members = _members(content)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise RefusedDocument(PASSWORD)
    return _stripped(members)


def _members(content: bytes) -> Members:
    """What the archive really holds, read within limits: it may lie about its size, or hide programs."""
    left = int(threshold("meetings.document_inflated_bytes"))
    found: Members = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            if len(entries) > _MOST_MEMBERS or len({each.filename for each in entries}) < len(entries):
                raise RefusedDocument(DAMAGED)
            for entry in entries:
                _require_expected(entry)
                with archive.open(entry) as member:
                    found[entry.filename] = member.read(left + 1)
                left -= len(found[entry.filename])
                if left < 0:
                    raise RefusedDocument(f"Ce fichier, une fois décompressé, est trop gros. {KINDS}")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, EOFError):
        raise RefusedDocument(DAMAGED) from None
    return found


def _require_expected(entry: zipfile.ZipInfo) -> None:
    name = PurePosixPath(entry.filename)
    if entry.flag_bits & 0x1:
        raise RefusedDocument(PASSWORD)
    if name.is_absolute() or ".." in name.parts or "\\" in entry.filename:
        raise RefusedDocument(DAMAGED)
    if entry.filename == "mimetype" or _ending(entry.filename) in _TEXTS | _PICTURES:
        if name.parts[0] in {"Basic", "Scripts"}:
            raise RefusedDocument(MACROS)
        return
    if not (name.parts[0] == "Configurations2" or entry.filename == "layout-cache"):
        raise RefusedDocument(MACROS)


def _ending(name: str) -> str:
    # A path library finds no ending in « .rels », which begins by its dot.
    return "." + name.rpartition(".")[2].lower()


def _stripped(members: Members) -> tuple[bytes, str]:
    texts: list[str] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if name.startswith(("docProps/thumbnail", "Thumbnails/", "Configurations2/")) or name == "layout-cache":
                continue
            clean = _clean(name, data)
            if _ending(name) in _TEXTS:
                texts.append(_text(clean))
            # The format asks that « mimetype » be first and bare; a fixed date says nothing of whoever wrote.
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, clean)
    return out.getvalue(), "\f".join(texts)


def _clean(name: str, data: bytes) -> bytes:
    if name in _EMPTIED:
        return _EMPTIED[name]
    if _ending(name) not in _TEXTS:
        return without_metadata(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise RefusedDocument(DAMAGED)
    data = _WHO.sub(rb'\1""', data)
    return _THUMBNAIL.sub(b"", _CREATOR.sub(rb"\1", data))


def _text(data: bytes) -> str:
    """Runs of a paragraph side by side, as one reads them, then what is said aside: descriptions, links, names."""
    try:
        written = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        raise RefusedDocument(DAMAGED) from None
    read = _TAG.sub("", _END_OF_PARAGRAPH.sub("\n", written))
    aside = "\n".join(one or other for one, other in _SAID_ASIDE.findall(written))
    return unescape(f"{read}\f{aside}")
