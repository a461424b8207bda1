"""The session file as DOCX: what the PDF says, in styles that a préfecture edits with its own tools."""

from datetime import datetime, time
from io import BytesIO

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as WordCell

from geodata.publication.session_file import SessionFile
from layers.documents import word_parts
from layers.documents.blocks import Cell, Table
from layers.documents.document import Document
from layers.documents.pdf import READING, fitted, map_picture

FONT = "Arial"
INK = RGBColor(0, 0, 0x91)
WIDTH_MM = 178
SIZES = {"Normal": 10.0, "Title": 20.0, "Heading 1": 13.0, "Heading 2": 11.0}


def to_docx(file: SessionFile) -> bytes:
    """The file as an editable document: real headings, lists and table headers, the map as a picture with its words.

    The content is that of the PDF, cut in the same places. The same file gives the same bytes.
    """
    content = fitted(file).document
    word = new_document()
    _styles(word)
    _margins_and_edges(word, content)
    _properties(word, file, content)
    _opening(word, content)
    _agenda(word, content)
    _map(word, file)
    for table in content.summary:
        _table(word, table, level=1)
    _annexes(word, content)
    made = BytesIO()
    word.save(made)
    return word_parts.dated(made.getvalue(), _noon(file))


def _noon(file: SessionFile) -> datetime:
    return datetime.combine(file.drawn_on, time(12))


def _styles(word: WordDocument) -> None:
    word_parts.in_french(word)
    for name, size in SIZES.items():
        style = word.styles[name]
        word_parts.lettered(style, FONT)
        style.font.size = Pt(size)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, INK
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(3)
    word.styles["Normal"].paragraph_format.space_after = Pt(3)


def _margins_and_edges(word: WordDocument, content: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(20), Mm(17)
    invented = " – Données de démonstration, inventées" if content.demonstration else ""
    header = section.header.paragraphs[0]
    header.add_run(f"{content.mention.upper()}{invented}").bold = True
    header.add_run(f" – {content.departement}, {content.when}")
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{content.variant} arrêté le {content.drawn} · empreinte {content.fingerprint} · page ")
    word_parts.field(footer, "PAGE")
    footer.add_run(" sur ")
    word_parts.field(footer, "NUMPAGES")
    for paragraph in (header, footer):
        for run in paragraph.runs:
            run.font.size = Pt(8.5)


def _properties(word: WordDocument, file: SessionFile, content: Document) -> None:
    core = word.core_properties
    core.title, core.author, core.language = content.title[:255], "Vigie", "fr-FR"
    core.subject, core.comments, core.last_modified_by = content.mention, f"Empreinte {content.fingerprint}", "Vigie"
    core.created = core.modified = _noon(file)
    core.revision = 1


def _opening(word: WordDocument, content: Document) -> None:
    word.add_paragraph(content.departement, style="Title")
    word.add_paragraph(content.territory)
    word.add_paragraph().add_run(content.body).bold = True
    word.add_paragraph("\n".join(part for part in (content.when, content.where) if part))
    box = word.add_paragraph()
    box.add_run(f"{content.variant}. ").bold = True
    box.add_run(content.warning)
    word_parts.framed(box)
    _list(word, "À retenir", content.essentials, level=1)


def _agenda(word: WordDocument, content: Document) -> None:
    word.add_heading("Ordre du jour", level=1)
    for item in content.agenda:
        paragraph = word.add_paragraph(f"{item.title}", style="List Number")
        if item.detail:
            paragraph.add_run(f" – {item.detail}").italic = True
    if content.agenda_silence:
        word.add_paragraph().add_run(content.agenda_silence).italic = True


def _map(word: WordDocument, file: SessionFile) -> None:
    if file.sheet_map is None:
        return
    word.add_heading(file.sheet_map.title, level=1)
    picture = word.add_picture(BytesIO(map_picture(file.sheet_map)), width=Mm(88))
    word_parts.described(picture, file.sheet_map.title, file.sheet_map.alternative)
    word.add_paragraph().add_run(file.sheet_map.source).italic = True


def _table(word: WordDocument, table: Table, level: int) -> None:
    if table.title:
        word.add_heading(table.title, level=level)
    if table.rows:
        _rows(word, table)
    else:
        word.add_paragraph().add_run(table.silence).italic = True
    if words := " ".join(part for part in (table.note, table.more) if part):
        word.add_paragraph().add_run(words).italic = True


def _rows(word: WordDocument, table: Table) -> None:
    made = word.add_table(rows=1, cols=len(table.columns))
    made.autofit = False
    word_parts.ruled(made)
    word_parts.headed(made)
    total = sum(column.width for column in table.columns)
    widths = [Mm(WIDTH_MM * column.width / total) for column in table.columns]
    lines = [tuple(Cell(column.header, strong=True) for column in table.columns), *table.rows]
    for _ in table.rows:
        word_parts.unbroken(made.add_row())
    for column, (shape, width) in enumerate(zip(table.columns, widths, strict=True)):
        made.columns[column].width = width
        for place, line in zip(made.columns[column].cells, lines, strict=True):
            place.width = width
            _cell(place, line[column], figures=shape.figures)


def _cell(place: WordCell, cell: Cell, *, figures: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(cell.text)
    run.bold, run.italic, run.font.size = cell.strong or None, cell.quiet or None, Pt(8.5)
    if cell.below:
        paragraph.add_run().add_break()
        below = paragraph.add_run(cell.below)
        below.italic, below.font.size = True, Pt(8)


def _annexes(word: WordDocument, content: Document) -> None:
    word.add_page_break()
    for annex in content.annexes:
        word.add_heading(f"Annexe – {annex.title}", level=1)
        for table in annex.tables:
            _table(word, table, level=2)
    word.add_heading("Documents, sources et lecture", level=1)
    _list(word, "Documents joints", content.documents, level=2, silence=content.documents_silence)
    _list(word, "Sources", content.sources, level=2)
    if content.left_out:
        _list(word, "Ce qui ne figure pas dans cette version", content.left_out, level=2)
    _list(word, "Lecture", READING, level=2)


def _list(word: WordDocument, title: str, lines: tuple[str, ...], level: int, silence: str = "") -> None:
    word.add_heading(title, level=level)
    for line in lines:
        word.add_paragraph(line, style="List Bullet")
    if not lines and silence:
        word.add_paragraph().add_run(silence).italic = True
