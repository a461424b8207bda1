"""The few pages that the login routes write by themselves, when there is no page of Vigie to go to."""

from html import escape

from starlette.responses import HTMLResponse

_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – Vigie</title></head>
<body style="font-family: sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; line-height: 1.5">
<main><h1>{title}</h1><p role="alert">{sentence}</p>
<p><a href="/connexion">Se connecter</a> · <a href="/">Revenir à l’accueil</a></p></main></body></html>"""


def refusal(title: str, sentence: str, status: int) -> HTMLResponse:
    """A page that says what happened and what to do; kept by nobody."""
    page = _PAGE.format(title=escape(title), sentence=escape(sentence))
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})
