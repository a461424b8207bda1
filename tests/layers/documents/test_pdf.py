"""The PDF of a session file: two pages to read, everything in the annexes, and nothing that a text can make it do."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from time import process_time
from typing import Any

import pypdf
import pytest

from geodata.publication.session_file import DecisionLine, LateMesure, Listed, SessionFile, Variant
from layers.documents.pdf import SUMMARY_PAGES, fitted, to_pdf
from tests.layers.documents.made_up_session import session_file

HOSTILE = '#panic("ouvert") #read("/etc/passwd") $x^2$ *gras* <label> ] } \\u{41} // fin\x00\u202e'


def _read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content))


def _text(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in _read(content).pages))


def _summary_pages(file: SessionFile) -> int:
    return int(fitted(file).compiler.query("<summary-end>", field="value", one=True))


def _overflowing() -> SessionFile:
    """Forty decisions, twenty-three late mesures, every text as long as a page allows."""
    long = (
        "Réunir les services concernés, recenser les besoins et rendre compte au préfet avant la fin de l’année ; " * 9
    )
    decisions = tuple(
        DecisionLine(
            f"2025-{rank}",
            f"Décision {rank}. {long}",
            7,
            "DDETS, parquet et préfecture",
            date(2026, 6, 30),
            "En cours",
            2025,
            overdue=True,
        )
        for rank in range(1, 41)
    )
    late = tuple(
        LateMesure(rank, f"Mesure {rank}. {long}", long, "DDETS", "Objectifs compromis") for rank in range(1, 24)
    )
    made = session_file()
    return replace(
        made,
        decisions=Listed(decisions),
        late=Listed(late),
        essentials=(long,) * 8,
        agenda=Listed(tuple(replace(made.agenda.rows[0], rank=rank, title=long) for rank in range(1, 31))),
        figures=Listed(made.figures.rows * 4),
        gaps=Listed(made.gaps.rows * 8),
        heading=replace(made.heading, body=long, place=long),
    )


def test_the_summary_of_an_ordinary_file_shows_everything_on_two_pages() -> None:
    made = fitted(session_file())

    assert _summary_pages(session_file()) <= SUMMARY_PAGES
    assert not any(table.more for table in made.document.summary)


def test_the_summary_of_an_overflowing_file_still_holds_on_two_pages() -> None:
    assert _summary_pages(_overflowing()) <= SUMMARY_PAGES


def test_what_the_summary_cuts_stands_whole_in_the_annexes() -> None:
    text = _text(to_pdf(_overflowing()))

    assert all(f"Décision {rank}." in text for rank in range(1, 41))
    assert "autres lignes en annexe" in text


def test_the_same_file_gives_the_same_bytes() -> None:
    assert to_pdf(session_file()) == to_pdf(session_file())


def test_the_document_says_its_title_and_its_language() -> None:
    reader = _read(to_pdf(session_file()))

    assert reader.metadata is not None
    assert reader.metadata.title == session_file().title
    assert str(reader.root_object["/Lang"]).startswith("fr")
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_document_is_tagged_with_headers_headings_and_the_words_of_the_map() -> None:
    reader = _read(to_pdf(session_file()))
    tags = list(_tags(reader.root_object["/StructTreeRoot"]))
    kinds = [kind for kind, _ in tags]

    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert kinds.count("/Table") == 7
    assert kinds.count("/TH") >= 7 * 5
    assert {"/H1", "/H2", "/H3", "/L"} <= set(kinds)
    described = [words for kind, words in tags if kind == "/Figure"]
    assert len(described) == 1
    assert "Drôme : 0 sur 7" in described[0]


def _tags(node: Any) -> Any:
    node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node["/K"])


def test_every_font_is_in_the_file() -> None:
    reader = _read(to_pdf(session_file()))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]

    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize("variant", list(Variant))
def test_each_page_says_who_may_hold_it_and_that_figures_are_invented(variant: Variant) -> None:
    file = session_file(variant)

    for page in _read(to_pdf(file)).pages:
        text = page.extract_text()
        assert file.diffusion.mention.upper() in text
        assert "Données de démonstration, inventées" in text
        assert file.fingerprint[:16] in text


def test_real_figures_are_not_called_invented() -> None:
    assert "inventées" not in _text(to_pdf(session_file(demonstration=False, sources=("Une source",))))


def test_the_file_of_the_members_has_no_weather_and_says_what_it_leaves_out() -> None:
    text = _text(to_pdf(session_file(Variant.MEMBERS)))

    assert "Météo" not in text
    assert "Ce qui ne figure pas dans cette version" in text


def test_a_text_stays_a_text_wherever_it_stands() -> None:
    made = session_file()
    item = replace(made.agenda.rows[0], title=HOSTILE, speaker=HOSTILE)
    decision = replace(made.decisions.rows[0], text=HOSTILE, responsible=HOSTILE)
    file = replace(
        made,
        heading=replace(made.heading, body=HOSTILE, place=HOSTILE),
        essentials=(HOSTILE,),
        agenda=Listed((item,)),
        decisions=Listed((decision,)),
        documents=Listed((HOSTILE,)),
    )

    text = _text(to_pdf(file))

    assert text.count('#panic("ouvert")') >= 7
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert "\x00" not in text


def test_a_word_of_five_thousand_letters_stays_in_its_column() -> None:
    made = session_file()

    file = replace(made, decisions=Listed((replace(made.decisions.rows[0], text="a" * 5000),)))

    assert _summary_pages(file) <= SUMMARY_PAGES
    assert _text(to_pdf(file)).replace(" ", "").count("a") > 5000


def test_a_file_about_which_nothing_is_known_says_so_in_each_section() -> None:
    nothing = {
        part: Listed(silence=f"Rien de connu pour {part}.")
        for part in ("agenda", "figures", "gaps", "decisions", "late", "mesures", "documents")
    }

    text = _text(to_pdf(session_file(sheet_map=None, essentials=("Rien n’est connu.",), **nothing)))

    assert all(listed.silence in text for listed in nothing.values())


def test_a_file_takes_less_than_three_seconds_of_processor() -> None:
    started = process_time()

    to_pdf(session_file())

    assert process_time() - started < 3
