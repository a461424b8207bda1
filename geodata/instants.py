"""Instants as they are kept, in UTC, and the day that they are in Paris."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today_at(now: datetime) -> date:
    """The day of an instant; raises `ValueError` for an instant without a zone."""
    if now.tzinfo is None:
        raise ValueError("an instant needs a zone: datetime.now(UTC)")
    return now.astimezone(PARIS).date()


def utc(moment: datetime) -> datetime:
    """An instant as it was kept: SQLite forgets its zone, which is UTC everywhere."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
