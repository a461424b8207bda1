"""A card filled offline comes back on its page: drafts to review, like what is typed there."""

from io import BytesIO

from openpyxl import load_workbook

from dashboard.listing_workbook import write
from geodata.database import transaction
from geodata.perimetre import perimetre
from geodata.repositories import listing_cards
from tests.dashboard.test_ma_fiche import OURS, drafts, fiche, press, sent
from tests.dashboard.test_pages import text_of


def test_a_workbook_sent_back_becomes_drafts_to_review_then_a_proposal(filled_database: str) -> None:
    with transaction() as session:
        known = listing_cards.card(session, perimetre(OURS), "amicale-d-essai")
    book = load_workbook(BytesIO(write(known)))
    cell = next(
        each for sheet in book for row in sheet.iter_rows() for each in row if each.value == "https://exemple.fr"
    )
    cell.value = "https://ici.example.org"
    saved = BytesIO()
    book.save(saved)
    app = fiche()
    app.file_uploader(key="fiche_renvoyer").upload("fiche.xlsx", saved.getvalue()).run()
    app = press(app, "Relire ce changement")
    assert "https://ici.example.org" in text_of(app)
    app = press(app, "Envoyer ce changement")

    assert any(each.value.startswith("Envoyé") for each in app.success)
    assert [(each.origin, list(each.changes)) for each in sent()] == [("workbook", ["website"])]


def test_a_file_that_is_not_the_workbook_of_the_card_is_explained(filled_database: str) -> None:
    app = fiche()
    app.file_uploader(key="fiche_renvoyer").upload("fiche.xlsx", b"autre chose").run()

    assert not app.exception
    assert app.error[0].value.startswith("fiche")
    assert not drafts()
