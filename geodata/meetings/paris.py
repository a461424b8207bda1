"""« Today » for the rules: the day in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today_at(now: datetime) -> date:
    """The day of an instant; raises `ValueError` for an instant without a zone."""
    if now.tzinfo is None:
        raise ValueError("an instant needs a zone: datetime.now(UTC)")
    return now.astimezone(PARIS).date()
