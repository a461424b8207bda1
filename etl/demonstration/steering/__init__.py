"""The invented steering: three years of progress, of meetings and of decisions, for the 101 départements.

Real: the plan. Invented: everything else, and flagged so in every row. It is added through the repositories, once.
"""

from etl.demonstration.steering.commitment import commitments
from etl.demonstration.steering.followed import follow
from etl.demonstration.steering.meetings import meetings
from etl.demonstration.steering.play import play
from etl.demonstration.steering.progress import record_progress
from etl.demonstration.steering.reminded import remind
from geodata.database import transaction
from geodata.repositories.demonstration import meetings_are_invented, progress_is_invented


def load_progress() -> bool:
    """Settings, states, figures, syntheses, comments, proposals and scores; False when they are already there."""
    with transaction() as session:
        if progress_is_invented(session):
            return False
        record_progress(session)
    return True


def load_meetings() -> bool:
    """Meetings with their minutes, their decisions, and the reminders of Miprof; False when they are already there."""
    with transaction() as session:
        if meetings_are_invented(session):
            return False
        for commitment in commitments().values():
            scripts = list(meetings(commitment))
            for script in scripts:
                play(session, script)
            follow(session, commitment)
            remind(session, commitment, scripts)
    return True
