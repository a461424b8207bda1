"""Small tables to read as a whole, with real headers: screen readers announce them, printers keep them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.components.french import as_html


@dataclass(frozen=True)
class Cell:
    """A text, its class (`number`, `silent`, `cover-3`…), the words shown when it is pointed at, where it leads."""

    text: str
    css: str = ""
    title: str = ""
    href: str = ""


def html_table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[str | Cell]], css: str = "") -> None:
    """Show a table whose first column names its rows. Every text is escaped."""
    head = "".join(f'<th scope="col">{as_html(header)}</th>' for header in headers)
    body = "".join(f"<tr>{''.join(_cell(cell, place) for place, cell in enumerate(row))}</tr>" for row in rows)
    st.html(
        f'<div class="vigie-scroll" tabindex="0" role="region" aria-label="{as_html(caption)}">'
        f'<table class="vigie {css}"><caption>{as_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: str | Cell, place: int) -> str:
    cell = Cell(cell) if isinstance(cell, str) else cell
    text = as_html(cell.text)
    if cell.href:
        text = f'<a class="vigie-link" href="{as_html(cell.href)}">{text}</a>'
    if place == 0:
        return f'<th scope="row">{text}</th>'
    title = f' title="{as_html(cell.title)}"' if cell.title else ""
    return f'<td class="{as_html(cell.css)}"{title}>{text}</td>'
