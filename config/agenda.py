"""The standard agenda of a meeting about trafficking: `agenda.toml`, read once."""

import tomllib
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

FILE = Path(__file__).with_name("agenda.toml")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class StandardItem:
    """`mesures`: by plan, those that the item is about. `role`: what it takes up besides mesures, if anything."""

    title: str
    rapporteur: str
    always: bool = False
    role: Literal["", "follow_up", "closing"] = ""
    mesures: dict[str, tuple[int, ...]] = field(default_factory=dict)


def read_agenda(path: Path) -> tuple[StandardItem, ...]:
    """The items of a file, in their order. Raises `ValueError`, naming it, for anything that is not understood."""
    content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    try:
        return TypeAdapter(tuple[StandardItem, ...]).validate_python(content.get("items", ()))
    except ValidationError as error:
        raise ValueError(f"{path.name}: {error}") from error


@cache
def standard_agenda() -> tuple[StandardItem, ...]:
    """The standard agenda of the house."""
    return read_agenda(FILE)
