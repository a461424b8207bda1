"""Addresses of views, for the links of tables: they open in the same session, and can be kept or sent."""

from pathlib import Path
from urllib.parse import urlencode

from dashboard import pages


def address(page: Path, **query: str | int | None) -> str:
    """The address of a page with its parameters; those that are None are left out."""
    asked = {name: value for name, value in query.items() if value is not None}
    return f"/{pages.ADDRESSES[page]}" + (f"?{urlencode(asked)}" if asked else "")
