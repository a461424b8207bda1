"""What is said of the open files: their licence, and what each column means. Text that a non-developer can edit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("open_data.toml")


@dataclass(frozen=True)
class Licence:
    """`mention`: whom those who reuse a file name."""

    name: str
    url: str
    mention: str


@dataclass(frozen=True)
class OpenData:
    """The licence of our listing, and the meaning of each of its columns."""

    licence: Licence
    columns: Mapping[str, str]


@cache
def open_data() -> OpenData:
    """The words of the file. Raises `TypeError` for an unknown or a missing key."""
    written = tomllib.loads(FILE.read_text("utf-8"))
    return OpenData(licence=Licence(**written.pop("licence")), **written)
