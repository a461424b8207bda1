"""Somebody who reads, types and moves the mouse at a person's pace, and whose time is told.

Keys are typed at that pace. Reading is counted, word by word, and not waited for unless `VIGIE_AT_PACE=1`.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.dashboard.browser.conftest import Visit

PATIENCE_MS = 120_000
"""Streamlit and a shared machine: a wait says that something is broken, never that it is slow."""
A_KEY_MS, A_WORD_SECONDS, A_CLICK_SECONDS = 200, 0.25, 0.6
AT_PACE = os.environ.get("VIGIE_AT_PACE") == "1"
_FLAWS = Path(__file__).with_name("flaws.js")


@dataclass
class Person:
    """One person before one window at a time. `own`: seconds of reading, typing and moving; the rest is waiting."""

    visitor: Visit
    pictures: Path
    own: float = 0.0
    began: float = field(default_factory=time.perf_counter)
    _counted_only: float = 0.0
    _chance: random.Random = field(default_factory=lambda: random.Random(20))

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began + self._counted_only

    def told(self) -> str:
        """« 2 min 05 s, of which 11 s waiting for the page »."""
        whole, waiting = round(self.seconds), round(max(self.seconds - self.own, 0))
        return f"{whole // 60} min {whole % 60:02d} s, of which {waiting} s waiting for the page"

    def read(self, what: Locator) -> None:
        """As long as its words ask for, and those of all that the locator finds."""
        what.first.wait_for(timeout=PATIENCE_MS)
        self._spend(sum(len(text.split()) for text in what.all_inner_texts()) * A_WORD_SECONDS)

    def click(self, target: Locator) -> None:
        """Look for it, bring the mouse, press."""
        target.wait_for(timeout=PATIENCE_MS)
        self._spend(A_CLICK_SECONDS)
        target.hover()
        with self._counted():
            target.click(delay=80)

    def type(self, target: Locator, text: str) -> None:
        """Replace what a field says, key by key, and leave it by the tabulation."""
        self.click(target)
        target.press("ControlOrMeta+a")
        with self._counted():
            target.press_sequentially(text, delay=A_KEY_MS)
        target.press("Tab")
        self.visitor.settled()

    def choose(self, target: Locator, option: str) -> None:
        """Open a list, begin to write what is looked for, press what comes, and leave."""
        self.click(target)
        self.keys(option[:4])
        self.click(self.page.get_by_role("option", name=option, exact=True))
        self.page.keyboard.press("Tab")
        self.visitor.settled()

    def keys(self, text: str) -> None:
        """Type where the focus is."""
        with self._counted():
            self.page.keyboard.type(text, delay=A_KEY_MS)

    def reach(self, target: Locator) -> None:
        """Bring the focus on something with the tabulation alone."""
        for _ in range(80):
            if target.count() and target.first.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self._spend(A_KEY_MS / 1000)
        pytest.fail(f"the keyboard does not reach {target}")

    def picture(self, name: str) -> None:
        """The whole page, kept beside the files of the test; its time is nobody's."""
        before, size = time.perf_counter(), self.page.viewport_size
        # The page scrolls inside of a frame of its own: only a window as high as it shows it whole.
        high = self.page.evaluate("() => document.querySelector('.stMain')?.scrollHeight ?? innerHeight")
        if size is not None:
            self.page.set_viewport_size({"width": size["width"], "height": min(max(high, size["height"]), 8000)})
            self.page.screenshot(path=self.pictures / f"{name}.png")
            self.page.set_viewport_size(size)
        self.began += time.perf_counter() - before

    def _spend(self, seconds: float) -> None:
        seconds *= self._chance.uniform(0.8, 1.2)
        if not AT_PACE:
            self.own += seconds
            self._counted_only += seconds
            return
        with self._counted():
            self.page.wait_for_timeout(1000 * seconds)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        before = time.perf_counter()
        yield
        self.own += time.perf_counter() - before


def flaws(page: Page) -> list[str]:
    """What would stop somebody who hears the page, sees it badly, or holds it in one hand."""
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')", timeout=PATIENCE_MS)
    # What waits for its new version is faded, and comes back little by little.
    page.wait_for_timeout(1500)
    found: list[str] = page.evaluate(_FLAWS.read_text(encoding="utf-8"))
    return found
