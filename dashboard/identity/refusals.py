"""Why a login is refused, in codes that the journal may keep: never what a provider or a visitor wrote."""

from geodata import journal
from geodata.journal import Channel
from geodata.perimetre import Perimetre, perimetre

OBJECT = "sessions"
OTHER = "other"
# A closed list: whoever forges a return chooses the word after `error=`, and must not choose what the journal says.
CODES = frozenset({
    "access_denied", "bad_signature", "decode_error", "expired_token", "insecure_claim", "invalid_claim",
    "invalid_client", "invalid_grant", "invalid_key_id", "invalid_token", "login_required", "mismatching_state",
    "missing_algorithm", "missing_claim", "no_id_token", "no_subject", "server_error", "temporarily_unavailable",
    "unsigned_userinfo", "unsupported_algorithm", "wrong_issuer", "wrong_subject",
})  # fmt: skip


def code_of(failure: Exception) -> str:
    """The code of what stopped a login; `other` for an error that is not in the list.

    >>> code_of(ValueError("agent@essai.example"))
    'other'
    """
    said = getattr(failure, "error", "")
    return said if isinstance(said, str) and said in CODES else OTHER


def tell(provider: str, code: str, who: Perimetre | None = None) -> None:
    """A line of the journal: by which provider (its name in the settings), and why; of whom, for a known account."""
    journal.refused(who or perimetre("public"), obj=OBJECT, key=f"{provider}:{code}", channel=Channel.LOGIN)
