"""Answers of a distant geocoder, kept for a while."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.geocoding import cache
from etl.geocoding.ban import BanGeocoder
from etl.geocoding.ban_answers import NOT_FOUND, UNAVAILABLE
from etl.geocoding.cache import Cached, CacheEntry
from etl.geocoding.contract import Status, blank, checked, prepared
from tests.etl.geocoding.conftest import GeocoderServer

Rows = Callable[..., pd.DataFrame]
TODAY = datetime(2026, 11, 22, tzinfo=UTC)
CLICHY = ("8 rue Dagobert", "92110", "Clichy")
PARIS = ("106 rue du Bac", "75007", "Paris")


class Memory:
    """A store in memory, that keeps what a database would: JSON."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_many(self, keys: Sequence[str]) -> Mapping[str, CacheEntry]:
        found = {key: json.loads(self.kept[key]) for key in keys if key in self.kept}
        return {key: CacheEntry(key, answer, datetime.fromisoformat(date)) for key, (answer, date) in found.items()}

    def put_many(self, entries: Sequence[CacheEntry]) -> None:
        self.kept |= {entry.key: json.dumps([dict(entry.answer), entry.expires_at.isoformat()]) for entry in entries}

    def delete_many(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.kept.pop(key, None)


class Counting:
    """A distant geocoder that counts the rows it is asked about."""

    name, remote = "counting", True

    def __init__(self, status: Status = Status.PRECISE, score: float = 0.9, reason: str = "", outage: str = "") -> None:
        self.version = "1"
        self.asked: list[str] = []
        self.outage = outage
        self._answer = {"geo_status": str(status), "geo_score": score, "geo_reason": reason}

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        table = prepared(rows)
        self.asked += list(table["street"])
        answers = blank(table["row_id"], Status.FAILED, "counting", "").assign(**self._answer)
        answers.loc[table["sensitive"], "geo_status"] = str(Status.WITHHELD)
        return checked(table, answers)


def test_a_row_is_asked_once_and_answered_alike_later(rows: Rows) -> None:
    inner, store = Counting(), Memory()

    first = Cached(inner, store).geocode(rows(CLICHY, PARIS))
    second = Cached(inner, store).geocode(rows(CLICHY, PARIS))

    assert inner.asked == ["8 rue Dagobert", "106 rue du Bac"]
    pd.testing.assert_frame_equal(first, second)


def test_the_same_address_written_twice_is_asked_once(rows: Rows) -> None:
    inner = Counting()
    twice = rows(CLICHY, PARIS, ("8 RUE DAGOBERT ", "92110", "clichy"))

    answers = Cached(inner, Memory()).geocode(twice)

    assert len(inner.asked) == 2
    assert list(answers["row_id"]) == list(twice["row_id"])
    assert list(answers["geo_status"]) == ["precise"] * 3


@pytest.mark.parametrize(
    ("inner", "days"),
    [
        (Counting(Status.PRECISE, 0.9), 180),
        (Counting(Status.REVIEW, 0.6), 7),
        (Counting(Status.FAILED, float("nan"), NOT_FOUND), 7),
    ],
)
def test_an_answer_is_kept_as_long_as_it_is_sure(rows: Rows, inner: Counting, days: int) -> None:
    store = Memory()
    Cached(inner, store, now=lambda: TODAY).geocode(rows(CLICHY))

    Cached(inner, store, now=lambda: TODAY + timedelta(days=days - 1)).geocode(rows(CLICHY))
    asked_before = len(inner.asked)
    Cached(inner, store, now=lambda: TODAY + timedelta(days=days)).geocode(rows(CLICHY))

    assert (asked_before, len(inner.asked)) == (1, 2)


def test_a_silence_of_the_server_is_never_kept(rows: Rows) -> None:
    store = Memory()

    Cached(Counting(Status.FAILED, float("nan"), UNAVAILABLE), store).geocode(rows(CLICHY))

    assert store.kept == {}


def test_a_sensitive_row_is_never_kept(rows: Rows) -> None:
    store = Memory()

    answers = Cached(Counting(), store).geocode(
        rows(CLICHY, ("9 rue Marqueur", "48000", "Mende"), sensitive=[False, True])
    )

    assert list(answers["geo_status"]) == ["precise", "withheld"]
    assert len(store.kept) == 1
    assert "arqueur" not in str(store.kept)


def test_another_version_of_the_geocoder_is_asked_again(rows: Rows) -> None:
    inner, store = Counting(), Memory()
    Cached(inner, store).geocode(rows(CLICHY))

    inner.version = "2"
    Cached(inner, store).geocode(rows(CLICHY))

    assert len(inner.asked) == 2


def test_a_row_can_be_forgotten(rows: Rows) -> None:
    inner, store = Counting(), Memory()
    cached = Cached(inner, store)
    cached.geocode(rows(CLICHY, PARIS))

    store.delete_many(cached.keys_of(rows(CLICHY)))
    cached.geocode(rows(CLICHY, PARIS))

    assert inner.asked == ["8 rue Dagobert", "106 rue du Bac", "8 rue Dagobert"]


def test_answers_are_kept_slice_by_slice_and_a_dead_server_is_left_alone(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = cache.threshold
    monkeypatch.setattr(cache, "threshold", lambda name: 1 if name == "geocoding.chunk_rows" else usual(name))
    inner = Counting(Status.FAILED, float("nan"), UNAVAILABLE, outage="Panne.")
    cached = Cached(inner, Memory())

    answers = cached.geocode(rows(*[(f"{number} rue X", "", "Y") for number in range(6)]))

    assert len(inner.asked) == 2
    assert list(answers["geo_status"]) == ["failed"] * 6
    assert cached.outage == "Panne."


ADDRESS = st.sampled_from([CLICHY, PARIS, ("8 RUE DAGOBERT", "92110", "clichy"), ("", "", ""), ("1 rue X", "", "Y")])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(ADDRESS, st.booleans()), max_size=12), st.integers(1, 5))
def test_every_row_comes_back_once_in_order_cached_or_not(
    inputs: list[tuple[tuple[str, str, str], bool]], already: int
) -> None:
    table = pd.DataFrame([address for address, _ in inputs], columns=["street", "postcode", "city"], dtype="str")
    table = table.assign(row_id=[f"r{-place}" for place in range(len(inputs))], sensitive=[flag for _, flag in inputs])
    cached = Cached(Counting(), Memory())
    cached.geocode(table.head(already))

    answers = cached.geocode(table)

    assert list(answers["row_id"]) == list(table["row_id"])
    assert list(answers["geo_status"] == "withheld") == [flag for _, flag in inputs]


@pytest.mark.addok
def test_a_second_run_over_http_sends_nothing(server: GeocoderServer, rows: Rows) -> None:
    store = Memory()
    first = Cached(BanGeocoder(server.url), store).geocode(rows(CLICHY, PARIS))

    server.prepare()
    second = Cached(BanGeocoder(server.url), store).geocode(rows(CLICHY, PARIS))

    assert server.bodies() == []
    pd.testing.assert_frame_equal(first, second)
