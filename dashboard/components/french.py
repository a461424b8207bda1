"""Dates and free texts as French pages write them; numbers are in `geodata.publication.french`."""

import re
from datetime import date, datetime
from html import escape

from geodata.instants import PARIS, utc

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


def day(moment: date | datetime) -> str:
    """A date, on the clock of Paris when it is an instant.

    >>> day(date(2016, 10, 8))
    '08/10/2016'
    """
    return f"{_in_paris(moment) if isinstance(moment, datetime) else moment:%d/%m/%Y}"


def minute(moment: datetime) -> str:
    """A date and an hour, on the clock of Paris.

    >>> minute(datetime(2016, 10, 8, 12, 5))
    '08/10/2016 à 14\\xa0h\\xa005'
    """
    local = _in_paris(moment)
    return f"{local:%d/%m/%Y} à {local:%H}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local:%M}"


def _in_paris(moment: datetime) -> datetime:
    return utc(moment).astimezone(PARIS)


def as_markdown(text: str) -> str:
    """A text that comes from a file, for a place that reads Markdown: no link, no image, no style of its own.

    >>> as_markdown("![](http://ailleurs)")
    '\\\\!\\\\[\\\\]\\\\(http\\\\://ailleurs\\\\)'
    """
    return _MARKDOWN.sub(r"\\\1", text)


def as_html(text: str) -> str:
    """A text that comes from a file, for a place that reads HTML."""
    return escape(text)
