"""The conversation with the State's geocoder: patience, halves, and when to stop asking."""

import random
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_any,
    stop_before_delay,
)

from config.thresholds import threshold
from etl.geocoding.ban_chunks import COLUMNS, RESULT_COLUMNS, IncompleteAnswer, Query, chunks, read_answer, to_csv

Answer = dict[str, str]

_TOO_LARGE = (400, 413)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Overloaded(Exception):
    """A failure that a later try may cure; `retry_after` in seconds, when the server said."""

    def __init__(self, what: str, retry_after: float = 0.0) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class TooLarge(Exception):
    """The server refuses this chunk as it is: never repeated, split in two."""


class Refused(Exception):
    """The server refuses us: asking again would change nothing."""


class BanClient:
    """Asks `POST {base_url}/search/csv`. `outage` is empty, or says in French why rows were left unasked.

    `seconds`: how long somebody waits for the answer; without it, a batch takes the time that it takes.
    """

    def __init__(
        self,
        base_url: str,
        sleep: Callable[[float], None],
        progress: Callable[[int], None],
        seconds: float | None = None,
    ) -> None:
        self.base_url = base_url
        self.outage = ""
        self._seconds = seconds
        self._end = float("inf")
        self._sleep = sleep
        self._progress = progress
        self._last_post = float("-inf")

    def ask(self, queries: list[Query]) -> dict[int, Answer]:
        """What the server said of each row it was asked about, by ordinal; rows left unasked are absent."""
        self.outage = ""
        self._end = time.monotonic() + (self._seconds or float("inf"))
        found: dict[int, Answer] = {}
        limits = httpx.Limits(max_connections=1)
        # A proxy has no business between two programs of the same machine.
        with httpx.Client(
            timeout=httpx.Timeout(180, connect=5), limits=limits, trust_env=self.base_url.startswith("https")
        ) as client:
            self._ask_chunks(client, queries, found)
            engine_errors = [query for query in queries if found.get(query.row, {}).get("result_status") == "error"]
            if engine_errors and not self.outage:
                self._ask_chunks(client, engine_errors, found)
        return found

    def _ask_chunks(self, client: httpx.Client, queries: list[Query], found: dict[int, Answer]) -> None:
        failures = 0
        for chunk in chunks(queries):
            try:
                found |= {int(answer["row"]): answer for answer in self._ask_in_halves(client, chunk)}
                failures = 0
            except (Overloaded, Refused) as error:
                failures += 1
                self.outage = f"Le géocodeur de l’État n’a pas répondu à tout ({error})."
                if isinstance(error, Refused) or failures >= threshold("geocoding.failures_before_stop"):
                    return
            self._progress(len(chunk))

    def _ask_in_halves(self, client: httpx.Client, chunk: list[Query]) -> list[Answer]:
        try:
            return self._ask_with_patience(client, chunk)
        except TooLarge:
            if len(chunk) == 1:
                return [{"row": str(chunk[0].row), "result_status": "error"}]
            middle = len(chunk) // 2
            return [
                *self._ask_in_halves(client, chunk[:middle]),
                *self._ask_in_halves(client, chunk[middle:]),
            ]

    def _ask_with_patience(self, client: httpx.Client, chunk: list[Query]) -> list[Answer]:
        tries = stop_after_attempt(int(threshold("geocoding.tries")))
        patience = Retrying(
            stop=tries if self._seconds is None else stop_any(tries, stop_before_delay(self._seconds)),
            retry=retry_if_exception_type(Overloaded),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        return patience(self._post, client, chunk)

    def _post(self, client: httpx.Client, chunk: list[Query]) -> list[Answer]:
        early = self._last_post + threshold("geocoding.pause_seconds") - time.monotonic()
        if early > 0:
            self._sleep(early)
        self._last_post = time.monotonic()
        fields: dict[str, str | list[str]] = {"columns": list(COLUMNS[1:3]), "result_columns": list(RESULT_COLUMNS)}
        if any(query.citycode for query in chunk):
            fields["citycode"] = "citycode"
        request = client.build_request(
            "POST",
            f"{self.base_url}/search/csv",
            data=fields,
            files={"data": ("rows.csv", to_csv(chunk), "text/csv")},
        )
        answer = received(client, request, self._end)
        if answer.status_code in _TOO_LARGE:
            raise TooLarge
        if answer.status_code in _PASSING:
            raise Overloaded(f"réponse {answer.status_code}", _retry_after(answer))
        if answer.status_code != 200:
            raise Refused(f"réponse {answer.status_code}")
        try:
            return read_answer(answer.content, answer.headers.get("x-rows-count"), chunk)
        except IncompleteAnswer as error:
            raise Overloaded("réponse incomplète") from error


def received(client: httpx.Client, request: httpx.Request, end: float) -> httpx.Response:
    """The whole answer; raises `Overloaded` when it does not come, or is not whole at `end` (`time.monotonic`)."""
    left = end - time.monotonic()
    if left <= 0:
        raise Overloaded("délai écoulé")
    usual: dict[str, float] = request.extensions["timeout"]
    request.extensions["timeout"] = {each: min(left, seconds) for each, seconds in usual.items()}
    try:
        answer = client.send(request, stream=True)
        try:
            body = bytearray()
            # Each byte restarts the client's own time-out: a server that drips would hold a page for hours.
            for part in answer.iter_bytes():
                body += part
                if time.monotonic() > end:
                    raise Overloaded("réponse trop lente")
        finally:
            answer.close()
    except httpx.RequestError as error:
        raise Overloaded(type(error).__name__) from error
    return httpx.Response(answer.status_code, headers=_of_the_body(answer.headers), content=bytes(body))


def _of_the_body(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Less what said how the body travelled: it has been decoded."""
    return [
        pair for pair in headers.items() if pair[0] not in {"content-encoding", "content-length", "transfer-encoding"}
    ]


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    backoff = 0.5 * 2 ** (state.attempt_number - 1) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads clients, no secret
    asked = error.retry_after if isinstance(error, Overloaded) else 0.0
    return min(max(asked, backoff), threshold("geocoding.longest_wait_seconds"))


def _retry_after(answer: httpx.Response) -> float:
    """Seconds, from a number or a date; 0 when the server did not say anything readable."""
    said = answer.headers.get("retry-after", "")
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return 0.0
