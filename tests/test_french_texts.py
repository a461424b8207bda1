"""What people read is French down to its spaces, wherever in the rooms it is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import PROJECT

ROOMS = ("config", "geodata", "etl", "layers", "dashboard")
SPLIT_QUOTATION = re.compile(
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK} | \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module with their lines, without its docstrings, which developers read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ROOMS)
def test_a_line_never_breaks_between_a_quotation_mark_and_what_it_quotes(room: str) -> None:
    split = [
        f"{path.relative_to(PROJECT)}:{line}"
        for path in sorted((PROJECT / room).rglob("*.py"))
        for line, text in texts(path)
        if SPLIT_QUOTATION.search(text)
    ]

    assert split == []
