"""A card as a workbook: prefilled, with lists to choose from, and nothing hidden."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.files.titles import column_letters
from etl.listing_form.layout import (
    ANSWER,
    AS_READ,
    BRANCHES,
    CODE,
    FINGERPRINT,
    NEW_BRANCHES,
    NO,
    NO_MORE,
    NOTICE,
    ORGANISATION,
    YES,
    ZONES,
    Key,
    Line,
    branches_of,
    cells_of,
    column,
    fingerprint,
    lines,
)
from etl.rows.template_workbook import write_text
from geodata.listing.fields import FIELDS, ZONE_MODES, Shape
from geodata.repositories.listing_cards import Card
from geodata.territories import CODES

_TITLE, _LABEL = PatternFill("solid", fgColor="000091"), PatternFill("solid", fgColor="EEF0FB")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_SENTENCES = (
    "Ce classeur reprend ce que la fiche dit aujourd’hui. Corriger ce qui a changé, laisser le reste tel quel, puis le "
    "renvoyer : rien n’est modifié avant que les différences aient été relues à l’écran, puis acceptées par la "
    "préfecture.",
    "« Organisation » : une ligne pour chaque réponse.",
    "« Antennes » : une colonne pour chaque antenne. Pour en ajouter une, remplir une colonne « Nouvelle antenne ».",
    "« Zones » : pour chaque département où l’antenne agit, choisir comment. Pour le quitter, choisir « {no_more} ».",
    "Écrire « non » pour retirer une réponse « oui ». Une cellule vidée n’efface rien : la question sera posée à "
    "l’écran.",
    "Les horaires s’écrivent au format d’OpenStreetMap, par exemple Mo-Fr 09:00-12:00,14:00-17:30.",
    "Seules les adresses où le public est reçu s’écrivent ici. L’aide à l’hébergement est une réponse « oui » : elle "
    "ne se situe jamais.",
    "Aucun nom de personne, aucune situation individuelle.",
    "Ne pas modifier les titres des colonnes et des lignes, ni la feuille « Valeurs lues ». Une antenne fermée ou "
    "réunie à une autre, et le point sur la carte, se corrigent en ligne.",
)


def write(card: Card) -> bytes:
    """An XLSX workbook of what the card says. Every cell is a text or empty, and no sheet is hidden."""
    cells, workbook = cells_of(card), Workbook()
    notice = workbook.worksheets[0]
    _write_notice(notice, card, fingerprint(card.structure, cells))
    titles = [*(column(each.id) for each in branches_of(card)), *NEW_BRANCHES]
    _write_sheet(workbook.create_sheet(ORGANISATION), [ANSWER], cells)
    _write_sheet(workbook.create_sheet(BRANCHES), titles, cells)
    _write_sheet(workbook.create_sheet(ZONES), titles, cells)
    _write_as_read(workbook.create_sheet(AS_READ), cells)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_notice(sheet: Worksheet, card: Card, mark: str) -> None:
    sheet.title = NOTICE
    write_text(sheet.cell(1, 1), f"Fiche de l’organisation {card.values['name']}").font = Font(bold=True, size=14)
    for row, sentence in enumerate(_SENTENCES, 2):
        write_text(sheet.cell(row, 1), sentence.format(no_more=NO_MORE)).alignment = _WRAPPED
    for row, (label, text) in enumerate(((CODE, card.structure), (FINGERPRINT, mark)), len(_SENTENCES) + 3):
        write_text(sheet.cell(row, 1), label).font = Font(bold=True)
        write_text(sheet.cell(row, 2), text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 100, 40
    sheet.protection.sheet = True


def _write_sheet(sheet: Worksheet, titles: Sequence[str], cells: Mapping[Key, str]) -> None:
    rows = lines(sheet.title)
    heads = ("Partie", "Question", "Aide") if sheet.title != ZONES else ("Département",)
    first = len(heads) + 1
    for position, title in enumerate((*heads, *titles), 1):
        head = write_text(sheet.cell(1, position), title)
        head.font, head.fill, head.alignment = Font(bold=True, color="FFFFFF"), _TITLE, _WRAPPED
    for row, line in enumerate(rows, 2):
        for position, text in enumerate(_heads(line, len(heads)), 1):
            label = write_text(sheet.cell(row, position), text)
            label.fill, label.alignment = _LABEL, _WRAPPED
        for position, title in enumerate(titles, first):
            answer = write_text(sheet.cell(row, position), cells.get((sheet.title, title, line.label), ""))
            answer.alignment = _WRAPPED
        _add_list(sheet, line, row, first, first + len(titles) - 1)
    for position, width in enumerate((24, 46, 40) if len(heads) == 3 else (34,)):
        sheet.column_dimensions[column_letters(position)].width = width
    for position in range(first, first + len(titles)):
        sheet.column_dimensions[column_letters(position - 1)].width = 34
    sheet.freeze_panes = sheet.cell(2, first)


def _heads(line: Line, count: int) -> tuple[str, ...]:
    return (line.label,) if count == 1 else (line.block, line.label, _help(line))


def _help(line: Line) -> str:
    field = FIELDS[line.name]
    if line.code or field.shape != Shape.CODES:
        return field.help
    return f"Séparer par des points-virgules, parmi : {', '.join(field.choices.values())}."


def _add_list(sheet: Worksheet, line: Line, row: int, first: int, last: int) -> None:
    if sheet.title == ZONES:
        choices = f'"{",".join([*ZONE_MODES.values(), NO_MORE])}"'
    elif line.code:
        choices = f'"{YES},{NO}"'
    elif FIELDS[line.name].shape == Shape.DEPARTEMENT:
        choices = f"{ZONES}!$A$2:$A${len(CODES) + 1}"
    else:
        return
    rule = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Hors de la liste", "Choisir une réponse de la liste."
    rule.add(f"{column_letters(first - 1)}{row}:{column_letters(last - 1)}{row}")
    sheet.add_data_validation(rule)


def _write_as_read(sheet: Worksheet, cells: Mapping[Key, str]) -> None:
    """What the card said when the workbook was made: a difference is told against it, even if the card has moved."""
    for position, title in enumerate(("Feuille", "Colonne", "Ligne", "Valeur lue"), 1):
        write_text(sheet.cell(1, position), title).font = Font(bold=True)
        sheet.column_dimensions[column_letters(position - 1)].width = (16, 24, 46, 60)[position - 1]
    for row, (key, text) in enumerate(cells.items(), 2):
        for position, part in enumerate((*key, text), 1):
            write_text(sheet.cell(row, position), part)
    sheet.protection.sheet = True
