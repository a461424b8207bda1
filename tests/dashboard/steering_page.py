"""What tests of the pages of steering read in the HTML of a page."""

import re
from html import unescape
from urllib.parse import parse_qs, urlparse

from streamlit.testing.v1 import AppTest


def html(app: AppTest) -> list[str]:
    """Each piece of HTML."""
    return [str(element.proto.body) for element in app.get("html")]


def counters(app: AppTest) -> dict[str, int]:
    """The address and the number of each counter that leads somewhere."""
    (nav,) = (each for each in html(app) if each.startswith("<nav"))
    found = re.findall(r'href="([^"]*alerte=[^"]*)"[^>]*><b>([^<]*)</b>', nav)
    return {unescape(href): int(re.sub(r"\D", "", count)) for href, count in found}


def query(href: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlparse(href).query).items()}


def rows(app: AppTest) -> int:
    """How many rows the tables have."""
    return sum(each.count('<th scope="row">') for each in html(app) if "<table" in each)
