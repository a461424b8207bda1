"""A branch of a card: its blocks, « rien n’a changé » for all of them, a new branch, and a branch that closes."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import listing
from dashboard.components import card_desk
from dashboard.components.card_block import UNCHANGED, block, changes_words, confirm, withdraw
from dashboard.components.card_desk import BRANCH_BLOCKS, NEW, Desk
from dashboard.components.card_fields import block_fields
from dashboard.components.card_place import place_editor
from dashboard.components.card_progress import left_to_confirm
from dashboard.components.card_words import authority
from dashboard.components.card_zone import zone_editor
from dashboard.components.french import as_markdown, day
from geodata.listing.fields import Block
from geodata.repositories.listing_cards import BranchCard


def branch(desk: Desk, found: BranchCard) -> None:
    """All the blocks of a branch that stands in the listing."""
    part = str(found.id)
    st.header(desk.name(part), anchor=False)
    _verified(found)
    if left := left_to_confirm(desk, part):
        st.button(
            f"{UNCHANGED} dans cette antenne", key=f"antenne_inchangee:{part}", icon=":material/done_all:",
            on_click=confirm, args=(desk, left),
        )  # fmt: skip
    for which in BRANCH_BLOCKS:
        block(desk, part, which)
    _closing(desk, part)


def waiting_branch(desk: Desk, found: BranchCard) -> None:
    """A branch that was proposed, and that its préfecture has not accepted."""
    st.header(f"{desk.name(str(found.id))} – nouvelle antenne", anchor=False)
    st.markdown(f"Proposée, elle paraîtra quand {as_markdown(authority(found.values['departement']))} l’aura acceptée.")
    for each in desk.proposals:
        if each.branch_id == found.id and each.state == "open":
            with st.expander(f"Ce qui attend une réponse depuis le {day(each.recorded_at)}"):
                st.markdown("\n".join(f"- {line}" for line in changes_words(each)))
                st.button(
                    "Retirer", key=f"nouvelle:retirer:{each.id}", icon=":material/undo:", on_click=withdraw,
                    args=(desk, each.id),
                )  # fmt: skip


def new_branch(desk: Desk, part: str) -> None:
    """The form of a branch that is being written: everything in one go, kept as a draft as it goes."""
    st.header(desk.name(part), anchor=False)
    st.markdown("Nouvelle antenne : seuls son département et ce que vous savez sont nécessaires.")
    for which in BRANCH_BLOCKS:
        with st.container(border=True, key=f"bloc:{desk.structure}:{part}:{which.value}"):
            st.subheader(which.label, anchor=False)
            if which == Block.PLACE:
                place_editor(desk, part)
            elif which == Block.ZONE:
                zone_editor(desk, part)
            else:
                block_fields(desk, part, which)
    st.button(
        "Abandonner cette nouvelle antenne", key=f"{part}:abandonner", icon=":material/delete:", on_click=_give_up,
        args=(desk, part),
    )  # fmt: skip


def next_new_part(desk: Desk) -> str:
    """The name of a branch to write, beside those already begun."""
    numbers = [int(each.removeprefix(NEW)) for each in desk.new_parts]
    return f"{NEW}{max(numbers, default=0) + 1}"


def _verified(found: BranchCard) -> None:
    if found.verified_on is None:
        st.caption("Jamais vérifiée : l’annuaire dit « à confirmer ».")
    else:
        st.caption(f"Vérifiée le {day(found.verified_on)}.")


def _closing(desk: Desk, part: str) -> None:
    slot = desk.slot(part, "closed_on")
    with st.expander("Cette antenne a fermé", icon=":material/door_front:", expanded=desk.change(slot) is not None):
        st.markdown(
            "Une antenne fermée quitte l’annuaire quand la préfecture l’a accepté ; son historique reste connu."
        )
        change = desk.change(slot)
        if change is None:
            key = f"{slot.key}:jour"
            st.date_input(
                "Fermée depuis le", value=listing.today(), max_value=listing.today(), format="DD/MM/YYYY", key=key
            )
            st.button("Proposer la fermeture", key=f"{slot.key}:fermer", on_click=_close, args=(desk, part, key))
        else:
            if change.error:
                st.error(change.error, icon=":material/error:")
            st.markdown(f"Fermeture à envoyer : **{_day(change.wanted)}**.")
            st.button("Annuler la fermeture", key=f"{slot.key}:annuler", on_click=card_desk.forget, args=([slot],))


def _day(value: Any) -> str:
    return day(value) if isinstance(value, date) else as_markdown(str(value))


def _close(desk: Desk, part: str, key: str) -> None:
    slot = desk.slot(part, "closed_on")
    card_desk.keep(slot, desk.in_force(slot), st.session_state[key])


def _give_up(desk: Desk, part: str) -> None:
    card_desk.forget([each.slot for each in desk.changed(part)])
    st.session_state.pop("fiche_nouvelle", None)
