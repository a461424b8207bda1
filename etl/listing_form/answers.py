"""What the words of a cell mean: a value of a field, or a French sentence to whoever wrote them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from etl.geocoding.names import read_postcode
from etl.listing_form.layout import NO, NO_MORE, NOT_SAID, YES, Line, in_lines
from etl.rows.card_fields import codes_by_label
from geodata.listing.checks import checked
from geodata.listing.errors import FieldError
from geodata.listing.fields import FIELDS, ZONE_MODES, Field, Shape
from geodata.reference.folding import fold_name

Texts = Mapping[Line, str]
"""The lines of one field, and what stands in their cells."""
_YES, _NO = {fold_name(word) for word in (YES, "o", "x", "vrai")}, {fold_name(word) for word in (NO, "n", "faux")}


def answered(texts: Texts, before: Texts) -> Any:
    """The value that was written. A code whose cell was emptied, or whose line is not there, stays as it was before.

    Raises `FieldError`.
    """
    field = FIELDS[next(iter(texts)).name]
    if in_lines(field):
        said = {line.code: _yes(field, text) for line, text in {**before, **_filled(texts)}.items()}
        return checked(field, [code for code, yes in said.items() if yes])
    (text,) = texts.values()
    if field.shape == Shape.CODES:
        return checked(field, codes_by_label(field, text))
    if field.shape == Shape.DEPARTEMENT:
        return checked(field, _code_of_a_place(text))
    if field.shape == Shape.POSTCODE:
        return checked(field, read_postcode(text).code or text)
    return checked(field, text)


def as_read(texts: Texts) -> Any:
    """The value that the workbook was made from: it was in force, and is not judged again."""
    field = FIELDS[next(iter(texts)).name]
    if in_lines(field):
        return [line.code for line, text in texts.items() if text == YES]
    (text,) = texts.values()
    if field.shape == Shape.CODES:
        return codes_by_label(field, text)
    if field.shape == Shape.DAY:
        return datetime.strptime(text, "%d/%m/%Y").date() if text else None
    return _code_of_a_place(text) if field.shape == Shape.DEPARTEMENT else text


def mode(line: Line, text: str) -> str | None:
    """How one acts in a département; None for « not any more ». Raises `FieldError`."""
    labels = {fold_name(label): code for code, label in ZONE_MODES.items()} | {fold_name(NO_MORE): None}
    if fold_name(text) not in labels:
        raise FieldError(line.name, f"{line.label} : écrire {', '.join(ZONE_MODES.values())}, ou {NO_MORE}.")
    return labels[fold_name(text)]


def mode_as_read(text: str) -> str | None:
    """The same for what was in force: a file of the listing may not have said it."""
    if text == NOT_SAID:
        return ""
    return {label: code for code, label in ZONE_MODES.items()}.get(text)


def _filled(texts: Texts) -> Texts:
    return {line: text for line, text in texts.items() if text}


def _yes(field: Field, text: str) -> bool:
    word = fold_name(text)
    if word and word not in _YES | _NO:
        raise FieldError(field.name, f"{field.label} : « {text} » n’est ni {YES}, ni {NO}.")
    return word in _YES


def _code_of_a_place(text: str) -> str:
    return text.partition(" – ")[0]
