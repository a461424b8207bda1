"""The blank workbook sent to a producer: lists to choose from, notes on titles, an example, and a notice."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.files.titles import column_letters
from etl.rows.template import EXAMPLE_MARK, Column, Template

ROWS_TO_FILL = 5000
_LISTS = "Listes"
_YES_NO = {"oui": "oui", "non": "non"}
_FORMATS = {"integer": "0", "decimal": "General", "date": "dd/mm/yyyy"}
_TITLE = PatternFill("solid", fgColor="1B365D")
_REQUIRED = PatternFill("solid", fgColor="8C1C13")
_EXAMPLE = PatternFill("solid", fgColor="EEEEEE")
_KINDS = {
    "text": "Texte.", "code": "Code : les zéros du début comptent.", "integer": "Nombre entier.", "decimal": "Nombre.",
    "date": "Date : 31/12/2014 ou 2014-12-31.", "yes_no": "oui ou non.",
    "several": "Une ou plusieurs valeurs, séparées par des points-virgules.",
}  # fmt: skip


def write_template(template: Template, path: Path) -> None:
    """Write the template as an XLSX workbook: the sheet to fill in, « Notice », and the hidden lists.

    Every cell is a text or empty: a label that begins with « = » is not a formula. `path` is replaced if it exists.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = template.sheet
    notice, lists = workbook.create_sheet("Notice"), workbook.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for position, column in enumerate(template.columns):
        _write_column(sheet, position, column)
        _write_list(sheet, lists, position, column)
    for position, cell in enumerate(template.example_row(), 1):
        written = write_text(sheet.cell(2, position), cell)
        written.fill, written.font = _EXAMPLE, Font(italic=True, color="666666")
    sheet.freeze_panes = "A2"
    _write_notice(notice, template)
    workbook.save(path)


def _write_column(sheet: Worksheet, position: int, column: Column) -> None:
    title = write_text(sheet.cell(1, position + 1), column.label)
    title.font, title.fill = Font(bold=True, color="FFFFFF"), _REQUIRED if column.required else _TITLE
    title.alignment = Alignment(wrap_text=True, vertical="top")
    needed = "Obligatoire. " if column.required else ""
    title.comment = Comment(f"{needed}{column.note}\n{_KINDS[column.kind]}", "Vigie", height=120, width=320)
    dimension = sheet.column_dimensions[column_letters(position)]
    dimension.width = max(14, len(column.label) + 4)
    # Text unless it is a number or a date: typed in an ordinary cell, the Ain (01) would become 1.
    dimension.number_format = _FORMATS.get(column.kind, "@")


def _write_list(sheet: Worksheet, lists: Worksheet, position: int, column: Column) -> None:
    choices = _YES_NO if column.kind == "yes_no" else column.choices
    letters = column_letters(position)
    if column.kind == "integer":
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error = "Un nombre entier est attendu. Laisser vide quand il n’est pas connu."
    elif choices and column.kind != "several":
        for row, label in enumerate([column.label, *choices.values()], 1):
            write_text(lists.cell(row, position + 1), label)
        rule = DataValidation(
            "list", formula1=f"{_LISTS}!${letters}$2:${letters}${len(choices) + 1}", allow_blank=not column.required
        )
        rule.error = "Choisir une valeur de la liste."
    else:
        return
    rule.errorTitle, rule.showErrorMessage = column.label[:32], True
    rule.add(f"{letters}3:{letters}{ROWS_TO_FILL}")
    sheet.add_data_validation(rule)


def _write_notice(notice: Worksheet, template: Template) -> None:
    sentences = [
        template.title or "Modèle d’import",
        *template.notice,
        "Ne pas changer les titres de la première ligne, ni fusionner de cellules. Les titres sur fond rouge sont ceux "
        "des colonnes obligatoires.",
        f"La deuxième ligne est un exemple, qui commence par « {EXAMPLE_MARK.strip()} » : elle n’est jamais importée. "
        "La laisser telle quelle ou la supprimer ; saisir à partir de la troisième.",
        "Une cellule vide veut dire « non renseigné » ; elle ne veut jamais dire zéro.",
    ]
    for row, sentence in enumerate(sentences, 1):
        write_text(notice.cell(row, 1), sentence)
    notice["A1"].font = Font(bold=True, size=14)
    first = len(sentences) + 2
    for position, title in enumerate(
        ("Colonne", "Nom court", "Obligatoire", "Ce qu’il faut écrire", "Valeurs", "Exemple"), 1
    ):
        cell = write_text(notice.cell(first, position), title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _TITLE
    for row, column in enumerate(template.columns, first + 1):
        explained = [
            column.label, column.name, "oui" if column.required else "non", f"{column.note} {_KINDS[column.kind]}",
            " ; ".join(column.choices.values()), column.example,
        ]  # fmt: skip
        for position, text in enumerate(explained, 1):
            write_text(notice.cell(row, position), text).alignment = Alignment(wrap_text=True, vertical="top")
    for letters, width in zip("ABCDEF", (28, 26, 12, 50, 60, 24), strict=True):
        notice.column_dimensions[letters].width = width


def write_text(cell: Cell, text: str) -> Cell:
    """A text that no spreadsheet takes for a formula, a number or a date."""
    cell.value = text
    # openpyxl takes a text beginning with « = » for a formula.
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    return cell
