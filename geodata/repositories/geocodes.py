"""Answers of a distant geocoder, kept in the database: asked once, whatever becomes of the import that asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from geodata.database import transaction
from geodata.instants import utc
from geodata.models import Geocode

_AT_ONCE = 1000
"""Databases limit the parameters of a statement."""


class Entry(Protocol):
    """A kept answer: its key, what was answered (ready for JSON), and until when it may be believed."""

    @property
    def key(self) -> str: ...
    @property
    def answer(self) -> Mapping[str, Any]: ...
    @property
    def expires_at(self) -> datetime: ...


E = TypeVar("E", bound=Entry)


class GeocodeStore(Generic[E]):
    """The cache of a geocoder. Each call is a transaction of its own: a later failure loses nothing of it.

    `entry` makes what the geocoder expects back, from a key, an answer and an instant (UTC). It has no perimeter: an
    address is asked for whoever imports, and the answer says nothing of them.
    """

    def __init__(self, entry: Callable[[str, Mapping[str, Any], datetime], E], url: str | None = None) -> None:
        self._entry = entry
        self._url = url

    def get_many(self, keys: Sequence[str]) -> Mapping[str, E]:
        """The entries known among `keys`, expired or not; unknown keys are absent."""
        found: dict[str, E] = {}
        with transaction(self._url) as session:
            for some in _slices(keys):
                query = select(Geocode.key, Geocode.answer, Geocode.expires_at).where(Geocode.key.in_(some))
                for key, answer, expires_at in session.execute(query):
                    found[key] = self._entry(key, answer, utc(expires_at))
        return found

    def put_many(self, entries: Sequence[E]) -> None:
        """Keep entries, in the place of those of the same key."""
        records = [
            {"key": entry.key, "answer": dict(entry.answer), "expires_at": utc(entry.expires_at)}
            for entry in {entry.key: entry for entry in entries}.values()
        ]
        if not records:
            return
        with transaction(self._url) as session:
            # Two imports may ask for the same address at once: the last answer stays.
            dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
            statement = dialect.insert(Geocode)
            replacing = {"answer": statement.excluded.answer, "expires_at": statement.excluded.expires_at}
            session.connection().execute(
                statement.on_conflict_do_update(index_elements=["key"], set_=replacing), records
            )

    def delete_many(self, keys: Iterable[str]) -> None:
        """Forget the entries of `keys`."""
        with transaction(self._url) as session:
            for some in _slices(list(keys)):
                session.execute(delete(Geocode).where(Geocode.key.in_(some)))


def _slices(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
