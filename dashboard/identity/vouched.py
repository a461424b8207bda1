"""What a provider vouches for, once every signature, issuer, audience, nonce and date has been verified."""

from dataclasses import dataclass
from typing import Any

from authlib.integrations.starlette_client import OAuthError
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError
from joserfc.jwk import KeySet
from starlette.requests import Request

from config.identity_providers import IdentityProvider
from dashboard.identity.providers import client
from geodata.repositories.sessions import Identity

CLOCK_SECONDS = 60
"""Two clocks may differ by that much."""
_SIGNED = "application/jwt"
# Some providers write their yes as a text; anything else, "false" included, is a no.
_VERIFIED = (True, "true")


@dataclass(frozen=True)
class Vouched:
    identity: Identity
    id_token: str


async def vouched(provider: IdentityProvider, request: Request) -> Vouched:
    """The person for whom the provider sends this browser back.

    The state must be that of this browser; the code is exchanged with its PKCE verifier; the identity token must be
    signed by the provider, for us, in time, with our nonce; the userinfo must be of the same person. Raises
    `OAuthError`, joserfc's `JoseError` or an error of the transport: in every case nobody is logged in.
    """
    ours = client(provider)
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }
    if request.query_params.get("iss", provider.issuer) != provider.issuer:
        raise OAuthError("wrong_issuer", "the answer comes from another issuer")
    try:
        token = await ours.authorize_access_token(request, claims_options=options, leeway=CLOCK_SECONDS)
    except BadSignatureError:
        ours.forget_keys()
        raise
    if not token.get("userinfo") or not token.get("id_token"):
        raise OAuthError("no_id_token", "the provider sent no identity token")
    subject = token["userinfo"]["sub"]
    if not isinstance(subject, str) or not subject.strip():
        raise OAuthError("no_subject", "the provider names nobody")
    claims = {**token["userinfo"], **await _userinfo(provider, token, subject)}
    # An address that the provider does not say it has verified could be anybody's: it finds no invitation.
    email = str(claims.get("email") or "") if claims.get("email_verified", True) in _VERIFIED else ""
    identity = Identity(provider.name, provider.issuer, subject, email.strip().lower(), str(claims.get("siret") or ""))
    return Vouched(identity, token["id_token"])


async def _userinfo(provider: IdentityProvider, token: dict[str, Any], subject: str) -> dict[str, Any]:
    ours = client(provider)
    metadata = await ours.load_server_metadata()
    address = metadata.get("userinfo_endpoint")
    if not address:
        return {}
    answer = await ours.get(address, token=token)
    answer.raise_for_status()
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() == _SIGNED:
        return await _verified(provider, answer.text, subject)
    if provider.userinfo_signed:
        raise OAuthError("unsigned_userinfo", "the userinfo should be a signed token")
    claims: dict[str, Any] = answer.json()
    if claims.get("sub") != subject:
        raise OAuthError("wrong_subject", "the userinfo is of somebody else")
    return claims


async def _verified(provider: IdentityProvider, signed: str, subject: str) -> dict[str, Any]:
    ours = client(provider)
    metadata = await ours.load_server_metadata()
    algorithms = metadata["userinfo_signing_alg_values_supported"]
    keys = KeySet.import_key_set(await ours.fetch_jwk_set())
    try:
        token = jwt.decode(signed, keys, algorithms=algorithms)
    except InvalidKeyIdError:
        # The provider may have renewed its keys since they were read.
        keys = KeySet.import_key_set(await ours.fetch_jwk_set(force=True))
        token = jwt.decode(signed, keys, algorithms=algorithms)
    jwt.JWTClaimsRegistry(
        leeway=CLOCK_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True, "value": subject},
    ).validate(token.claims)
    return token.claims
