"""Ways to write the same thing so that a hurried guard would not see it."""

import html
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

ZERO_WIDTH = "\u200b"


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _invisible(text: str) -> str:
    return ZERO_WIDTH.join(text)


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "upper case": str.upper,
    "lower case": str.lower,
    "without accents": without_accents,
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "zero-width signs": _invisible,
    "soft hyphens": lambda text: text.replace("e", "e\u00ad"),
    "replaced signs": lambda text: text.replace("e", "e\ufffd"),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "full width": _full_width,
    "HTML entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "named entities": lambda text: html.escape(text).replace("é", "&eacute;").replace("É", "&Eacute;"),
    "HTML tags": lambda text: text.replace("u", "u<b></b>"),
    "percent signs": quote,
    "unicode escapes": lambda text: "".join(
        sign if sign.isascii() else sign.encode("unicode_escape").decode().replace("\\x", "\\u00") for sign in text
    ),
}
"""By name; each is applied to whole texts."""
