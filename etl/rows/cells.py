"""From the text of a cell to its value, or a sentence in French that says what to correct.

Each parser is given a text without spaces around it, never an empty one. `empty` is what an empty cell is worth:
nothing for a number, a date or a yes-or-no (unknown is not zero, nor « non »), an empty text or list otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from geodata.reference.folding import fold_name
from geodata.territories import require_departement

_SPACES = str.maketrans("", "", " \u00a0\u202f")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,]0{1,2})?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]+)?")
# A spreadsheet writes the time with the day; a person does not mean it.
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_FRENCH_DAY = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_YES = frozenset({"OUI", "O", "VRAI", "TRUE", "1"})
_NO = frozenset({"NON", "N", "FAUX", "FALSE", "0"})


@dataclass(frozen=True)
class Text:
    """A free text on one line, at most `longest` characters."""

    longest: int = 500
    empty: ClassVar[str] = ""

    def __call__(self, text: str) -> str:
        line = " ".join(text.split())
        if len(line) > self.longest:
            raise ValueError(f"le texte a {len(line)} caractères, {self.longest} au plus.")
        return line


@dataclass(frozen=True)
class Integer:
    """A whole number between two bounds; thousands may be set apart by spaces."""

    minimum: int = 0
    maximum: int = 2_000_000_000
    dtype: ClassVar[str] = "Int64"

    def __call__(self, text: str) -> int:
        digits = text.translate(_SPACES)
        if not _INTEGER.fullmatch(digits):
            raise ValueError(
                f"« {text} » n’est pas un nombre entier. Laisser la cellule vide quand le nombre n’est pas connu."
            )
        number = int(re.split("[.,]", digits)[0])
        if not self.minimum <= number <= self.maximum:
            bounds = f"de {_grouped(self.minimum)} à {_grouped(self.maximum)}"
            raise ValueError(f"{text} est hors des bornes admises, {bounds}.")
        return number


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if number > 9999 else str(number)


@dataclass(frozen=True)
class Decimal:
    """A number, written with a comma or a point."""

    minimum: float = 0.0
    maximum: float = 1e12
    dtype: ClassVar[str] = "Float64"

    def __call__(self, text: str) -> float:
        digits = text.translate(_SPACES)
        if not _DECIMAL.fullmatch(digits):
            raise ValueError(f"« {text} » n’est pas un nombre. Laisser la cellule vide quand il n’est pas connu.")
        number = float(digits.replace(",", "."))
        if not self.minimum <= number <= self.maximum:
            raise ValueError(f"{text} est hors des bornes admises, de {self.minimum:g} à {self.maximum:g}.")
        return number


@dataclass(frozen=True)
class Day:
    """A day that exists, written 2015-01-31 or 31/01/2015 (31.01.2015, 31-01-2015)."""

    earliest: date = date(1900, 1, 1)
    latest: date = date(2100, 12, 31)

    def __call__(self, text: str) -> date:
        if parts := _ISO_DAY.fullmatch(text):
            year, month, day = map(int, parts.groups())
        elif parts := _FRENCH_DAY.fullmatch(text):
            day, month, year = (int(parts[group]) for group in (1, 3, 4))
        else:
            raise ValueError(f"« {text} » n’est pas une date. Écrire 31/12/2014 ou 2014-12-31.")
        try:
            found = date(year, month, day)
        except ValueError:
            raise ValueError(f"« {text} » n’est pas un jour du calendrier.") from None
        if not self.earliest <= found <= self.latest:
            raise ValueError(
                f"« {text} » est hors de la période admise, du {self.earliest:%d/%m/%Y} au {self.latest:%d/%m/%Y}."
            )
        return found


@dataclass(frozen=True)
class YesNo:
    dtype: ClassVar[str] = "boolean"

    def __call__(self, text: str) -> bool:
        word = fold_name(text)
        if word not in _YES | _NO:
            raise ValueError(f"« {text} » n’est ni oui ni non. Laisser la cellule vide quand on ne sait pas.")
        return word in _YES


@dataclass(frozen=True)
class OneOf:
    """One value of a closed list, by its code or its label, regardless of case and accents; gives the code.

    `also`: other words that people write, with the code that each means.

    >>> OneOf({"femmes": "Femmes", "jeunes_majeurs": "Jeunes majeurs"})("JEUNES MAJEURS")
    'jeunes_majeurs'
    """

    choices: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)
    empty: ClassVar[str] = ""
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {fold_name(word): code for word, code in self.also.items()}
        labels = {fold_name(label): code for code, label in self.choices.items()}
        # A code is stronger than another value's label.
        object.__setattr__(self, "_codes", words | labels | {fold_name(code): code for code in self.choices})

    def __call__(self, text: str) -> str:
        if (code := self._codes.get(fold_name(text))) is None:
            raise ValueError(f"« {text} » n’est pas dans la liste : {' ; '.join(self.choices.values())}.")
        return code


@dataclass(frozen=True)
class SeveralOf:
    """Several values of a closed list, separated by semicolons or commas; `everything` is a word for the whole list.

    Gives the codes without repeats, in the order of the list.
    """

    choices: Mapping[str, str]
    everything: str = ""

    @property
    def empty(self) -> list[str]:
        return []

    def __call__(self, text: str) -> list[str]:
        words = [word for word in re.split(r"[;|,\n]", text) if word.strip()]
        if self.everything and fold_name(self.everything) in map(fold_name, words):
            return list(self.choices)
        one = OneOf(self.choices)
        found = {one(word.strip()) for word in words}
        return [code for code in self.choices if code in found]


@dataclass(frozen=True)
class Departement:
    """One of the 101 départements, by its code: 1, 01, 2a, 971."""

    empty: ClassVar[str] = ""

    def __call__(self, text: str) -> str:
        return require_departement(text)
