"""The pages of a personal link: one button, or one sentence. Kept by nobody, and told to no other site."""

from datetime import timedelta
from html import escape

from starlette.responses import HTMLResponse

from dashboard.components.french import day
from geodata.repositories.invitation_links import Invited, Refusal

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_WRITE = "Demandez un autre lien à la Miprof, qui vous a écrit."
REFUSALS = {
    Refusal.UNKNOWN: (
        "Lien inconnu",
        "Ce lien n’est pas un lien de Vigie, ou il a été coupé en chemin : recopiez-le en entier depuis le message.",
        404,
    ),
    Refusal.EXPIRED: ("Lien échu", f"Ce lien a dépassé sa date : il n’ouvre plus de fiche. {_WRITE}", 410),
    Refusal.REVOKED: (
        "Lien retiré",
        f"Ce lien a été retiré, ou remplacé par un lien plus récent : utilisez le dernier reçu. {_WRITE}",
        410,
    ),
}
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – Vigie</title><style>
body {{ font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: #1e1e1e }}
button {{ font: inherit; font-weight: 600; padding: .75rem 1.25rem; border: 0; background: #000091; color: #fff }}
button:focus-visible, a:focus-visible {{ outline: 3px solid #0a76f6; outline-offset: 2px }}
</style></head><body><main><h1>{title}</h1>{body}</main></body></html>"""


def invitation(found: Invited) -> HTMLResponse:
    """One button: programs that follow the links of mails open nothing by reading this page."""
    return _page(
        "Votre fiche dans l’annuaire",
        f"<p>Ce lien ouvre, sans compte, la fiche « <strong>{escape(found.name)}</strong> », jusqu’au "
        f"{day(found.expires_at - timedelta(seconds=1))}. Il n’ouvre rien d’autre.</p>"
        '<form method="post"><button type="submit">Ouvrir ma fiche</button></form>',
        200,
    )


def refusal(why: Refusal) -> HTMLResponse:
    """Why a link opens nothing, and what to do."""
    title, sentence, status = REFUSALS[why]
    return _page(title, f'<p role="alert">{escape(sentence)}</p>{_HOME}', status)


def from_elsewhere() -> HTMLResponse:
    """Another site sent the form of this page."""
    return _page(
        "Ouverture refusée",
        f'<p role="alert">La demande vient d’un autre site. Ouvrez le lien depuis le message reçu.</p>{_HOME}',
        403,
    )


def left() -> HTMLResponse:
    """After « Quitter la fiche »."""
    return _page(
        "Vous avez quitté la fiche",
        "<p>Ce que vous avez envoyé est enregistré. Votre lien reste valable : vous pouvez revenir.</p>" + _HOME,
        200,
    )


def not_yours() -> HTMLResponse:
    """A link to leave that is not that of this session."""
    return _page(
        "Sortie refusée",
        '<p role="alert">Ce n’est pas la sortie de votre session. Utilisez « Quitter la fiche » dans la page.</p>'
        + _HOME,
        403,
    )


_HOME = '<p><a href="/">Revenir à l’accueil de Vigie</a></p>'


def _page(title: str, body: str, status: int) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(title=escape(title), body=body), status_code=status, headers=HEADERS)
