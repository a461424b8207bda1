"""A window of Chromium that counts what it receives: HTTP answers and websocket frames."""

import base64
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.server import Server

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 60_000
QUIET_SECONDS = 0.4
LIBRARY = re.compile(r"\.(js|css|woff2?|ttf|svg|png|ico)(\?|$)")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def visitor(browser: Browser) -> BrowserContext:
    """A newcomer: nothing in the cache."""
    return browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})


@dataclass(frozen=True)
class Cost:
    """Of an action: seconds until its result shows; then, once all is quiet, kB received (`data_kb` without scripts,
    styles, fonts and pictures) and processor seconds of the server."""

    seconds: float
    kb: float
    data_kb: float
    cpu_seconds: float


class Window:
    """A page of a visitor, in front of a server."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.server = server
        self.foreign: set[str] = set()
        self._addresses: dict[str, str] = {}
        self._received = self._data = 0.0
        self._last = time.monotonic()
        wire = context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._loaded)
        wire.on("Network.webSocketFrameReceived", self._frame)

    def cost(self, action: Callable[[], object], shown: str) -> Cost:
        """Do `action`, and wait until the JavaScript expression `shown` is true."""
        received, data, cpu = self._received, self._data, self.server.cpu_seconds()
        began = time.perf_counter()
        action()
        self.page.wait_for_function(shown)
        seconds = time.perf_counter() - began
        self.settle()
        return Cost(
            seconds,
            (self._received - received) / 1000,
            (self._data - data) / 1000,
            self.server.cpu_seconds() - cpu,
        )

    def settle(self) -> None:
        """Wait until nothing has been received for a while and the server rests."""
        cpu = self.server.cpu_seconds()
        while True:
            self.page.wait_for_timeout(1000 * QUIET_SECONDS)
            before, cpu = cpu, self.server.cpu_seconds()
            if time.monotonic() - self._last > QUIET_SECONDS and cpu - before < QUIET_SECONDS / 10:
                return

    def _asked(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        self._addresses[event["requestId"]] = address
        if not re.match(r"(data|blob|about):|https?://127\.0\.0\.1[:/]", address):
            self.foreign.add(address)

    def _loaded(self, event: dict[str, Any]) -> None:
        self._add(event["encodedDataLength"], not LIBRARY.search(self._addresses.get(event["requestId"], "")))

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        binary = frame["opcode"] == 2
        self._add(len(base64.b64decode(frame["payloadData"])) if binary else len(frame["payloadData"]), True)

    def _add(self, size: float, is_data: bool) -> None:
        self._received += size
        self._data += size if is_data else 0
        self._last = time.monotonic()
