"""CSV as it really arrives: encoding and delimiter unknown, line breaks inside quotes, rows of uneven length."""

import codecs
import csv
import io
import re

from charset_normalizer import from_bytes

from config.thresholds import threshold
from etl.rows.checks import RejectedFile

DELIMITERS = (";", ",", "\t", "|")
_LEGACY = ["cp1252", "mac_roman", "cp850"]
_WRITING = re.compile(r"[\w\s.,;:!?'\"()/@&%+\-_’«»€°|=*#…–—]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAVE_AS_UTF8 = "L’enregistrer au format « CSV UTF-8 », puis l’envoyer de nouveau."
_SAMPLED_ROWS = 50


def read_delimited(data: bytes) -> list[list[str]]:
    """The cells of a CSV file, row by row; an empty line is an empty row, so that positions stay those of the file.

    Raises `RejectedFile` for a content that is not text, an encoding that cannot be told, a quote left open, or more
    cells than a small server can hold.
    """
    text = decoded(data)
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise RejectedFile(
            "le fichier contient des caractères de contrôle (octets nuls, par exemple) : il est abîmé, ou n’est pas un "
            "tableau. L’enregistrer de nouveau au format CSV, XLSX ou ODS.",
            line,
        )
    delimiter = delimiter_of(text)
    rows, cells, limit = [], 0, int(threshold("files.max_cells"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells += len(row)
            if cells > limit:
                raise RejectedFile(f"le tableau dépasse {limit} cellules : l’envoyer en plusieurs fichiers.")
            rows.append(row)
    except csv.Error:
        raise RejectedFile(
            "un guillemet ouvert n’est pas fermé, ou une cellule est démesurée. Doubler les guillemets à l’intérieur "
            "d’une cellule, ou enregistrer de nouveau le tableau depuis un tableur.",
            len(rows) + 1,
        ) from None
    return rows


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or an encoding of Western Europe."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
    if b"\0" in data:
        return data.decode("latin-1")
    # Windows-1252 text is hardly ever valid UTF-8: many valid letters mean a UTF-8 file with a broken byte.
    repaired = data.decode("utf-8", errors="replace")
    broken = repaired.count("\ufffd")
    if sum(not character.isascii() for character in repaired) - broken > 5 * broken:
        raise RejectedFile(f"un caractère est illisible en UTF-8. {_SAVE_AS_UTF8}", line)
    guess = from_bytes(data, cp_isolation=_LEGACY).best()
    if guess is None:
        raise RejectedFile(f"l’encodage du fichier n’est pas reconnu. {_SAVE_AS_UTF8}", line)
    return str(guess)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first rows into the most columns, all of them alike; « ; » for a single column.

    >>> delimiter_of("nom;publics\\nA;femmes, hommes\\n"), delimiter_of("nom,publics\\nA,femmes;hommes\\n")
    (';', ',')
    """

    def regularity(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _ in zip(reader, range(_SAMPLED_ROWS), strict=False) if row]
        except csv.Error:
            return (0.0, 0)
        if not widths or widths[0] == 1:
            return (0.0, 0)
        return (widths.count(widths[0]) / len(widths), widths[0])

    return max(DELIMITERS, key=regularity)
