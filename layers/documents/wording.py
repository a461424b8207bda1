"""How a printed document writes days, gaps and texts received from outside."""

import re
import unicodedata
from datetime import date

from babel.dates import format_date

from geodata.publication.french import number

LONGEST_WORD = 30
# Characters that no document may hold, or that would make a text read otherwise than it is written.
_FORBIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def day(when: date | None) -> str:
    """A date in figures.

    >>> day(date(2026, 12, 5)), day(None)
    ('05/12/2026', '—')
    """
    return f"{when:%d/%m/%Y}" if when else "—"


def long_day(when: date | None) -> str:
    """A date in words, kept on one line where it would break badly.

    >>> long_day(date(2026, 12, 1))
    'mardi 1er\\xa0décembre\\xa02026'
    """
    if when is None:
        return "date à fixer"
    weekday, rest = format_date(when, "EEEE", locale="fr_FR"), format_date(when, "MMMM y", locale="fr_FR")
    rank = "1er" if when.day == 1 else str(when.day)
    return f"{weekday} {rank}\N{NO-BREAK SPACE}{rest}".replace(f" {when.year}", f"\N{NO-BREAK SPACE}{when.year}")


def points(gap: float) -> str:
    """A gap to the median, with its sign.

    >>> points(-12.4), points(0.0), points(1.2)
    ('−12\\xa0points', '0\\xa0point', '+1\\xa0point')
    """
    rounded = round(gap)
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{number(abs(rounded))}\N{NO-BREAK SPACE}{'points' if abs(rounded) >= 2 else 'point'}"


def clipped(text: str, length: int) -> str:
    """The beginning of a text, cut between two words.

    >>> clipped("Une décision assez longue", 15), clipped("Courte", 15)
    ('Une décision…', 'Courte')
    """
    text = " ".join(text.split(" "))
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–\N{NO-BREAK SPACE}") + "…"


def plain(text: str) -> str:
    """A text received from outside, made fit for a document: one line, without control characters, long words cut.

    >>> plain("deux\\nlignes\\x00 et\\u202e un piège")
    'deux lignes et un piège'
    """
    text = _FORBIDDEN.sub("", text)
    text = "".join(_printable(character) for character in text)
    # A word wider than its column would run over the next one: it may be broken, by a space of no width.
    text = _LONG.sub(lambda word: "\u200b".join(_pieces(word.group())), text)
    return re.sub(" {2,}", " ", text).strip(" ")


def _printable(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " " if character.isspace() else ""
        case "Cs" | "Cn" | "Co":
            return ""
        case _:
            return character


def _pieces(word: str) -> list[str]:
    return [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]
