"""The forms of whoever leads a campaign: open, invite, send, and what is done about one organisation."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from config.settings import settings
from config.thresholds import threshold
from dashboard import campaigns
from dashboard.components import campaign_acts as acts
from dashboard.components.french import as_markdown, day
from geodata.listing.campaign import State
from geodata.perimetre import Perimetre
from geodata.publication.french import counted
from geodata.repositories.campaigns import Asked

USUAL_DAYS = 42
_NO_MAIL = (
    "En démonstration, aucun courriel ne part : "
    "«\N{NO-BREAK SPACE}Nouveau lien\N{NO-BREAK SPACE}» montre un lien à essayer."
)


def opening_form() -> None:
    """Open a campaign."""
    today = campaigns.today()
    st.subheader("Ouvrir une campagne", anchor=False)
    with st.form("campagne_ouvrir", enter_to_submit=False):
        title = st.text_input("Titre", f"Campagne {today.year}", max_chars=80)
        left, right = st.columns(2)
        opens_on = left.date_input("Premier jour", today, format="DD/MM/YYYY")
        closes_on = right.date_input("Dernier jour", today + timedelta(days=USUAL_DAYS), format="DD/MM/YYYY")
        st.caption(
            f"{int(threshold('campaign.longest_days'))} jours au plus. Chaque organisation reçoit un lien personnel, "
            "puis trois rappels au plus ; le lien vaut jusqu’à "
            f"{int(threshold('campaign.link_days_after_close'))} jours après la clôture."
        )
        if st.form_submit_button("Ouvrir la campagne", type="primary", icon=":material/campaign:"):
            acts.open_campaign(title, opens_on, closes_on)


def invitation_form(asked: Asked, rows: pd.DataFrame, mailboxes: dict[str, tuple[str, str]]) -> None:
    """Choose whom to invite; by default, all those with a mailbox who are not yet."""
    left = {code: found for code, found in mailboxes.items() if code not in set(rows["structure"])}
    st.subheader("Inviter", anchor=False)
    if not left:
        st.caption("Toutes les organisations de l’annuaire sont déjà invitées.")
        return
    reachable = [code for code, (_, mail) in left.items() if mail]
    st.caption(
        f"{counted(len(left), 'organisation')} pas encore invitée{'s' if len(left) > 1 else ''}, dont "
        f"{len(reachable)} avec une boîte aux lettres. Sans boîte, le lien se donne par téléphone."
    )
    chosen = st.multiselect(
        "Organisations à inviter",
        list(left),
        default=reachable,
        format_func=lambda code: left[code][0] + ("" if left[code][1] else " (sans boîte aux lettres)"),
        placeholder="Choisir des organisations",
        key=f"campagne_inviter_{asked.id}_{len(left)}",
    )
    if st.button("Inviter", type="primary", icon=":material/group_add:", disabled=not chosen):
        acts.invite(asked.id, chosen)


def sending() -> None:
    """Send what stands today; a daily command does it too."""
    st.subheader("Courriels", anchor=False)
    if settings().demonstration:
        st.info(_NO_MAIL, icon=":material/science:")
        return
    count = campaigns.waiting()
    st.caption(f"{counted(count, 'courriel')} à envoyer aujourd’hui : invitations, rappels, remerciements, réponses.")
    if st.button("Envoyer maintenant", icon=":material/send:", disabled=not count):
        acts.send()


def one_organisation(
    perimetre: Perimetre, asked: Asked, rows: pd.DataFrame, mailboxes: dict[str, tuple[str, str]]
) -> None:
    """Remind, make a link for somebody on the telephone, take it back, and where to write."""
    st.subheader("Une organisation", anchor=False)
    ranks = {State.CONFIRMED: 1}
    numbers = sorted(rows.index, key=lambda number: ranks.get(rows.at[number, "state"], 0))
    chosen = st.selectbox(
        "Organisation",
        numbers,
        format_func=lambda number: f"{rows.at[number, 'name']} – {rows.at[number, 'state'].label}",
        key="campagne_organisation",
    )
    if chosen is None:
        return
    row, name = rows.loc[chosen], str(rows.at[chosen, "name"])
    if row["linked"] and row["expires_at"] is not None and not row["revoked"]:
        st.caption(f"Lien en cours jusqu’au {day(row['expires_at'] - timedelta(seconds=1))}.")
    over = asked.closes_on < campaigns.today()
    number = int(str(chosen))
    with st.container(horizontal=True):
        if st.button("Relancer", icon=":material/notifications:", disabled=over or not row["mail"]):
            acts.remind(asked.id, number, as_markdown(name))
        if st.button("Nouveau lien", icon=":material/key:", disabled=over):
            acts.new_link(number, as_markdown(name))
        if st.button("Retirer le lien", icon=":material/link_off:", disabled=bool(row["revoked"])):
            acts.revoke(number, as_markdown(name))
    mail = st.text_input(
        "Boîte aux lettres de la campagne",
        mailboxes[row["structure"]][1],
        max_chars=200,
        help="Celle d’une fonction (accueil, secrétariat), jamais celle d’une personne. Elle n’est pas publiée.",
        key=f"campagne_boite_{row['structure']}",
    )
    if st.button("Enregistrer la boîte aux lettres", icon=":material/mail:"):
        acts.set_mailbox(row["structure"], mail, as_markdown(name))
