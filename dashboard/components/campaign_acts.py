"""What Miprof does about a campaign: each act says what was done, or why it was refused; a new link is shown once."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from config.settings import settings
from dashboard import campaigns
from geodata.listing.personal_link import NoSecret, address
from geodata.mail import MailUnavailable
from geodata.perimetre import NotAllowed
from geodata.publication.french import counted
from geodata.repositories import campaigns as kept
from geodata.repositories import invitations
from geodata.repositories.campaigns import CampaignError
from geodata.shelter_guard import LocatesAShelter

SAID = (NotAllowed, CampaignError, MailUnavailable, NoSecret, LocatesAShelter)
"""Refusals whose message is a French sentence for whoever asked."""
_DONE, _LINK = "campagne_acte", "campagne_lien"


def what_was_done() -> None:
    """At the top of the page, once: the sentence of the last act, and the link that it made."""
    if said := st.session_state.pop(_DONE, None):
        st.success(said, icon=":material/check:")
    made = st.session_state.pop(_LINK, None)
    if made is None:
        return
    name, link = made
    st.info(
        f"Lien personnel à copier maintenant, pour **{name}** : il n’est pas gardé, et ne sera plus montré. Le lien "
        "précédent n’ouvre plus rien.",
        icon=":material/key:",
    )
    st.code(link, language=None, wrap_lines=True)
    if settings().demonstration:
        st.link_button("Essayer ce lien", link, icon=":material/open_in_new:")


def open_campaign(title: str, opens_on: date | None, closes_on: date | None) -> None:
    if opens_on is None or closes_on is None:
        st.error("Choisir le premier et le dernier jour de la campagne.", icon=":material/block:")
        return
    _done(
        lambda: campaigns.write(
            lambda session, who, entry: kept.open_campaign(session, who, title, opens_on, closes_on, entry=entry)
        ),
        "Campagne ouverte.",
    )


def invite(campaign_id: int, codes: Sequence[str]) -> None:
    def act() -> str:
        added = campaigns.write(
            lambda session, who, entry: invitations.invite(session, who, campaign_id, codes, entry=entry)
        )
        return f"{counted(len(added), 'organisation invitée')} : les courriels partent au prochain envoi."

    _done(act)


def send() -> None:
    def act() -> str:
        done = campaigns.send()
        refused = f" Adresses refusées par le serveur : {done.refused}." if done.refused else ""
        return f"{counted(done.sent, 'courriel envoyé')}.{refused}"

    _done(act)


def remind(campaign_id: int, invitation_id: int, name: str) -> None:
    _done(lambda: campaigns.remind(campaign_id, invitation_id), f"Rappel envoyé à {name}.")


def new_link(invitation_id: int, name: str) -> None:
    def act() -> str:
        token = campaigns.write(
            lambda session, who, entry: invitations.new_link(session, who, invitation_id, entry=entry),
            str(invitation_id),
        )
        st.session_state[_LINK] = name, address(token)
        return f"Nouveau lien préparé pour {name}."

    _done(act)


def revoke(invitation_id: int, name: str) -> None:
    _done(
        lambda: campaigns.write(
            lambda session, who, entry: invitations.revoke(session, who, invitation_id, entry=entry),
            str(invitation_id),
        ),
        f"Le lien de {name} est retiré, et ses sessions sont fermées.",
    )


def set_mailbox(structure: str, mail: str, name: str) -> None:
    _done(
        lambda: campaigns.write(
            lambda session, who, entry: kept.set_mailbox(session, who, structure, mail, entry=entry), structure
        ),
        f"Boîte aux lettres de {name} enregistrée." if mail.strip() else f"{name} ne reçoit plus de courriel.",
    )


def _done(act: Callable[[], object], sentence: str = "") -> None:
    """Do it and draw the page again; `act` may give the sentence itself."""
    try:
        said = act()
    except SAID as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    st.session_state[_DONE] = sentence or said
    st.rerun()
