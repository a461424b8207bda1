"""The identity providers that the environment names: `VIGIE_OIDC_<NAME>_ISSUER`, `…_CLIENT_ID`, and so on."""

import re
from collections.abc import Mapping
from os import environ

from pydantic import BaseModel, ConfigDict, SecretStr

_VARIABLE = re.compile(r"VIGIE_OIDC_([A-Z0-9]+)_(ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL|SCOPES|USERINFO_SIGNED)")


class IdentityProvider(BaseModel):
    """Who vouches for visitors: an OpenID Connect issuer, and what it calls Vigie.

    `name` is the last part of the addresses `/connexion/<name>`; `label` is what the button says; `userinfo_signed`
    refuses a userinfo answer that is not a signed token.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    issuer: str
    client_id: str
    client_secret: SecretStr
    label: str
    scopes: str = "openid email"
    userinfo_signed: bool = False


def identity_providers(variables: Mapping[str, str] = environ) -> tuple[IdentityProvider, ...]:
    """The providers described by environment variables, by name.

    Raises `ValueError`, naming the provider, when one of its issuer, client id or secret is missing, or when its scopes
    leave out `openid`.
    """
    found: dict[str, dict[str, str]] = {}
    for variable, value in variables.items():
        if match := _VARIABLE.fullmatch(variable):
            found.setdefault(match[1], {})[match[2].lower()] = value.strip()
    return tuple(_provider(name, found[name]) for name in sorted(found))


def _provider(name: str, given: dict[str, str]) -> IdentityProvider:
    for needed in ("issuer", "client_id", "client_secret"):
        if not given.get(needed):
            raise ValueError(f"VIGIE_OIDC_{name}_{needed.upper()} is missing: the provider {name} cannot be used")
    if "openid" not in given.get("scopes", "openid").split():
        raise ValueError(f"VIGIE_OIDC_{name}_SCOPES must contain openid")
    return IdentityProvider.model_validate({"name": name.lower(), "label": name.capitalize(), **given})
