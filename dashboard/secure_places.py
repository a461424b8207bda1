"""The door to secure places: read at each drawing and kept nowhere, so that each reading is told."""

from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.publication.secure_plan import SecureOutlook, publish_secure_outlook
from geodata.repositories import secure_places


def readable(perimetre: Perimetre) -> bool:
    """Whether the visitor reads anything of secure places."""
    return secure_places.reads_national(perimetre)


def outlook(perimetre: Perimetre, year: int, places: int) -> SecureOutlook:
    """What `places` more secure places would change. Raises `NotAllowed`, and tells the refusal."""
    with (
        journal.refusals(perimetre, obj=secure_places.WHAT, key=str(year), channel=Channel.PAGE),
        transaction() as session,
    ):
        return publish_secure_outlook(session, perimetre, year, places)
