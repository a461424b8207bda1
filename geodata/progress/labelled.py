"""Enumerations whose members bear the words that users read."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code that is kept, and its French label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
