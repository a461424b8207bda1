"""How every document is set on paper: our own templates, texts as data, embedded fonts, no network."""

from functools import cache
from pathlib import Path

import typst

FOLDER = Path(__file__).parent


def compiler(template: Path, content: str) -> typst.Compiler:
    """What sets `content` (JSON) by a template of this folder. Nothing in the content is read as markup."""
    return typst.Compiler(
        template,
        root=FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": content},
    )


def one_file(made: bytes | list[bytes] | None) -> bytes:
    """The bytes of a compilation that gives one file."""
    if not isinstance(made, bytes):
        raise TypeError("typst did not give one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
