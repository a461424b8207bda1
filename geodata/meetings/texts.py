"""Texts that people type, as they are kept."""

import unicodedata


class Refused(ValueError):
    """What is asked cannot be; the message is a French sentence that says why, and what to do."""


LINE, PARAGRAPH = 300, 4_000


def line(text: str, what: str, *, longest: int = LINE, optional: bool = False) -> str:
    """A text of one line, without superfluous spaces. `what`: its name in a sentence (« le titre »).

    Raises `Refused` when it is empty (unless `optional`) or too long.
    """
    return _measured(" ".join(_visible(text).split()), what, longest, optional)


def paragraph(text: str, what: str, *, longest: int = PARAGRAPH, optional: bool = False) -> str:
    """The same for a text of several lines."""
    lines = (" ".join(each.split()) for each in _visible(text).splitlines())
    return _measured("\n".join(lines).strip(), what, longest, optional)


def _measured(text: str, what: str, longest: int, optional: bool) -> str:
    if not text and not optional:
        raise Refused(f"Il manque {what}.")
    if len(text) > longest:
        raise Refused(f"C’est trop long pour {what} : {len(text)} caractères, {longest} au plus.")
    return text


def _visible(text: str) -> str:
    """Control characters and lone surrogates are no text: PostgreSQL refuses some, and files break on others."""
    kept = (" " if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" else sign for sign in text)
    return unicodedata.normalize("NFC", "".join(kept))
