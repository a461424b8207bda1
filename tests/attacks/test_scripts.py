"""Markup in a received text is shown as a text: in pages, in tables, on the map."""

import json
import re
from html.parser import HTMLParser

import pytest

from dashboard import data
from dashboard.components.french import as_markdown
from geodata.perimetre import perimetre
from layers.choropleth import as_script
from tests.attacks.conftest import MARK, SCRIPTS, Receive
from tests.dashboard.test_pages import PAGES, opened, text_of

ALIVE = re.compile(
    r"<\s*(script|img src=x|svg on|iframe)|\bon(error|load)\s*=\s*window|(?<!\\)\]\((javascript|https://ailleurs)"
)
FIELDS = ("nom", "antenne", "site_web", "publics", "formes_exploitation", "services", "source")


class _Living(HTMLParser):
    """What a browser would run or fetch in an HTML text; words that only look so are text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = [
            name for name, value in attrs if name.startswith("on") or (value or "").strip().startswith("javascript:")
        ]
        if tag in {"script", "iframe", "svg", "object", "embed", "form"} or runs or ("src", "x") in attrs:
            self.found.append(self.get_starttag_text() or tag)


def living(body: str) -> list[str]:
    """The tags of an HTML text that would run something."""
    parser = _Living()
    parser.feed(body)
    return parser.found


@pytest.fixture
def hostile(receive: Receive) -> None:
    receive(
        *({field: f"{script} {field}" for field in FIELDS} | {"nom": script} for script in SCRIPTS), name=SCRIPTS[1]
    )


def test_the_hostile_texts_really_entered(hostile: None) -> None:
    names = set(data.listing(perimetre("public")).rows["association"])

    assert len(names) == len(SCRIPTS)
    assert all(MARK in name for name in names)


def test_what_looks_alive_is_found_in_markup_and_left_in_texts() -> None:
    assert living("<p>&lt;svg onload=window.x=1&gt; onload=window</p>") == []
    assert len(living("<p onclick='x()'></p><script>1</script><a href='javascript:1'>x</a>")) == 3


@pytest.mark.parametrize("page", PAGES)
def test_no_page_gives_life_to_a_received_text(hostile: None, page: str) -> None:
    app = opened(page, departement="48")

    rich = [element for kind in ("markdown", "caption", "info", "warning", "error") for element in app.get(kind)]
    assert not app.exception
    for element in app.get("html"):
        assert living(element.proto.body) == []
    for element in rich:
        body = getattr(element.proto, "body", "")
        # What the page itself writes has tags: only those that the attacker sent are looked for.
        assert not ALIVE.search(body), body
    if page == "departement":
        assert MARK in text_of(app)


def test_a_link_of_a_table_leads_to_the_web_and_never_runs_anything(hostile: None) -> None:
    app = opened("departement", departement="48")

    for table in app.dataframe:
        if "Site web" in table.value:
            assert table.value["Site web"].dropna().str.match(r"https?://").all()


def test_the_points_of_the_map_travel_as_data(hostile: None) -> None:
    points = data.public_points()

    names = [title for place in json.loads(points) for _, title, _ in place["branches"]]
    assert sum(MARK in name for name in names) == len(names) > 0


@pytest.mark.parametrize("text", SCRIPTS)
def test_the_order_given_to_the_map_cannot_be_left(text: str) -> None:
    order = as_script({"reading": text})

    assert "<" not in order
    assert json.loads(order) == {"reading": text}


def test_a_received_text_in_a_message_has_no_markup_left() -> None:
    shown = as_markdown(f"{SCRIPTS[4]}{SCRIPTS[1]}")

    assert not re.search(r"(?<!\\)[<\[\]()!>]", shown)
