"""What a distant geocoder has already said: asked once, kept for a while, sensitive rows never."""

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import numpy as np
import pandas as pd

from config.thresholds import threshold
from etl.geocoding.ban_answers import TRANSIENT, UNAVAILABLE
from etl.geocoding.contract import OUTPUTS, Geocoder, Status, blank, checked, prepared
from geodata.reference.folding import fold_name


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One kept answer. `answer` holds the columns `OUTPUTS`: texts, and numbers or None; ready for JSON."""

    key: str
    answer: Mapping[str, str | float | None]
    expires_at: datetime


class CacheStore(Protocol):
    """Where answers are kept. Expired entries may be returned or not: the reader checks."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, CacheEntry]:
        """The entries known among `keys` (64 hexadecimal characters each); unknown keys are absent."""
        ...

    def put_many(self, entries: Sequence[CacheEntry]) -> None:
        """Keeps the entries, replacing those of the same key, and commits: a later failure must not lose them."""
        ...

    def delete_many(self, keys: Iterable[str]) -> None:
        """Forgets the entries of `keys`, for instance when the row that they came from is deleted."""
        ...


def cache_key(version: str, street: str, postcode: str, city: str, citycode: str) -> str:
    """sha256 of what was asked, spelling evened out.

    >>> a, b = ("8 Rue Dagobert", "Clichy"), ("8 rue  dagobert", "CLICHY")
    >>> cache_key("1", a[0], "", a[1], "92024") == cache_key("1", b[0], "", b[1], "92024")
    True
    """
    asked = (version, fold_name(street), postcode.strip(), fold_name(city), citycode.strip().upper())
    return hashlib.sha256("|".join(asked).encode()).hexdigest()


class Cached:
    """Another geocoder, asked only for rows it has not answered lately; identical rows are asked once."""

    def __init__(
        self, inner: Geocoder, store: CacheStore, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.inner = inner
        self.store = store
        self.outage = ""
        self._now = now

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def version(self) -> str:
        return self.inner.version

    @property
    def remote(self) -> bool:
        return self.inner.remote

    def keys_of(self, rows: pd.DataFrame) -> list[str]:
        """The key of each row, to forget it later."""
        table = prepared(rows)
        columns = (table["street"], table["postcode"], table["city"], table["citycode"])
        return [cache_key(self.version, *texts) for texts in zip(*columns, strict=True)]

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        """See `Geocoder`. New answers are kept slice by slice, so that a killed run resumes where it stopped."""
        table = prepared(rows)
        sensitive = table["sensitive"].to_numpy()
        keys = pd.Series(self.keys_of(table), index=table.index, dtype="str").mask(sensitive, "")
        known = self._kept(keys[~sensitive].unique().tolist())
        missing = table[~sensitive & ~keys.isin(known) & ~keys.duplicated()]
        known |= self._asked(missing, keys)
        answers = blank(table["row_id"], Status.FAILED, self.inner.name, UNAVAILABLE)
        if not sensitive.all():
            found = pd.DataFrame([known[key] for key in keys[~sensitive]])
            for column in OUTPUTS:
                answers.loc[~sensitive, column] = found[column].to_numpy()
        if sensitive.any():
            withheld = self.inner.geocode(table[sensitive])
            for column in OUTPUTS:
                answers.loc[sensitive, column] = withheld[column].to_numpy()
        return checked(table, answers)

    def _kept(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        now = self._now()
        entries = self.store.get_many(keys)
        return {key: _restored(entry.answer) for key, entry in entries.items() if entry.expires_at > now}

    def _asked(self, missing: pd.DataFrame, keys: pd.Series) -> dict[str, dict[str, Any]]:
        self.outage = ""
        answered: dict[str, dict[str, Any]] = {}
        failures, size = 0, int(threshold("geocoding.chunk_rows"))
        for start in range(0, len(missing), size):
            part = missing.iloc[start : start + size]
            if failures >= threshold("geocoding.failures_before_stop"):
                answers = blank(part["row_id"], Status.FAILED, self.inner.name, UNAVAILABLE)
            else:
                answers = self.inner.geocode(part)
                failures = failures + 1 if self.inner.outage else 0
                self.outage = self.outage or self.inner.outage
            fresh = dict(zip(keys[part.index], answers[list(OUTPUTS)].to_dict("records"), strict=True))
            entries = [entry for key, answer in fresh.items() if (entry := self._entry(key, answer))]
            if entries:
                self.store.put_many(entries)
            answered |= fresh
        return answered

    def _entry(self, key: str, answer: dict[str, Any]) -> CacheEntry | None:
        """None for an answer that says nothing of the address."""
        if answer["geo_status"] == Status.FAILED and answer["geo_reason"] in TRANSIENT:
            return None
        sure = answer["geo_status"] != Status.FAILED and answer["geo_score"] >= threshold("geocoding.accept_score")
        days = threshold("geocoding.keep_found_days" if sure else "geocoding.keep_doubtful_days")
        return CacheEntry(key, _plain(answer), self._now() + timedelta(days=days))


def _plain(answer: dict[str, Any]) -> dict[str, str | float | None]:
    return {
        column: None if isinstance(value, float) and math.isnan(value) else value for column, value in answer.items()
    }


def _restored(answer: Mapping[str, str | float | None]) -> dict[str, Any]:
    return {column: np.nan if answer[column] is None else answer[column] for column in OUTPUTS}
