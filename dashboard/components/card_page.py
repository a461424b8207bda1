"""The whole card of an organisation, for whoever fills it: from the menu, or from a personal link."""

from dataclasses import replace

import streamlit as st

from dashboard.components import card_desk
from dashboard.components.card_block import REFUSAL, block
from dashboard.components.card_branch import branch, new_branch, next_new_part, waiting_branch
from dashboard.components.card_desk import BRANCH_BLOCKS, NEW, ORGANISATION, Desk
from dashboard.components.card_progress import progress
from dashboard.components.card_review import REVIEW, review, show_review
from dashboard.components.card_twin import FROM_WORKBOOK, twin
from dashboard.components.choices import choice
from dashboard.components.french import day
from dashboard.components.html_table import html_table
from dashboard.components.record_form import say_what_was_done
from geodata.listing.errors import ListingError
from geodata.listing.fields import Block
from geodata.perimetre import Perimetre
from geodata.repositories.listing_rows import Origin

ADDED = "fiche_nouvelle"
BRANCH = "antenne"
FROM_THE_PAGE = Origin()


def card_page(perimetre: Perimetre, structure: str, origin: Origin = FROM_THE_PAGE) -> None:
    """Everything that may be read, confirmed, corrected and sent about one organisation."""
    try:
        desk = card_desk.desk(perimetre, structure, _by_workbook(origin))
    except ListingError:
        st.info(
            "Votre compte est rattaché à une organisation qui n’a pas encore de fiche. La Miprof, ou la préfecture de "
            "votre département, la crée en recevant la liste des associations.",
            icon=":material/inbox:",
        )
        return
    say_what_was_done()
    if sentence := st.session_state.pop(REFUSAL, None):
        st.error(sentence, icon=":material/block:")
    st.header(str(desk.card.values["name"]), anchor=False)
    # The review has its own way of saying it, beside the only button that sends.
    progress(desk, offered=not (st.session_state.get(REVIEW) and desk.changes))
    _drafts(desk)
    if st.session_state.get(REVIEW) and desk.changes:
        review(desk)
        return
    block(desk, ORGANISATION, Block.ORGANISATION)
    _branches(desk)
    twin(desk)


def _by_workbook(origin: Origin) -> Origin:
    """What is sent after a workbook was read came by it."""
    return replace(origin, kind="workbook") if st.session_state.get(FROM_WORKBOOK) else origin


def _drafts(desk: Desk) -> None:
    """What is ready to be sent, wherever it was typed."""
    count = len(desk.changes)
    if not count or st.session_state.get(REVIEW):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="fiche_brouillons"):
        st.markdown(
            f"**{count} changement{'s' if count > 1 else ''} en brouillon**, "
            "gardé" + ("s" if count > 1 else "") + " même si vous fermez cette page."
        )
        st.button("Relire et envoyer", key="fiche_relire", type="primary", on_click=show_review, args=(True,))


def _branches(desk: Desk) -> None:
    asked = st.session_state.get(ADDED)
    new = dict.fromkeys((*desk.new_parts, *((asked,) if asked else ())))
    shown = [each for each in desk.card.branches if each.closed_on is None]
    parts = {str(each.id): _label(desk, str(each.id)) for each in shown}
    parts |= {each: f"{desk.name(each)} – à envoyer" for each in new}
    if len(parts) > 1:
        _table(desk)
    chosen = None
    if parts:
        chosen = choice("Antenne", BRANCH, parts, _first(desk, parts))
    st.button("Ajouter une antenne", key="fiche_ajouter", icon=":material/add:", on_click=_add, args=(desk,))
    if chosen is None:
        if not parts:
            st.info("Cette organisation n’a pas encore d’antenne : ajouter la première.", icon=":material/inbox:")
        return
    if chosen.startswith(NEW):
        new_branch(desk, chosen)
        return
    found = desk.branch(chosen)
    if found is None:
        return
    (branch if found.listed else waiting_branch)(desk, found)


def _table(desk: Desk) -> None:
    html_table(
        "Antennes",
        ["Antenne", "Commune", "Vérifiée le", "Blocs à jour", "En attente"],
        [
            [
                desk.name(str(each.id)),
                each.values["city"] or "—",
                day(each.verified_on) if each.verified_on else "jamais",
                f"{sum(desk.done(str(each.id), which) for which in BRANCH_BLOCKS)} sur {len(BRANCH_BLOCKS)}",
                str(sum(1 for sent in desk.proposals if sent.branch_id == each.id and sent.state == "open") or "—"),
            ]
            for each in desk.branches
        ],
    )


def _label(desk: Desk, part: str) -> str:
    found = desk.branch(part)
    if found is not None and not found.listed:
        return f"{desk.name(part)} – nouvelle, en attente"
    left = sum(not desk.done(part, which) for which in BRANCH_BLOCKS)
    return (
        f"{desk.name(part)} – {f'{left} blocs à confirmer' if left > 1 else '1 bloc à confirmer' if left else 'à jour'}"
    )


def _first(desk: Desk, parts: dict[str, str]) -> str:
    """Where something is left to say."""
    asked = st.session_state.get(ADDED)
    if asked in parts:
        return str(asked)
    waiting = [part for part, which in desk.blocks() if part in parts and not desk.done(part, which)]
    return waiting[0] if waiting else next(iter(parts))


def _add(desk: Desk) -> None:
    part = next_new_part(desk)
    st.session_state[ADDED] = part
    st.session_state[f"choix_{BRANCH}"] = part
    st.session_state.pop(f"adresse_{BRANCH}", None)
    st.query_params[BRANCH] = part
