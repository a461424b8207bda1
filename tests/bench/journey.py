"""What a visitor does with the map, the same for each way of making it."""

from playwright.sync_api import Browser

from geodata.indicators import INDICATORS
from tests.bench.contenders import Contender, Place, heading
from tests.bench.server import Server
from tests.bench.window import Cost, Window, visitor

ACTIONS = {"cold": "cold page", "warm": "warm page", "change": "change", "click": "click"}
FIRST = next(iter(INDICATORS))
CHANGES = ("specialised_associations", "forms_covered", "population_within_30_km", "coverage_rate")


class Journey:
    """Opens the page as a newcomer, then again, changes the indicator, clicks on départements."""

    def __init__(self, browser: Browser, server: Server, contender: Contender, points: int) -> None:
        self.browser, self.server, self.contender, self.points = browser, server, contender, points

    def costs(self, places: list[Place]) -> dict[str, list[Cost]]:
        """Costs of each action, one for each place to click, and one change more."""
        costs: dict[str, list[Cost]] = {action: [] for action in ACTIONS}
        with visitor(self.browser) as context:
            self._open(Window(context, self.server))  # the server's own first time is not the visitor's
        for _ in places[1:]:
            with visitor(self.browser) as context:
                costs["cold"].append(self._open(Window(context, self.server)))
        with visitor(self.browser) as context:
            costs["cold"].append(self._open(Window(context, self.server)))
            for place in places:
                window = Window(context, self.server)
                costs["warm"].append(self._open(window))
                if place is not places[-1]:
                    window.page.close()
            shown = FIRST
            for shown in CHANGES[: len(places) + 1]:
                costs["change"].append(self._change(window, shown))
            costs["click"] = [self._click(window, place, shown) for place in places]
            if window.foreign:
                raise AssertionError(f"{self.contender.name} asked other hosts: {sorted(window.foreign)}")
        return costs

    def _shown(self, indicator: str) -> str:
        return self.contender.shown(indicator, INDICATORS[indicator].label, self.points)

    def _open(self, window: Window) -> Cost:
        address = self.server.address + self.contender.path
        return window.cost(lambda: window.page.goto(address, wait_until="commit"), self._shown(FIRST))

    def _change(self, window: Window, indicator: str) -> Cost:
        window.page.get_by_role("combobox", name="Indicateur").click()
        option = window.page.get_by_role("option", name=INDICATORS[indicator].label, exact=True)
        option.wait_for()
        return window.cost(option.click, self._shown(indicator))

    def _click(self, window: Window, place: Place, shown: str) -> Cost:
        if not window.page.evaluate(self._shown(shown)) and not window.page.evaluate(self._shown(FIRST)):
            self._open(window)
        x, y = window.page.evaluate(self.contender.position(place))
        window.page.mouse.move(x, y)
        window.page.wait_for_timeout(200)  # plotly decides what is under the pointer when it moves
        return window.cost(lambda: window.page.mouse.click(x, y), heading(place))
