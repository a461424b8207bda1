"""A table of measures, as JSON and on the terminal."""

from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table as RichTable

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """`columns`: key of a row → header, with its unit; `rows`: a value for each key, None for what was not measured."""

    id: str
    title: str
    columns: dict[str, str]
    rows: list[dict[str, Cell]]
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.keys() != self.columns.keys():
                raise ValueError(f"table {self.id}: columns {list(self.columns)}, got a row with {list(row)}")

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def show(self, console: Console) -> None:
        drawn = RichTable(title=self.title, title_justify="left", title_style="bold")
        for key, header in self.columns.items():
            words = all(isinstance(row[key], str) for row in self.rows)
            drawn.add_column(header, justify="left" if words else "right")
        for row in self.rows:
            drawn.add_row(*(written(value) for value in row.values()))
        console.print(drawn)
        for note in self.notes:
            console.print(note, style="dim", highlight=False)
        console.print()


def written(value: Cell) -> str:
    """A figure with three digits that matter, thousands apart.

    >>> [written(each) for each in (None, 1234567, 0.01234, 45.678, "ours")]
    ['–', '1 234 567', '0.0123', '45.7', 'ours']
    """
    if value is None:
        return "–"
    if isinstance(value, float):
        value = float(f"{value:.3g}")
        return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:g}"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value
