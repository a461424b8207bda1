"""The DOCX of a session file: the words of the PDF, in a document that its reader may edit."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from time import process_time

import docx
import pytest
from docx.oxml.ns import qn

from geodata.publication.session_file import Listed, Variant
from layers.documents.docx import to_docx
from layers.documents.pdf import fitted
from tests.layers.documents.made_up_session import session_file

HOSTILE = "<w:p/> { DDEAUTO cmd } \x00\x0b\ufffe\u202e]]> &amp; fin"


def _open(content: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(content))


def _words(content: bytes) -> str:
    word = _open(content)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_it_says_in_the_same_tables_what_the_pdf_says() -> None:
    content = fitted(session_file()).document
    expected = [*content.summary, *(table for annex in content.annexes for table in annex.tables)]

    word = _open(to_docx(session_file()))

    told = [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in word.tables]
    assert told == [
        [["\n".join(part for part in (cell.text, cell.below) if part) for cell in row] for row in table.rows]
        for table in expected
    ]


def test_the_first_row_of_each_table_is_its_header() -> None:
    for table in _open(to_docx(session_file())).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_sections_are_real_headings_without_a_jump_of_level() -> None:
    styles = [paragraph.style.name for paragraph in _open(to_docx(session_file())).paragraphs]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]

    assert styles[0] == "Title"
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_map_has_words_for_whoever_does_not_see_it() -> None:
    (picture,) = _open(to_docx(session_file())).inline_shapes

    assert "Drôme : 0 sur 7" in picture._inline.docPr.get("descr")


def test_it_is_written_in_french_with_a_title() -> None:
    word = _open(to_docx(session_file()))

    assert word.core_properties.title == session_file().title
    assert word.core_properties.language == "fr-FR"
    (language,) = word.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "fr-FR"


@pytest.mark.parametrize("variant", list(Variant))
def test_each_page_says_who_may_hold_it_and_that_figures_are_invented(variant: Variant) -> None:
    file = session_file(variant)
    (section,) = _open(to_docx(file)).sections

    header, footer = section.header.paragraphs[0].text, section.footer.paragraphs[0].text
    assert file.diffusion.mention.upper() in header
    assert "inventées" in header
    assert file.fingerprint[:16] in footer


def test_both_formats_bear_the_fingerprint_of_the_same_content() -> None:
    changed = session_file(essentials=("Une autre phrase.",))

    assert fitted(session_file()).document.fingerprint == session_file().fingerprint[:16]
    assert changed.fingerprint != session_file().fingerprint


def test_the_file_of_the_members_has_no_weather() -> None:
    assert "Météo" in _words(to_docx(session_file()))
    assert "Météo" not in _words(to_docx(session_file(Variant.MEMBERS)))


def test_a_text_stays_a_text_wherever_it_stands() -> None:
    made = session_file()
    file = replace(
        made,
        heading=replace(made.heading, place=HOSTILE),
        agenda=Listed((replace(made.agenda.rows[0], title=HOSTILE),)),
        decisions=Listed((replace(made.decisions.rows[0], text=HOSTILE),)),
    )

    words = _words(to_docx(file))

    assert words.count("<w:p/> { DDEAUTO cmd }") == 3
    assert "\u202e" not in words


def test_the_same_file_gives_the_same_bytes() -> None:
    assert to_docx(session_file()) == to_docx(session_file())


def test_a_file_takes_less_than_three_seconds_of_processor() -> None:
    started = process_time()

    to_docx(session_file())

    assert process_time() - started < 3
