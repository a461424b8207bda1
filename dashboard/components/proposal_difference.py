"""A proposal as a difference: what it changes, before and after, with words and signs as well as colours."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components.french import as_html
from geodata.listing.differences import Difference, Part, Piece
from geodata.listing.words import NOT_THERE, NOTHING

SIGNS = {Part.REMOVED: ("−", "retiré"), Part.ADDED: ("+", "ajouté"), Part.KEPT: ("", "")}
_TAGS = {Part.REMOVED: "del", Part.ADDED: "ins", Part.KEPT: "span"}


def difference_table(caption: str, found: Sequence[Difference], *, new: bool = False) -> None:
    """Show the fields of a proposal, each on a line; every text is escaped.

    `new`: what did not exist before has no « before ». A third column tells the value in force where it has changed
    since the author read it.
    """
    # On a telephone the style sheet stacks the cells, and a browser then forgets that it is a table: hence the roles.
    stale = any(each.now is not None for each in found)
    headers = ["Champ"]
    if not new:
        headers += ["Lu par l’auteur" if stale else "Avant"]
    headers += (["En vigueur aujourd’hui"] if stale else []) + ["Proposé" if stale or new else "Après"]
    head = "".join(f'<th scope="col" role="columnheader">{as_html(each)}</th>' for each in headers)
    body = "".join(_line(each, headers, new=new, stale=stale) for each in found)
    st.html(
        f'<table class="vigie difference" role="table"><caption>{as_html(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _line(found: Difference, headers: Sequence[str], *, new: bool, stale: bool) -> str:
    cells = [] if new else [_pieces(found.old, found.before, listed=found.listed)]
    if stale:
        same = found.now is None
        cells.append(f"<p>{'comme lu' if same else f'<strong>{as_html(found.now or NOTHING)}</strong>'}</p>")
    remark = f'<p class="remark">{as_html(found.remark)}</p>' if found.remark else ""
    cells.append(_pieces(found.new, found.after, listed=found.listed, marked=not new) + remark)
    columns = "".join(
        f'<td role="cell" data-label="{as_html(header)}">{cell}</td>'
        for header, cell in zip(headers[1:], cells, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{as_html(found.label)}</th>{columns}</tr>'


def _pieces(pieces: Sequence[Piece], words: str, *, listed: bool, marked: bool = True) -> str:
    if not pieces or words in {NOTHING, NOT_THERE}:
        return f'<p class="silent">{as_html(words)}</p>'
    if listed:
        return f"<ul>{''.join(f'<li>{_item(each, marked=marked)}</li>' for each in pieces)}</ul>"
    return f"<p>{''.join(_marked(each, marked=marked) for each in pieces)}</p>"


def _item(piece: Piece, *, marked: bool) -> str:
    sign, word = SIGNS[piece.part]
    if not marked or not word:
        return as_html(piece.text)
    tag = _TAGS[piece.part]
    return f'<span aria-hidden="true">{sign} </span><{tag}>{as_html(piece.text)}</{tag}> <small>{word}</small>'


def _marked(piece: Piece, *, marked: bool) -> str:
    tag = _TAGS[piece.part] if marked else "span"
    return f"<{tag}>{as_html(piece.text)}</{tag}>"
