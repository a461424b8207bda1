"""Small documents, made by the test that sends them."""

import io
import struct
import zipfile
import zlib

import docx
import pikepdf
from odf.opendocument import OpenDocumentText
from odf.text import P
from PIL import ExifTags, Image


def pdf(text: str, **metadata: str) -> bytes:
    """A one-page PDF with a text layer."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    made.add_blank_page(page_size=(595, 842))
    page = made.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = made.make_stream(b"BT /F1 12 Tf 72 720 Td (" + shown + b") Tj ET")
    for name, value in metadata.items():
        made.docinfo[f"/{name}"] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word(text: str, author: str = "") -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    made.core_properties.author = author
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt(text: str) -> bytes:
    made = OpenDocumentText()
    made.text.addElement(P(text=text))
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """An archive with one more file in it."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def jpeg(description: str = "") -> bytes:
    """A small photograph, with what its camera says of it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.ImageDescription] = description
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(text: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    plain = out.getvalue()
    chunk = b"tEXt" + b"Comment\x00" + text
    made = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return plain[:33] + made + plain[33:]
