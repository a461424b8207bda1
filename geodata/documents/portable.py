"""PDF files: opened, stripped of metadata, attachments and programs, and read whole."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
from pypdf.errors import PyPdfError

from config.thresholds import threshold
from geodata.documents.images import without_metadata
from geodata.documents.inflation import filters, require_bounded, unwrapped
from geodata.documents.refusal import DAMAGED, PASSWORD, RefusedDocument

_OF_THE_WHOLE = ("/Metadata", "/AF", "/OpenAction", "/AA", "/PieceInfo")
_OF_THE_NAMES = ("/EmbeddedFiles", "/JavaScript")
_OF_ANY_OBJECT = ("/Metadata", "/AA", "/PieceInfo", "/LastModified")
_PROGRAMS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute"}
_ATTACHED = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound"}


def stripped(content: bytes) -> tuple[bytes, str]:
    """The file without its metadata, and all its text, pages apart from hidden strings. Raises `RefusedDocument`."""
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            if file.is_encrypted:
                raise RefusedDocument(PASSWORD)
            _require_few_pages(len(file.pages))
            require_bounded(file)
            _strip(file)
            hidden = "\n".join(_strings(file))
            out = io.BytesIO()
            file.remove_unreferenced_resources()
            file.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        raise RefusedDocument(PASSWORD) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as damaged:
        if isinstance(damaged, RefusedDocument):
            raise
        raise RefusedDocument(DAMAGED) from None
    clean = out.getvalue()
    return clean, "\f".join([_text(clean), hidden])


def _require_few_pages(pages: int) -> None:
    limit = int(threshold("meetings.document_pages"))
    if not 1 <= pages <= limit:
        raise RefusedDocument(f"Ce fichier a {pages} pages : de 1 à {limit} sont acceptées.")


def _strip(file: pikepdf.Pdf) -> None:
    _drop(file.trailer, "/Info")
    for key in _OF_THE_WHOLE:
        _drop(file.Root, key)
    for key in _OF_THE_NAMES:
        if "/Names" in file.Root:
            _drop(file.Root.Names, key)
    for each in file.objects:
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key in _OF_ANY_OBJECT:
            _drop(each, key)
        for key in ("/A", "/PA"):
            if _kind(each.get(key), "/S") in _PROGRAMS:
                _drop(each, key)
        if _kind(each, "/S") in _PROGRAMS:
            _drop(each, "/JS")
            _drop(each, "/F")
        if isinstance(each, pikepdf.Stream) and filters(each)[-1:] == ["/DCTDecode"]:
            each.write(without_metadata(unwrapped(file, each)), filter=pikepdf.Name.DCTDecode)
    for page in file.pages:
        kept = [each for each in page.get("/Annots", []) if _kind(each, "/Subtype") not in _ATTACHED]
        if "/Annots" in page:
            page.Annots = pikepdf.Array(kept)


def _drop(value: Any, key: str) -> None:
    if key in value:
        del value[key]


def _kind(value: Any, key: str) -> str:
    return str(value.get(key, "")) if isinstance(value, pikepdf.Dictionary) else ""


def _strings(file: pikepdf.Pdf) -> Iterator[str]:
    """Texts outside the pages: bookmarks, notes, forms, descriptions of images, links."""
    for each in file.objects:
        yield from _inside(each)


def _inside(value: Any) -> Iterator[str]:
    """The texts of an object itself: those that it refers to are objects of the file, and are read in their turn."""
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in value.keys():  # noqa: SIM118 - iterating a PDF dictionary gives something else
            if key != "/ID" and not _refers(member := value[key]):
                yield from _inside(member)
    elif isinstance(value, pikepdf.Array):
        for member in value:
            if not _refers(member):
                yield from _inside(member)


def _refers(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _text(content: bytes) -> str:
    try:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        # What cannot be read cannot be looked through.
        raise RefusedDocument(DAMAGED) from None
