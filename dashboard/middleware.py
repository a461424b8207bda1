"""What every answer of the server carries: the language and title of the first HTML, and the security headers."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import fixed_files

TITLE = "Vigie – lutte contre la traite des êtres humains"
DESCRIPTION = "Cartographie et pilotage départemental du plan d’action contre la traite des êtres humains."
# Leaflet's orders reach the map as scripts to evaluate: hence unsafe-inline and unsafe-eval, but never another host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
NOT_FOUND = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Page inconnue – Vigie</title>'
    '<meta name="viewport" content="width=device-width">'
    '<body style="font: 1.1rem/1.6 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">'
    "<h1>Cette page n’existe pas</h1><p>L’adresse est peut-être incomplète, ou la page a changé de nom.</p>"
    '<p><a href="/">Ouvrir la carte de couverture</a></p>'
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SILENT = {"Referrer-Policy": "no-referrer"}


class SecurityHeaders:
    """Adds `HEADERS` to every HTTP answer; one that tells no other page where it was keeps saying so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                silent = headers.get("referrer-policy") == SILENT["Referrer-Policy"]
                headers.update(HEADERS | SILENT if silent else HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class UnknownAddress:
    """Answers 404, in French, to an address that no page has: Streamlit would open another page in its place."""

    def __init__(self, app: ASGIApp, known: frozenset[str]) -> None:
        self.app = app
        self.known = known
        """First words of the addresses that something answers, and those of the pages."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks_for_a_page = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
        if asks_for_a_page and scope["path"].strip("/").split("/")[0] not in self.known:
            await HTMLResponse(NOT_FOUND, status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class FrenchFirstPage:
    """Rewrites the HTML of Streamlit before its script runs: screen readers and bookmarks read this one first."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        # A page that is compressed, or not sent at all because it has not changed, could not be rewritten.
        unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        start: Message = {}
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if not Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
                    await send(start)
                return
            if not Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = in_french(body)
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(body))
            del headers["etag"]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, rewrite)


def in_french(page: bytes) -> bytes:
    """The page with its language, title and description, and the scripts of every page.

    >>> in_french(b'<html lang="en"><title>Streamlit</title>')[:16]
    b'<html lang="fr">'
    """
    scripts = "".join(f'<script src="{address}"></script>' for address in fixed_files.of_every_page())
    title = f'<title>{TITLE}</title><meta name="description" content="{DESCRIPTION}">{scripts}'
    return page.replace(b'<html lang="en"', b'<html lang="fr"', 1).replace(
        b"<title>Streamlit</title>", title.encode("utf-8"), 1
    )
