"""What the browser holds of a session: a token, which also seals the identity token and signs the log-out link."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from starlette.responses import Response

# The prefix makes browsers refuse it from another site, from a sub-domain, or without encryption. Browsers hold
# 127.0.0.1 for a trustworthy address, so the tests on loopback need no weaker cookie.
NAME = "__Host-vigie"


def give(response: Response, token: str, seconds: int) -> None:
    """Hand the token over: to no script, to no other site, for `seconds` at most."""
    response.set_cookie(NAME, token, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")


def take_back(response: Response) -> None:
    response.delete_cookie(NAME, path="/", secure=True, httponly=True, samesite="lax")


def leaving_token(token: str) -> str:
    """What a log-out link must carry, so that another site cannot log people out."""
    return hmac.new(token.encode(), b"deconnexion", hashlib.sha256).hexdigest()


def may_leave(token: str, shown: str) -> bool:
    return hmac.compare_digest(leaving_token(token).encode(), shown.encode())


def seal(token: str, text: str) -> str:
    """`text`, readable again by whoever holds `token` and by nobody else, not even the database."""
    return _box(token).encrypt(text.encode()).decode() if text else ""


def unseal(token: str, sealed: str) -> str:
    """What was sealed; empty when it is not readable with this token."""
    try:
        return _box(token).decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _box(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(token.encode(), b"id_token", "sha256")))
