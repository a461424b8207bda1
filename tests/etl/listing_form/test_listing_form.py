"""The workbook of a card: what was not touched says nothing, and every change is told with its cell."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet

from etl.listing_form import Difference, RejectedFile, read, write
from etl.listing_form.layout import clean, column
from geodata.listing.fields import FIELDS, Kind
from geodata.repositories.listing_cards import Card
from geodata.repositories.listing_proposals import Wanted
from tests.etl.listing_form.cards import ALOUETTES, MENDE, NIMES, cards, with_branch


class Form:
    """The workbook in the hands of somebody who works offline."""

    def __init__(self, card: Card = ALOUETTES) -> None:
        self.book = openpyxl.load_workbook(BytesIO(write(card)))

    def cell(self, sheet: str, title: str, label: str):
        page = self.book[sheet]
        column_at = next(each.column for each in page[1] if clean(str(each.value)) == clean(title))
        label_at = 1 if sheet == "Zones" else 2
        row = next(row for row in range(2, page.max_row + 1) if _says(page, row, label_at, label))
        return page.cell(row, column_at)

    def type(self, sheet: str, title: str, label: str, text: object) -> str:
        cell = self.cell(sheet, title, label)
        cell.value = text
        return cell.coordinate

    def mende(self, label: str, text: object) -> str:
        return self.type("Antennes", column(MENDE), label, text)

    def sent_back(self) -> bytes:
        content = BytesIO()
        self.book.save(content)
        return content.getvalue()

    def read(self, card: Card = ALOUETTES) -> Difference:
        return read(self.sent_back(), card)


def _says(page: Worksheet, row: int, label_at: int, label: str) -> bool:
    return clean(str(page.cell(row, label_at).value)) == clean(label)


@pytest.fixture
def form() -> Form:
    return Form()


@settings(max_examples=25, deadline=None)
@given(cards())
def test_a_workbook_that_nobody_touched_changes_nothing(card: Card) -> None:
    difference = read(write(card), card)

    assert difference.unchanged
    assert not difference.stale


@settings(max_examples=8, deadline=None)
@given(cards())
def test_neither_does_one_that_a_spreadsheet_saved_again(card: Card) -> None:
    assert Form(card).read(card).unchanged


@settings(max_examples=10, deadline=None)
@given(cards(), cards())
def test_a_card_that_changed_meanwhile_is_not_put_back(card: Card, later: Card) -> None:
    difference = read(write(card), replace(later, branches=card.branches))

    assert difference.wanted == []
    assert difference.errors == []


def test_a_text_that_was_corrected_is_wanted_with_what_was_read(form: Form) -> None:
    form.mende("Téléphone public", "0466010203")

    assert form.read().wanted == [Wanted(Kind.BRANCH, MENDE, {"phone": "04 66 01 02 03"}, {"phone": "04 66 00 00 00"})]


def test_yes_adds_a_code_and_no_takes_it_out(form: Form) -> None:
    form.mende("Publics reçus : Hommes", "Oui")
    form.mende("Publics reçus : Mineurs", "non")

    (wanted,) = form.read().wanted
    assert wanted.values == {"publics": ["femmes", "hommes"]}


def test_languages_are_written_by_name(form: Form) -> None:
    form.mende("Langues parlées", "roumain, anglais ;arabe")

    (wanted,) = form.read().wanted
    assert set(wanted.values["languages"]) == {"ro", "en", "ar"}


def test_a_zone_is_added_left_or_said_more_precisely(form: Form) -> None:
    form.type("Zones", column(MENDE), "12 – Aveyron", "À distance")
    form.type("Zones", column(MENDE), "48 – Lozère", "N’y intervient plus")
    form.type("Zones", column(MENDE), "30 – Gard", "En itinérance")

    (wanted,) = form.read().wanted
    assert wanted == Wanted(
        Kind.ZONE,
        MENDE,
        {"12": "distance", "48": None, "30": "itinerant"},
        {"12": None, "48": "local", "30": ""},
    )


def test_a_cell_that_was_emptied_is_asked_about_and_erases_nothing(form: Form) -> None:
    at = form.mende("Téléphone public", None)

    difference = form.read()

    assert difference.wanted == []
    assert not difference.unchanged
    (emptied,) = difference.emptied
    assert emptied.cell == at
    assert emptied.sentence == "Téléphone public : « 04 66 00 00 00 » a disparu du classeur. Vider ?"
    assert difference.wanted_with([emptied]) == [Wanted(Kind.BRANCH, MENDE, {"phone": ""}, {"phone": "04 66 00 00 00"})]
    assert difference.wanted_with([]) == []


def test_a_code_whose_cell_was_emptied_stays_until_a_person_says_so(form: Form) -> None:
    form.mende("Publics reçus : Femmes", None)
    form.mende("Publics reçus : Hommes", "oui")

    difference = form.read()

    assert difference.wanted[0].values == {"publics": ["femmes", "hommes", "mineurs"]}
    assert difference.wanted_with(difference.emptied)[0].values == {"publics": ["hommes", "mineurs"]}


def test_an_emptied_zone_is_asked_about_too(form: Form) -> None:
    form.type("Zones", column(NIMES), "30 – Gard", None)

    difference = form.read()

    assert difference.wanted == []
    assert difference.wanted_with(difference.emptied) == [Wanted(Kind.ZONE, NIMES, {"30": None}, {"30": "itinerant"})]


def test_a_line_that_was_deleted_erases_nothing(form: Form) -> None:
    cell = form.cell("Antennes", column(MENDE), "Publics reçus : Femmes")
    form.book["Antennes"].delete_rows(cell.row)
    form.mende("Publics reçus : Hommes", "oui")

    difference = form.read()

    assert difference.wanted[0].values == {"publics": ["femmes", "hommes", "mineurs"]}
    assert difference.emptied == []


def test_an_answer_that_is_needed_cannot_be_emptied(form: Form) -> None:
    at = form.type("Organisation", "Réponse", "Nom de l’organisation", None)

    (error,) = form.read().errors
    assert (error.sheet, error.cell) == ("Organisation", at)
    assert "nécessaire" in error.sentence


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        ("Téléphone public", "12", "n’est pas un numéro de téléphone"),
        ("SIRET", "123", "SIRET"),
        ("Horaires d’ouverture", "tous les jours sauf le mardi", "OpenStreetMap"),
        ("Courriel de l’accueil", "pas une adresse", "adresse électronique"),
        ("Publics reçus : Hommes", "peut-être", "n’est ni oui, ni non"),
        ("Langues parlées", "klingon", "n’est pas dans la liste"),
        ("Département", "99", "n’est pas un code de département"),
        ("Antenne fermée le", "31/12/2999", "n’est pas encore passé"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_and_the_others_are_read(
    form: Form, label: str, text: str, said: str
) -> None:
    at = form.mende(label, text)
    form.mende("Comment s’y rendre", "Tramway A, arrêt du Pont")

    difference = form.read()

    (error,) = difference.errors
    assert (error.sheet, error.cell) == ("Antennes", at)
    assert said in error.sentence
    assert difference.wanted[0].values == {"access": "Tramway A, arrêt du Pont"}


def test_a_date_and_a_postal_code_are_read_as_spreadsheets_write_them(form: Form) -> None:
    form.mende("Antenne fermée le", date(2016, 3, 1))
    form.mende("Code postal", 1400)

    (wanted,) = form.read().wanted
    assert wanted.values == {"postcode": "01400", "closed_on": date(2016, 3, 1)}


def test_a_stale_workbook_keeps_what_its_author_had_read(form: Form) -> None:
    form.mende("Téléphone public", "0466010203")
    later = with_branch(ALOUETTES, MENDE, phone="04 66 99 99 99", city="Mende-le-Haut")

    difference = form.read(later)

    assert difference.stale
    assert difference.wanted == [Wanted(Kind.BRANCH, MENDE, {"phone": "04 66 01 02 03"}, {"phone": "04 66 00 00 00"})]


def test_a_stale_workbook_whose_read_values_were_altered_is_refused(form: Form) -> None:
    form.book["Valeurs lues"]["D2"].value = "autre chose"

    assert form.read().unchanged
    with pytest.raises(RejectedFile, match="Valeurs lues"):
        form.read(with_branch(ALOUETTES, MENDE, phone="04 66 99 99 99"))


def test_the_workbook_of_another_organisation_is_refused(form: Form) -> None:
    with pytest.raises(RejectedFile, match="une autre organisation"):
        form.read(replace(ALOUETTES, structure="les-hirondelles"))


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_what_is_not_such_a_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(RejectedFile):
        read(content, ALOUETTES)


def test_any_other_workbook_is_refused() -> None:
    content = BytesIO()
    openpyxl.Workbook().save(content)

    with pytest.raises(RejectedFile, match="n’est pas celui d’une fiche"):
        read(content.getvalue(), ALOUETTES)


def test_a_formula_without_a_result_is_refused_rather_than_read_as_empty(form: Form) -> None:
    form.mende("Téléphone public", "=A1")

    with pytest.raises(RejectedFile, match="formules sans résultat"):
        form.read()


def test_what_locates_a_shelter_is_refused_and_not_repeated(form: Form) -> None:
    at = form.mende("Comment s’y rendre", "Appartement de mise à l’abri, 3 rue des Lilas")
    form.type("Antennes", column(NIMES), "Commune", "Alès")

    difference = form.read()

    (error,) = difference.errors
    assert error.cell == at
    assert "lieu de mise à l’abri" in error.sentence
    assert "Lilas" not in str(difference)
    assert [each.branch_id for each in difference.wanted] == [NIMES]


def test_the_word_and_the_street_may_stand_in_two_cells(form: Form) -> None:
    form.mende("Comment orienter", "Appartements de mise à l’abri")

    difference = form.read()

    assert difference.wanted == []
    assert "lieu de mise à l’abri" in difference.errors[0].sentence


def test_a_new_branch_is_a_column(form: Form) -> None:
    title = "Nouvelle antenne 1"
    form.type("Antennes", title, "Nom de l’antenne", "Alès")
    form.type("Antennes", title, "Département", "30 – Gard")
    form.type("Antennes", title, "Publics reçus : Femmes", "oui")
    form.type("Zones", title, "30 – Gard", "Sur place")

    (new,) = form.read().new_branches

    assert new.values == {"called": "Alès", "departement": "30", "publics": ["femmes"]}
    assert new.zones == {"30": "local"}


def test_a_new_branch_needs_its_departement(form: Form) -> None:
    form.type("Antennes", "Nouvelle antenne 2", "Nom de l’antenne", "Alès")

    difference = form.read()

    assert difference.new_branches == []
    assert "département" in difference.errors[0].sentence


def test_a_column_of_a_branch_that_the_card_does_not_have_is_told(form: Form) -> None:
    form.book["Antennes"]["D1"].value = "Antenne n° 99"

    difference = form.read()

    assert difference.wanted == []
    assert difference.errors[0].cell == "D1"
    assert "n’est pas une colonne de cette fiche" in difference.errors[0].sentence


def test_a_line_whose_title_was_changed_is_told(form: Form) -> None:
    cell = form.cell("Antennes", column(MENDE), "Téléphone public")
    form.book["Antennes"].cell(cell.row, 2).value = "Le téléphone"

    difference = form.read()

    assert difference.wanted == difference.emptied == []
    assert difference.errors[0].cell == f"B{cell.row}"


def test_a_branch_whose_column_was_deleted_is_left_as_it_is(form: Form) -> None:
    form.book["Antennes"].delete_cols(4)

    assert form.read().unchanged


def test_nothing_is_hidden_and_no_cell_is_a_formula() -> None:
    card = with_branch(ALOUETTES, MENDE, access='=HYPERLINK("http://exemple.org")')

    book = openpyxl.load_workbook(BytesIO(write(card)))

    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    assert book.sheetnames == ["Mode d’emploi", "Organisation", "Antennes", "Zones", "Valeurs lues"]
    assert read(write(card), card).unchanged


def test_choices_are_lists() -> None:
    rules = openpyxl.load_workbook(BytesIO(write(ALOUETTES)))["Antennes"].data_validations.dataValidation

    assert {rule.formula1 for rule in rules} == {'"oui,non"', "Zones!$A$2:$A$102"}
    assert len(FIELDS["languages"].choices) > 12
