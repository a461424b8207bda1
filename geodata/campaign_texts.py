"""The mails of a campaign: what is asked, by when, and a link; never what a card says."""

from datetime import date

from config.settings import settings
from geodata import territories
from geodata.listing.campaign import Step
from geodata.listing.personal_link import address
from geodata.mail import Mail
from geodata.repositories.campaign_dispatch import Answers, Letter, Reply
from geodata.rights import FRANCE

ANSWERED = {"accepted": "acceptée", "refused": "refusée", "corrected": "acceptée après correction"}
_LONGEST_REASON = 300
_SUBJECTS = {
    Step.INVITATION: "votre fiche dans l’annuaire, à vérifier avant le {day}",
    Step.FIRST: "votre fiche est encore à vérifier",
    Step.SECOND: "votre fiche est encore à vérifier",
    Step.LAST: "dernier rappel, votre fiche est à vérifier avant le {day}",
    Step.THANKS: "merci, votre réponse a été reçue",
}
_OPENINGS = {
    Step.INVITATION: (
        "Chaque année, les associations qui accompagnent les victimes de traite des êtres humains vérifient leur "
        "fiche dans l’annuaire de Vigie. Elle est déjà remplie : dire que rien n’a changé prend moins de trois minutes."
    ),
    Step.FIRST: "Nous n’avons pas encore reçu toute votre réponse sur votre fiche. Elle est déjà remplie : trois "
    "minutes suffisent si rien n’a changé.",
    Step.SECOND: "Votre fiche attend encore votre réponse, même pour dire que rien n’a changé.",
    Step.LAST: "La campagne se termine bientôt. Sans réponse de votre part, votre fiche sera signalée « à confirmer ».",
}
_LINK = (
    "Ouvrir la fiche, sans compte : {link}\n\n"
    "Ce lien est personnel à votre organisation et n’ouvre que sa fiche. Ne le transmettez qu’à vos collègues. "
    "La campagne est ouverte jusqu’au {day}."
)
_THANKS = (
    "Votre réponse est complète, merci. Ce que vous avez confirmé est daté d’aujourd’hui dans l’annuaire ; ce que "
    "vous avez proposé de changer sera lu par la préfecture, et sa réponse vous sera envoyée ici."
)
_END = "Ce message est envoyé automatiquement par Vigie ; il n’appelle pas de réponse."


def mail_of(letter: Letter, token: str) -> Mail:
    """The mail of a step, with its link; thanks need none."""
    day = _day(letter.closes_on)
    subject = f"{letter.title}\N{NO-BREAK SPACE}: {_SUBJECTS[letter.step].format(day=day)}"
    said = _THANKS
    if letter.step != Step.THANKS:
        said = f"{_OPENINGS[letter.step]}\n\n{_LINK.format(link=address(token), day=day)}"
    return Mail(letter.mail, subject, _body(said))


def mail_of_answers(found: Answers) -> Mail:
    """What administrations answered to the proposals of an organisation: which blocks, and why when it is refused."""
    one = len(found.replies) == 1
    lines = "\n".join(f"- {_line(each)}" for each in found.replies)
    said = f"{'Une réponse a été donnée' if one else 'Des réponses ont été données'} à ce que vous avez proposé "
    said += f"pour votre fiche\N{NO-BREAK SPACE}:\n\n{lines}"
    if link := settings().public_url:
        said += f"\n\nLe détail se lit sur la fiche : {link}/ma-fiche (ou par votre lien personnel)."
    subject = f"Votre fiche\N{NO-BREAK SPACE}: {'une réponse' if one else f'{len(found.replies)} réponses'}"
    return Mail(found.mail, subject, _body(said))


def _line(reply: Reply) -> str:
    who = "la Miprof" if reply.authority == FRANCE else f"la préfecture ({_named(reply.authority)})"
    said = f"{', '.join(reply.blocks) or 'Fiche'}\N{NO-BREAK SPACE}: {ANSWERED[reply.kind]} par {who}"
    reason = " ".join(reply.reason.split())
    if not reason:
        return f"{said}."
    shown = reason if len(reason) <= _LONGEST_REASON else f"{reason[: _LONGEST_REASON - 1]}…"
    return f"{said}. Motif\N{NO-BREAK SPACE}: {shown}"


def _named(departement: str) -> str:
    return territories.names().get(departement, departement)


def _body(said: str) -> str:
    return f"Bonjour,\n\n{said}\n\n{_END}\n"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
