"""Whether a server may open its doors with these settings."""

from urllib.parse import urlsplit

from config.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 12
"""Distinct ones: a repeated word passes for long, and is guessed all the same."""


class UnsafeSettings(Exception):
    """The server must not start so; the message is a French sentence for whoever operates it."""


def require_safe(settings: Settings, listens_on: str | None = None) -> None:
    """Raise `UnsafeSettings`, with what to do, unless the server may open with these settings.

    `listens_on`: the address on which it will listen, when it is known. In production: a secret of its own, a public
    address over HTTPS, at least one identity provider over HTTPS. The only way around HTTPS, `VIGIE_LOOPBACK_TRIAL`,
    holds when every address is of this machine: nobody else could reach such a server, or log in to it. The
    demonstration lets anybody take any profile: it never opens beside a real login or at a public address.
    """
    for wrong in _wrong(settings, listens_on):
        raise UnsafeSettings(f"Vigie ne démarre pas : {wrong}")


def _wrong(settings: Settings, listens_on: str | None) -> list[str]:
    if settings.demonstration:
        return _wrong_demonstration(settings)
    return [*_wrong_secret(settings), *_wrong_address(settings, listens_on), *_wrong_providers(settings)]


def _wrong_demonstration(settings: Settings) -> list[str]:
    if settings.providers or (settings.public_url and _host(settings.public_url) not in LOOPBACK):
        return [
            "la porte de démonstration est ouverte (VIGIE_ENV=demo) alors que le serveur a un fournisseur d’identité "
            "ou une adresse publique. Choisir VIGIE_ENV=production, ou retirer VIGIE_OIDC_… et VIGIE_PUBLIC_URL."
        ]
    return []


def _wrong_secret(settings: Settings) -> list[str]:
    secret = settings.cookie_secret.get_secret_value()
    new_one = 'En produire un : python -c "import secrets; print(secrets.token_urlsafe(48))".'
    if not secret:
        return [f"VIGIE_COOKIE_SECRET manque. {new_one}"]
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS:
        return [f"VIGIE_COOKIE_SECRET est trop facile à deviner (valeur d’exemple ou trop courte). {new_one}"]
    return []


def _wrong_address(settings: Settings, listens_on: str | None) -> list[str]:
    url = settings.public_url
    if not url:
        return [
            "VIGIE_PUBLIC_URL manque : l’adresse que les visiteurs saisissent, par exemple https://vigie.exemple.fr."
        ]
    parts = urlsplit(url)
    if parts.path or parts.query or parts.fragment or parts.username or not parts.hostname:
        return ["VIGIE_PUBLIC_URL doit être une adresse sans chemin, par exemple https://vigie.exemple.fr."]
    if not settings.loopback_trial:
        if parts.scheme != "https":
            return ["VIGIE_PUBLIC_URL doit commencer par https:// ; un cookie de session ne voyage pas en clair."]
        return []
    if _host(url) not in LOOPBACK or (listens_on is not None and listens_on not in LOOPBACK):
        return [
            "VIGIE_LOOPBACK_TRIAL ne sert qu’aux essais sur cette machine : adresse publique et adresse d’écoute "
            "doivent être 127.0.0.1. Le retirer."
        ]
    return []


def _wrong_providers(settings: Settings) -> list[str]:
    if not settings.providers:
        return ["aucun fournisseur d’identité : renseigner VIGIE_OIDC_<NOM>_ISSUER, …_CLIENT_ID et …_CLIENT_SECRET."]
    wrong = []
    for provider in settings.providers:
        trial = settings.loopback_trial and _host(provider.issuer) in LOOPBACK
        if urlsplit(provider.issuer).scheme != "https" and not trial:
            wrong.append(f"VIGIE_OIDC_{provider.name.upper()}_ISSUER doit commencer par https://.")
    return wrong


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
