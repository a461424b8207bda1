"""From rows of cells to a table: titles above, one line below another, numbered as a spreadsheet numbers them."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from etl.rows.checks import FORMULA_STARTS, REASON_COLUMN, RejectedFile, header_key


def tabulate(rows: Sequence[Sequence[str]], header_rows: int = 1) -> pd.DataFrame:
    """Rows of texts as a frame indexed by line (1 is the first row of the file), see `etl.files.tables.read_table`.

    Raises `RejectedFile` for no row at all, titles that are absent or doubled, a row longer than the titles, and
    titles repeated further down.
    """
    filled = [any(cell.strip() for cell in row) for row in rows]
    if not any(filled):
        raise RejectedFile("le tableau est vide.")
    if header_rows and not any(filled[:header_rows]):
        raise RejectedFile("la ligne des titres est vide : la ligne 1 doit porter les titres des colonnes.")
    width = max(_last_filled(row) for row in rows[: header_rows or None])
    titles = [[" ".join(cell.split()) for cell in _padded(row, width)] for row in rows[:header_rows]]
    _require_sound_titles(titles)
    lines = [number for number, has_cells in enumerate(filled, 1) if has_cells and number > header_rows]
    if not lines:
        raise RejectedFile("le tableau n’a que des titres : aucune ligne à lire.")
    body = [_line(rows[number - 1], width, number, titles) for number in lines]
    columns = titles[0] if header_rows == 1 else pd.MultiIndex.from_arrays(titles) if titles else range(width)
    table = pd.DataFrame(body, index=pd.Index(lines, name="line"), columns=columns, dtype="str")
    if header_rows == 1:
        table = table.loc[:, [header_key(title) != header_key(REASON_COLUMN) for title in titles[0]]]
    if empty := lines[-1] - header_rows - len(lines):
        table.attrs["notes"] = [f"{empty} lignes vides ignorées." if empty > 1 else "1 ligne vide ignorée."]
    return table


def column_letters(position: int) -> str:
    """The letters of a column in a spreadsheet, from its position (0 is A).

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _require_sound_titles(titles: list[list[str]]) -> None:
    if len(titles) != 1:
        return
    if unnamed := [column_letters(position) for position, title in enumerate(titles[0]) if not title]:
        raise RejectedFile(f"colonne sans titre : {', '.join(unnamed)}. Lui donner un titre, ou la supprimer.", 1)
    known = Counter(map(header_key, titles[0]))
    if doubled := [title for title in titles[0] if known[header_key(title)] > 1]:
        places = ", ".join(column_letters(position) for position, title in enumerate(titles[0]) if title in doubled)
        raise RejectedFile(f"titre en double : « {doubled[0]} » (colonnes {places}). N’en garder qu’un.", 1)


def _line(row: Sequence[str], width: int, number: int, titles: list[list[str]]) -> list[str]:
    if len(row) > width and _last_filled(row) > width:
        raise RejectedFile(
            f"{_last_filled(row)} cellules pour {width} colonnes. Une cellule qui contient le séparateur doit être "
            "entre guillemets ; une colonne doit avoir un titre.",
            number,
        )
    cells = [_own_text(cell.strip()) for cell in _padded(row, width)]
    if titles and cells == titles[-1]:
        raise RejectedFile("cette ligne répète les titres : la supprimer.", number)
    return cells


def _own_text(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it, see `etl.report.rejected_csv`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


def _last_filled(row: Sequence[str]) -> int:
    return max((position for position, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]
