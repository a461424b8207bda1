"""Buttons that look alike, told apart by those who hear the page."""

from dashboard.components.french import as_markdown


def about(label: str, what: str) -> str:
    """The label of a button (Markdown) with what it acts on: said by screen readers, hidden by `style.css`.

    Where it stands tells the eye; a list of links and buttons tells nothing but their names.

    >>> about("Refuser", "Mende")
    'Refuser *– Mende*'
    """
    return f"{label} *– {as_markdown(what)}*"
