"""The charter of confidentiality: one file per version in `charters/`, kept as it was accepted."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("charters")
_VERSION = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Charter:
    """A version (year and month) and its text, in Markdown and in French."""

    version: str
    text: str


def versions() -> tuple[str, ...]:
    """Every version, the oldest first. Raises `ValueError` for a file that is not named after a month, or for none."""
    names = sorted(path.stem for path in FOLDER.glob("*.md"))
    if strange := [name for name in names if not _VERSION.fullmatch(name)]:
        raise ValueError(f"charters are named after a month (2026-11.md), not {', '.join(strange)}")
    if not names:
        raise ValueError("there must be a charter: nobody could go beyond the public level")
    return tuple(names)


def charter(version: str) -> Charter:
    """The charter of that version; raises `KeyError` when there is none."""
    if version not in versions():
        raise KeyError(f"no charter {version!r}; known: {', '.join(versions())}")
    return Charter(version, (FOLDER / f"{version}.md").read_text("utf-8"))


def current() -> Charter:
    """The latest version, the one to be accepted."""
    return charter(versions()[-1])
