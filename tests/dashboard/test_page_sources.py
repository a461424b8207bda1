"""Streamlit writes on the page any text that stands alone in its source: only the first one of a file is not shown."""

import ast
from pathlib import Path

import pytest

from dashboard import pages


@pytest.mark.parametrize("page", pages.ADDRESSES, ids=lambda page: page.stem)
def test_no_text_meant_for_developers_is_written_on_a_page(page: Path) -> None:
    _opening, *others = ast.parse(page.read_text("utf-8")).body

    alone = [each for each in others if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)]

    assert alone == []
