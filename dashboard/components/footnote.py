"""Under every figure: where it comes from, of what date, how it is made, what silence and secrecy mean."""

from collections.abc import Iterable

import streamlit as st

from dashboard.components.french import as_html, day
from geodata.publication import Provenance, Published, State, Table
from geodata.reference.credits import of_outlines, of_points


def footnote(published: Published, response: str | None = None) -> None:
    """Source, method, silence and secrecy of an indicator; `response`: how many answered the yearly campaign."""
    indicator = published.indicator
    lines = [
        ("Source", indicator.source),
        ("Méthode", indicator.method),
        ("Lecture", f"{indicator.direction[0].upper()}{indicator.direction[1:]}."),
        ("Non renseigné", indicator.silence),
    ]
    if indicator.persons or (published.cells["state"] == State.SECRET).any():
        lines.append(
            (
                "Secret statistique",
                "Un petit effectif de personnes n’est pas publié, ni ce qui permettrait de le recalculer ; "
                "« s. » n’est ni zéro, ni une absence de réponse.",
            )
        )
    if indicator.mesures:
        numbers = ", ".join(str(number) for number in indicator.mesures)
        lines.append(("Plan d’action", f"{'mesures' if len(indicator.mesures) > 1 else 'mesure'} {numbers}"))
    lines += _answered(response)
    _write([*lines, ("Fichiers", _files(published.provenance)), ("Fond de carte", f"{of_outlines()} {of_points()}")])


def sources(table: Table, response: str | None = None) -> None:
    """How to read a table, and the files behind it; `response`: how many answered the yearly campaign."""
    notes = [("Lecture", note) for note in table.notes]
    _write([*notes, *_answered(response), ("Fichiers", _files(table.provenance))])


def reading(notes: Iterable[str], files: str) -> None:
    """How to read what has no table: sentences, and the files behind them."""
    _write([*(("Lecture", note) for note in notes), ("Fichiers", files)])


def origins_line(provenance: Iterable[Provenance]) -> str:
    """The files behind something, in one line."""
    return _files(provenance)


def _answered(response: str | None) -> list[tuple[str, str]]:
    return [("Taux de réponse", response)] if response else []


def _files(provenance: Iterable[Provenance]) -> str:
    files = [
        f"{origin.title} ({origin.producer}{', ' + origin.vintage if origin.vintage else ''}), "
        f"reçu le {day(origin.received_at)}{' – démonstration' if origin.demonstration else ''}"
        for origin in provenance
    ]
    return " ; ".join(files) + "." if files else "aucun fichier reçu."


def _write(lines: Iterable[tuple[str, str]]) -> None:
    items = "".join(f"<dt>{as_html(title)}</dt><dd>{as_html(text)}</dd>" for title, text in lines)
    st.html(f'<dl class="vigie-footnote">{items}</dl>')
