"""The handover sheet on the screen, and as one page to print."""

from collections.abc import Iterable

import streamlit as st

from dashboard.components.french import as_html, day
from dashboard.components.html_table import html_table
from dashboard.handover import HEADERS, Line, Part

_COLUMNS = [HEADERS[name] for name in ("what", "who", "on", "state", "detail")]
_STYLE = """
@page { size: A4; margin: 8mm; }
body { font: 6.8pt/1.18 sans-serif; color: #161616; margin: 0 auto; max-width: 194mm; }
h1 { font-size: 13pt; margin: 0; } h2 { font-size: 8.5pt; margin: 3pt 0 1pt; } p { margin: 0 0 2pt; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { border: 0.4pt solid #8a8a8a; padding: 0.4pt 3pt; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; } tbody th { font-weight: 600; width: 42%; }
@media screen { body { padding: 10mm; font-size: 10pt; } h1 { margin-bottom: 4pt; } }
"""


def show(parts: Iterable[Part]) -> None:
    """Every part with its table, or the sentence that says that there is nothing."""
    for part in parts:
        if not part.lines:
            st.markdown(f"**{part.title}** : {_lowered(part.silence)}")
            continue
        html_table(part.title, _COLUMNS, [[*_texts(line)] for line in part.lines])


def to_print(parts: Iterable[Part], title: str, mention: str) -> bytes:
    """A page of its own, in black and white, which asks nothing of any server."""
    body = "".join(_part(part) for part in parts)
    page = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{as_html(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{as_html(title)}</h1><p>{as_html(mention)}</p>{body}</body></html>"
    )
    return page.encode("utf-8")


def _part(part: Part) -> str:
    if not part.lines:
        return f"<p><strong>{as_html(part.title)}</strong> : {as_html(_lowered(part.silence))}</p>"
    head = "".join(f'<th scope="col">{as_html(header)}</th>' for header in _COLUMNS)
    rows = "".join(_row(line) for line in part.lines)
    return f"<h2>{as_html(part.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _row(line: Line) -> str:
    first, *others = (as_html(text) for text in _texts(line))
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in others)}</tr>'


def _texts(line: Line) -> list[str]:
    return [line.what, line.who or "—", day(line.on) if line.on else "—", line.state or "—", line.detail or "—"]
