"""What Word and LibreOffice need and python-docx has no words for."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.styles.style import CharacterStyle
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph


def in_french(word: WordDocument) -> None:
    """The language of the whole document: screen readers and spelling follow it."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val="fr-FR", eastAsia="fr-FR", bidi="ar-SA"))


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field that the word processor computes, such as PAGE. `instruction` is ours, never a received text."""
    _field_mark(paragraph, "begin")
    code = _element("w:instrText")
    code.text = instruction
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")
    paragraph.add_run("1")
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def lettered(style: CharacterStyle, font: str) -> None:
    """The font of a style, in the place of that of the theme."""
    style.font.name = font
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def dated(content: bytes, when: datetime) -> bytes:
    """The same file with one date on all that it holds, so that the same content gives the same bytes."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, when.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return made.getvalue()


def headed(table: WordTable) -> None:
    """Mark the first row as the header: repeated on each page, read aloud with each cell."""
    _row_property(table.rows[0], "w:tblHeader")


def unbroken(row: WordRow) -> None:
    """Keep a row on one page."""
    _row_property(row, "w:cantSplit")


def ruled(table: WordTable) -> None:
    """Horizontal rules alone, heavy above and below, light between rows; narrow margins, for narrow columns."""
    borders = _element("w:tblBorders")
    for side, size, colour in (("top", 10, "000000"), ("bottom", 8, "000000"), ("insideH", 4, "8A8A8A")):
        borders.append(_element(f"w:{side}", val="single", sz=str(size), space="0", color=colour))
    # Word refuses a file whose properties are not in the order of the standard.
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="57", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def framed(paragraph: Paragraph) -> None:
    """A box around a paragraph."""
    borders = _element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(f"w:{side}", val="single", sz="6", space="4", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def described(picture: InlineShape, title: str, alternative: str) -> None:
    """The words of a picture, for whoever does not see it."""
    properties = picture._inline.docPr
    properties.set("title", title)
    properties.set("descr", alternative)


def _row_property(row: WordRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name, val="true"))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
