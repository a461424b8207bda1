"""One proposal: what it changes, who asks for it, what the public will see, and the three answers to it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.components import proposal_acts
from dashboard.components.authors import author
from dashboard.components.french import as_html, as_markdown, day
from dashboard.components.proposal_acts import CHECKED, USUAL, key_of
from dashboard.components.proposal_difference import difference_table
from dashboard.components.proposal_fields import opened_fields
from dashboard.components.spoken import about
from dashboard.listing_review import LATE_DAYS, Proposal
from geodata.listing.differences import differences
from geodata.listing.effects import effects
from geodata.listing.fields import Kind
from geodata.listing.words import label_of, lines_of, place

DOORS = {
    "page": "depuis la page « Ma fiche »",
    "link": "par le lien personnel de la campagne",
    "workbook": "par le classeur renvoyé",
    "import": "par un fichier reçu",
}
_WHAT = {Kind.STRUCTURE: "L’organisation", Kind.BRANCH: "", Kind.ZONE: "Zone d’intervention"}
STATES = {
    "accepted": "Acceptée",
    "refused": "Refusée",
    "corrected": "Acceptée avec correction",
    "withdrawn": "Retirée par son auteur",
    "open": "En attente",
}


def title_of(proposal: Proposal) -> str:
    """The organisation, the branch, and which part of the card."""
    branch = f"{proposal.branch_name} (nouvelle antenne)" if proposal.new_branch else proposal.branch_name
    return " – ".join(part for part in (proposal.structure_name, branch, _WHAT[proposal.kind]) if part)


def proposal_card(proposal: Proposal, kept: Mapping[str, Any], *, several: bool) -> None:
    """Show it with its answers; `kept`: the values in force; `several`: name the authority, when there are several."""
    with st.container(border=True, key=key_of(proposal.id, "fiche")):
        _head(proposal, several=several)
        found = differences(proposal.kind, proposal.changes)
        if proposal.stale:
            st.warning(
                "La fiche a changé depuis cet envoi : comparer avec la valeur en vigueur avant d’accepter.",
                icon=":material/update:",
            )
        difference_table("Ce qui change", found, new=proposal.new_branch)
        _effects(proposal, kept)
        if proposal.note:
            st.markdown(f"**Mot de l’auteur :** {as_markdown(proposal.note)}")
        if sentence := proposal_acts.refusal(proposal.id):
            st.error(as_markdown(sentence), icon=":material/block:")
        _actions(proposal)
        form = proposal_acts.opened_form(proposal.id)
        if form == "corriger":
            _correction(proposal)
        elif form == "refuser":
            _refusal(proposal)


def answered_card(proposal: Proposal) -> None:
    """A proposal that has received its answer: the difference, and what was answered."""
    with st.container(border=True, key=key_of(proposal.id, "repondue")):
        _head(proposal, several=True)
        difference_table("Ce qui était proposé", differences(proposal.kind, proposal.changes), new=proposal.new_branch)
        when = f" le {day(proposal.answered_at)}" if proposal.answered_at else ""
        st.markdown(f"**{STATES[proposal.state]}**{when}. {as_markdown(proposal.reason)}")
        if proposal.state == "corrected":
            _applied(proposal)


def _head(proposal: Proposal, *, several: bool) -> None:
    st.header(as_markdown(title_of(proposal)), anchor=False)
    door = DOORS.get(proposal.origin, "")
    where = f" · répond : {place(proposal.authority)}" if several else ""
    days = proposal.days_open
    age = "aujourd’hui" if days == 0 else f"il y a {days} jour{'s' if days > 1 else ''}"
    late = f" · **en retard** (plus de {LATE_DAYS} jours)" if proposal.state == "open" and days > LATE_DAYS else ""
    by = as_markdown(_author(proposal.profile))
    st.markdown(f"Proposé le {day(proposal.recorded_at)} ({age}) par {by}, {door}{where}{late}")


def _author(profile: str) -> str:
    """The organisation is named above: « l’association » is enough."""
    return "l’association" if profile.startswith(("association:", "lien:")) else author(profile)


def _effects(proposal: Proposal, kept: Mapping[str, Any]) -> None:
    told = effects(proposal.kind, proposal.changes, kept, new_branch=proposal.new_branch)
    items = "".join(f"<li>{as_html(each)}</li>" for each in told)
    st.html(f'<strong>Pour le public</strong><ul class="vigie-effects">{items}</ul>')


def _actions(proposal: Proposal) -> None:
    title, number = title_of(proposal), proposal.id
    what = proposal_acts.subject(proposal, title)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(about("Cocher", what), key=key_of(number, CHECKED))
        st.button(
            about("Accepter", what), type="primary", icon=":material/check:", key=key_of(number, "accepter"),
            on_click=proposal_acts.accept, args=(proposal, title),
        )  # fmt: skip
        st.button(
            about("Corriger", what), icon=":material/edit:", key=key_of(number, "corriger"),
            on_click=proposal_acts.open_form, args=(number, "corriger"),
        )  # fmt: skip
        st.button(
            about("Refuser", what), icon=":material/close:", key=key_of(number, "refuser"),
            on_click=proposal_acts.open_form, args=(number, "refuser"),
        )  # fmt: skip


def _correction(proposal: Proposal) -> None:
    number = proposal.id
    with st.form(key_of(number, "correction"), border=False):
        st.markdown("**Corriger avant d’accepter** : seuls les champs proposés s’ouvrent.")
        opened_fields(proposal, key_of(number, "champ"))
        st.text_area("Pourquoi cette correction (l’association le lira)", key=key_of(number, "raison"), max_chars=1000)
        st.form_submit_button(
            "Accepter ainsi corrigé", type="primary", icon=":material/check:", on_click=proposal_acts.correct,
            args=(proposal, title_of(proposal)),
        )  # fmt: skip


def _refusal(proposal: Proposal) -> None:
    number = proposal.id
    with st.form(key_of(number, "refus"), border=False):
        st.radio("Motif du refus (l’association le lira)", USUAL, key=key_of(number, "motif"))
        st.text_area("Précision", key=key_of(number, "precision"), max_chars=800)
        st.form_submit_button(
            "Refuser la proposition", icon=":material/close:", on_click=proposal_acts.refuse,
            args=(proposal, title_of(proposal)),
        )  # fmt: skip


def _applied(proposal: Proposal) -> None:
    lines = [
        f"- {as_markdown(label_of(proposal.kind, name))} : "
        + as_markdown(", ".join(lines_of(proposal.kind, name, value)) or "retiré")
        for name, value in proposal.applied.items()
    ]
    st.markdown("\n".join(["Ce qui a été enregistré :", "", *lines]))
