"""A real server on a fresh archive, and a real Chromium in front of it."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, WebSocket, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from config.settings import PROJECT
from geodata.database import engine, transaction
from geodata.schema import migrate
from tests.dashboard.small_france import fill
from tests.loopback import free_port, running

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 60_000
QUIET_SECONDS = 0.4
expect.set_options(timeout=PATIENCE_MS)


def _cannot_run(sentence: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@dataclass
class Server:
    """A running application: its address, and the database behind it."""

    address: str
    database_url: str


@contextmanager
def serving(folder: Path, database_url: str, environment: Mapping[str, str], port: int) -> Iterator[Server]:
    """The application on an archive that is ready, until the end of the block."""
    variables = os.environ | {"VIGIE_DATA_DIR": str(folder), "VIGIE_DATABASE_URL": database_url, **environment}
    command = [sys.executable, "-m", "dashboard", "--port", str(port)]
    # Started from elsewhere: the theme and the settings of the server must not depend on the folder.
    address = f"http://127.0.0.1:{port}"
    with running(command, f"{address}/sante", folder, variables | {"PYTHONPATH": str(PROJECT)}):
        yield Server(address, database_url)


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Server]]:
    """Starts a server of its own on the small France; all are ended with the tests."""
    with ExitStack() as started:

        def start_one() -> Server:
            folder = tmp_path_factory.mktemp("archive")
            url = f"sqlite:///{folder / 'vigie.sqlite3'}"
            migrate(url)
            with transaction(url) as session:
                fill(session)
            engine(url).dispose()
            return started.enter_context(serving(folder, url, {"VIGIE_ENV": "demo"}, free_port()))

        yield start_one


@pytest.fixture(scope="session")
def server(start: Callable[[], Server]) -> Server:
    """The server that most tests share; none of them changes what it holds."""
    return start()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        _cannot_run("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Conversation:
    """What a page and its session say to one another: whether the server owes an answer, and when they last spoke."""

    owed: bool = False
    last: float = field(default_factory=time.monotonic)
    received: list[int] = field(default_factory=list)
    socket: WebSocket | None = None

    def listen(self, socket: WebSocket) -> None:
        self.socket = socket
        self._said(owed=True)  # the first thing that a page does with its socket is to ask for a run of its script
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._answered)
        socket.on("close", self._closed)

    def _closed(self, socket: WebSocket) -> None:
        if socket is self.socket:
            self._said(owed=False)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._said(owed=True)

    def _answered(self, frame: str | bytes) -> None:
        self.received.append(len(frame))
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        ended = message.HasField("script_finished") and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        self._said(owed=self.owed and not ended)

    def _said(self, *, owed: bool) -> None:
        self.owed, self.last = owed, time.monotonic()


@dataclass
class Visit:
    """A visitor's window: its page, the addresses that it asked for, and what it says with its session."""

    page: Page
    server: Server
    asked: list[str] = field(default_factory=list)
    talk: Conversation = field(default_factory=Conversation)

    def open(self, path: str = "/") -> "Visit":
        self.page.goto(self.server.address + path)
        self.page.get_by_role("heading", level=1).wait_for()
        self.settled()
        return self

    def enter(self, who: str) -> "Visit":
        """Pass by the door of the demonstration as one of its profiles."""
        self.open("/demonstration").page.get_by_role("button", name=who, exact=True).click()
        expect(self.page.get_by_text("Vous regardez comme")).to_contain_text(who)
        self.page.get_by_role("heading", level=1, name="Couverture").wait_for()
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until the server has answered all that the page asked, and the page shows it."""
        began = time.monotonic()
        while self.talk.owed or time.monotonic() - max(began, self.talk.last) < QUIET_SECONDS:
            if time.monotonic() - began > PATIENCE_MS / 1000:
                pytest.fail("the server still owes an answer")
            self.page.wait_for_timeout(100)
        self.page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
        self.page.wait_for_timeout(100)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator(".st-key-carte iframe")

    def painted(self, title: str) -> None:
        """Wait until the map in the browser shows the indicator of this title."""
        self.map.locator(f'body[data-painted="{title}"]').wait_for()

    def departement(self, code: str) -> str:
        return f'path[data-code="{code}"][role="button"]'

    def foreign(self) -> list[str]:
        """Addresses asked outside this machine."""
        return [url for url in self.asked if not re.match(r"(data|blob|about):|(https?|wss?)://127\.0\.0\.1[:/]", url)]

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settled()


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Opens windows, each one a new visitor with an empty memory."""
    contexts = []

    def open_one(at: Server | None = None, width: int = 1280, height: int = 900) -> Visit:
        context = chromium.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": height},
            is_mobile=width < 600,
            has_touch=width < 600,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        visitor = Visit(context.new_page(), at or request.getfixturevalue("server"))
        context.on("request", lambda request: visitor.asked.append(request.url))
        visitor.page.on("websocket", visitor.talk.listen)
        return visitor

    yield open_one
    for context in contexts:
        context.close()
