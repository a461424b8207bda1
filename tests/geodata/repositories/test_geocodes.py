"""An address is asked once: the answer stays, on both databases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from geodata.repositories.geocodes import GeocodeStore

UNTIL = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    key: str
    answer: Mapping[str, Any]
    expires_at: datetime


@pytest.fixture
def store(database: str) -> GeocodeStore[Entry]:
    return GeocodeStore(Entry)


def test_an_answer_comes_back_as_it_was_given(store: GeocodeStore[Entry]) -> None:
    given = Entry("a" * 64, {"lat": 44.5, "geo_label": "Mende (48)", "geo_score_next": None}, UNTIL)

    store.put_many([given])

    assert store.get_many(["a" * 64, "b" * 64]) == {"a" * 64: given}


def test_a_new_answer_takes_the_place_of_the_former(store: GeocodeStore[Entry]) -> None:
    store.put_many([Entry("a", {"lat": 1.0}, UNTIL), Entry("b", {"lat": 2.0}, UNTIL)])

    store.put_many([Entry("a", {"lat": 3.0}, UNTIL + timedelta(days=1))])

    assert store.get_many(["a"])["a"] == Entry("a", {"lat": 3.0}, UNTIL + timedelta(days=1))
    assert store.get_many(["b"])["b"].answer == {"lat": 2.0}


def test_an_instant_is_the_same_whatever_its_zone(store: GeocodeStore[Entry]) -> None:
    in_paris = UNTIL.astimezone(timezone(timedelta(hours=2)))

    store.put_many([Entry("a", {}, in_paris)])

    assert store.get_many(["a"])["a"].expires_at == UNTIL


def test_a_forgotten_answer_is_gone_and_the_others_stay(store: GeocodeStore[Entry]) -> None:
    store.put_many([Entry("a", {}, UNTIL), Entry("b", {}, UNTIL)])

    store.delete_many(["a", "c"])

    assert set(store.get_many(["a", "b", "c"])) == {"b"}


def test_more_keys_than_a_statement_takes_are_all_found(store: GeocodeStore[Entry]) -> None:
    store.put_many([Entry(str(number), {}, UNTIL) for number in range(2500)])

    assert len(store.get_many([str(number) for number in range(2600)])) == 2500


def test_nothing_to_keep_is_not_an_error(store: GeocodeStore[Entry]) -> None:
    store.put_many([])

    assert store.get_many([]) == {}
