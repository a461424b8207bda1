"""Whether what is invented is already there: statements and meetings are added, so they must be loaded once."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from geodata.models import CdpdMeeting, MesureSetting, Structure


def progress_is_invented(session: Session) -> bool:
    """Whether the invented progress has been loaded."""
    return bool(session.scalar(select(exists().where(MesureSetting.demonstration))))


def meetings_are_invented(session: Session) -> bool:
    """Whether the invented meetings have been loaded."""
    return bool(session.scalar(select(exists().where(CdpdMeeting.demonstration))))


def listing_is_invented(session: Session) -> bool:
    """Whether the invented cards have been loaded."""
    return bool(session.scalar(select(exists().where(Structure.demonstration))))
