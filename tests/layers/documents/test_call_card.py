"""*Qui appeler* holds on one page, says what it leaves out, and invents no number."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from geodata.publication.call_card import CallCard, CallLine
from layers.documents import card_to_pdf

TODAY = date(2026, 11, 26)


def line(name: str, **values: str) -> CallLine:
    return CallLine(
        name, values.get("where", "Mende"), ("https://example.org",), "Publics : non dit.", ("À confirmer",)
    )


def read(card: CallCard) -> tuple[int, str]:
    document = PdfReader(BytesIO(card_to_pdf(card)))
    return len(document.pages), " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_sixty_services_hold_on_one_page_and_those_left_out_are_counted() -> None:
    lines = tuple(line(f"Association numéro {number} " + "au nom fort long " * 8) for number in range(60))

    pages, text = read(CallCard("75", "Paris", TODAY, lines, line("Ac.Sé"), ("Annuaire",)))

    assert pages == 1
    assert "Association numéro 0 " in text
    assert "autres services à lire" in text


def test_a_departement_without_a_service_says_so_and_keeps_the_national_line() -> None:
    pages, text = read(CallCard("48", "Lozère", TODAY, (), line("Dispositif national Ac.Sé", where=""), ()))

    assert pages == 1
    assert "Aucun service local" in text
    assert "Dispositif national Ac.Sé" in text


def test_a_received_text_is_printed_as_it_is() -> None:
    pages, text = read(CallCard("48", "Lozère", TODAY, (line("#panic() *x* $y$ <script>"),), None, ()))

    assert pages == 1
    assert "#panic() *x* $y$ <script>" in text
