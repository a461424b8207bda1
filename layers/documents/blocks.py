"""The parts of a printed document, the same for every format: what each format adds is only its ink."""

from dataclasses import dataclass

from layers.documents.wording import plain


@dataclass(frozen=True)
class Cell:
    """A text of a table. `strong`: to be seen first; `quiet`: the words of a silence; `below`: a second line."""

    text: str
    strong: bool = False
    quiet: bool = False
    below: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text))
        object.__setattr__(self, "below", plain(self.below))


@dataclass(frozen=True)
class Column:
    """`width`: its share of the page; `figures`: aligned on the right."""

    header: str
    width: float
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """A titled table. Without rows, `silence` stands in its place; `more` says what is left to an annex."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    silence: str = ""
    note: str = ""
    more: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: every row needs {len(self.columns)} cells")
