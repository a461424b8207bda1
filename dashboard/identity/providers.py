"""Talking to an identity provider: what it says of itself is checked before it is believed."""

import time
from functools import cache
from typing import Any

from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App

from config.identity_providers import IdentityProvider
from config.settings import settings

_SECONDS = 10
BELIEVED_SECONDS = 3600
"""How long addresses and keys are kept: a key that the provider has withdrawn is trusted no longer than that."""
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Only signatures by a private key: a shared secret, or none, would let somebody else sign."""


class _CheckedProvider(StarletteOAuth2App):
    """A provider whose description must be that of the issuer named in the settings."""

    issuer: str

    async def load_server_metadata(self) -> dict[str, Any]:
        if time.time() - self.server_metadata.get("_loaded_at", 0) > BELIEVED_SECONDS:
            # Another one, not the same emptied: a login under way still reads it.
            self.server_metadata: dict[str, Any] = {}
        metadata: dict[str, Any] = await super().load_server_metadata()
        if metadata.get("issuer") != self.issuer:
            self.server_metadata.clear()
            raise OAuthError("wrong_issuer", "the provider describes itself under another issuer")
        for what in ("id_token_signing_alg_values_supported", "userinfo_signing_alg_values_supported"):
            metadata[what] = [name for name in metadata.get(what) or ["RS256"] if name in SIGNATURES]
        return metadata

    def forget_keys(self) -> None:
        """Read the keys again at the next login: they may have been renewed under the same names."""
        self.server_metadata.pop("jwks", None)


class _Registry(OAuth):
    oauth2_client_cls = _CheckedProvider


def described(name: str) -> IdentityProvider | None:
    """The provider of that name in the settings."""
    return next((each for each in settings().providers if each.name == name), None)


@cache
def client(provider: IdentityProvider) -> _CheckedProvider:
    """The client of a provider: authorization code with PKCE (S256); endpoints and keys are discovered."""
    registered = _Registry().register(
        provider.name,
        client_id=provider.client_id,
        client_secret=provider.client_secret.get_secret_value(),
        server_metadata_url=provider.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": provider.scopes, "code_challenge_method": "S256", "timeout": _SECONDS},
    )
    registered.issuer = provider.issuer
    return registered
