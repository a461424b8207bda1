"""Cells that hold a field of a card of the listing, checked as its form does."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.listing.checks import checked
from geodata.listing.errors import FieldError
from geodata.listing.fields import Field, Shape
from geodata.reference.folding import fold_name


@dataclass(frozen=True)
class OfTheCard:
    """A field of a card, as its form checks it."""

    field: Field

    @property
    def empty(self) -> object:
        return self.field.empty

    def __call__(self, text: str) -> object:
        codes = self.field.shape == Shape.CODES
        try:
            return checked(self.field, codes_by_label(self.field, text) if codes else text)
        except FieldError as refusal:
            # The name of the field is already that of the column.
            raise ValueError(str(refusal).removeprefix(self.field.label).lstrip(" \N{NO-BREAK SPACE}:")) from refusal


def codes_by_label(field: Field, text: str) -> list[str]:
    """The codes of several labels, or codes, written in one cell, in the order of the list. Raises `FieldError`."""
    known = {fold_name(word): code for code, label in field.choices.items() for word in (code, label)}
    named: Sequence[str] = [each for part in text.splitlines() for each in part.split(";") if each.strip()]
    # A comma is as common, but some labels hold one.
    if any(fold_name(each) not in known for each in named):
        named = [part for each in named for part in ([each] if fold_name(each) in known else each.split(","))]
    for each in named:
        if fold_name(each) not in known:
            raise FieldError(field.name, f"{field.label} : « {each.strip()} » n’est pas dans la liste.")
    return [code for code in field.choices if code in {known[fold_name(each)] for each in named}]
