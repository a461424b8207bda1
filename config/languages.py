"""Languages that organisations declare, by ISO 639 code; their French names are those of the CLDR."""

from functools import cache

from babel import Locale

CODES = (
    "fr", "en", "es", "pt", "it", "de", "nl", "ro", "bg", "hu", "sq", "sr", "pl", "ru", "uk", "tr", "rom", "ar", "kab",
    "fa", "ps", "ur", "hi", "bn", "ta", "zh", "vi", "th", "fil", "ti", "am", "so", "wo", "ff", "bm", "ln", "yo", "ig",
    "bin", "ha", "sw", "mg", "ht", "gcr", "fsl",
)  # fmt: skip
_OWN_NAMES = {"fsl": "langue des signes française", "gcr": "créole guyanais", "rom": "romani", "bin": "bini (edo)"}
"""The CLDR does not name these, or not as they are called in France."""


@cache
def languages() -> dict[str, str]:
    """French name of each language that a listing may declare, by code, in alphabetical order of the names."""
    named = Locale("fr").languages
    found = {code: _OWN_NAMES.get(code) or named[code] for code in CODES}
    return dict(sorted(found.items(), key=lambda item: item[1]))
