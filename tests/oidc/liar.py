"""An identity provider on loopback that tells the truth until a test makes it lie: a real one refuses to misbehave."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "vigie-essai", "un-secret-pour-les-essais-seulement"
Claims = dict[str, Any]


def key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name}, private=True)


_HONEST = key("essai")


def signed(claims: Claims, with_key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": with_key.kid}, claims, with_key)


def unsigned(claims: Claims) -> str:
    """A token of the algorithm « none »."""
    head, body = (_base64(json.dumps(part).encode()) for part in ({"alg": "none", "kid": "essai"}, claims))
    return f"{head}.{body}."


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _as_it_is(claims: Claims) -> Claims:
    return claims


@dataclass
class Liar:
    """A provider for which « agent-1 » is always at the keyboard; each attribute is a way to lie."""

    issuer: str
    signing: RSAKey = field(default_factory=lambda: _HONEST)
    shown: tuple[RSAKey, ...] = ()
    identity: Callable[[Claims], Claims] = _as_it_is
    identity_token: Callable[[Claims], str | None] | None = None
    person: Callable[[Claims], Claims] = _as_it_is
    userinfo: Callable[[Claims], Response] | None = None
    subject: str = "agent-1"
    issued: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shown = self.shown or (self.signing,)

    def renew(self, name: str) -> None:
        """Sign with a new key from now on, and show it alone."""
        self.signing = key(name)
        self.shown = (self.signing,)

    def discovery(self, _: Request) -> JSONResponse:
        addresses = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        addresses |= {"userinfo_endpoint": "userinfo", "end_session_endpoint": "bye"}
        # It claims to accept every algorithm: the application must choose by itself.
        algorithms = ["RS256", "HS256", "none"]
        return JSONResponse(
            {name: f"{self.issuer}/{path}" for name, path in addresses.items()}
            | {"issuer": self.issuer, "code_challenge_methods_supported": ["S256"]}
            | {f"{what}_signing_alg_values_supported": algorithms for what in ("id_token", "userinfo")}
        )

    def jwks(self, _: Request) -> JSONResponse:
        return JSONResponse(KeySet(list(self.shown)).as_dict(private=False))

    def authorize(self, request: Request) -> RedirectResponse:
        asked, code = dict(request.query_params), secrets.token_urlsafe(16)
        self.issued[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: Request) -> JSONResponse:
        async with request.form() as form:
            # A code serves once, and only to whoever shows the verifier of its challenge.
            asked = self.issued.pop(str(form.get("code")), None)
            proof = _base64(hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest())
        if asked is None or proof != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        claims = self.identity({**claims, "nonce": asked["nonce"]})
        told = self.identity_token(claims) if self.identity_token else signed(claims, self.signing)
        answer = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300}
        return JSONResponse(answer | ({"id_token": told} if told else {}))

    def of_person(self, _: Request) -> Response:
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "email": f"{self.subject}@essai.example"}
        claims = self.person(claims)
        if self.userinfo:
            return self.userinfo(claims)
        return Response(signed(claims, self.signing), media_type="application/jwt")

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/jwks", self.jwks),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/userinfo", self.of_person),
            ]
        )


@contextmanager
def listening(port: int) -> Iterator[Liar]:
    """The provider, served on loopback until the block ends."""
    liar = Liar(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(liar.application(), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the provider of the tests did not start"
    yield liar
    server.should_exit = True
    thread.join(timeout=20)
