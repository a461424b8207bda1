"""The personal link of an invitation: signed, so that nobody makes one, and read back without a database.

It names the invitation and which of its links it is: the same link can be written again for a reminder, while only its
fingerprint is kept. Whoever reads the database alone cannot make it: the signature needs the secret of the server.
"""

import hashlib
import secrets
from functools import cache

from itsdangerous import BadSignature, URLSafeSerializer

from config.settings import settings

ADDRESS = "lien"
"""First word of its address."""
_LONGEST = 200


class NoSecret(Exception):
    """Links cannot be signed; the message is a French sentence for whoever operates the server."""


def token_of(invitation_id: int, number: int) -> str:
    """The link number `number` (from 1) of an invitation. Raises `NoSecret` in production without a secret."""
    written = _signer().dumps([invitation_id, number])
    return written if isinstance(written, str) else written.decode("ascii")


def read(token: str) -> tuple[int, int] | None:
    """Invitation and number of a link that this server signed; None for any other text."""
    if len(token) > _LONGEST:
        return None
    try:
        invitation_id, number = _signer().loads(token)
    except BadSignature:
        return None
    return int(invitation_id), int(number)


def fingerprint(token: str) -> str:
    """What the database keeps of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(token: str) -> str:
    """Where the link leads; without the name of the server when it has none (demonstration)."""
    return f"{settings().public_url}/{ADDRESS}/{token}"


def _signer() -> URLSafeSerializer:
    secret = settings().cookie_secret.get_secret_value()
    if not secret:
        if not settings().demonstration:
            raise NoSecret("VIGIE_COOKIE_SECRET manque : sans lui, aucun lien personnel ne peut être signé.")
        secret = _of_this_process()
    # A salt of its own: what signs the login signs no link, and conversely.
    return URLSafeSerializer(secret, salt="vigie.lien", signer_kwargs={"digest_method": hashlib.sha256})


@cache
def _of_this_process() -> str:
    return secrets.token_urlsafe(48)
