"""The workbook of a card, for whoever works offline: given, sent back, and read as drafts to review like the others."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import listing, visitor
from dashboard.components import card_desk
from dashboard.components.card_desk import NEW, ORGANISATION, ZONE, Desk
from dashboard.components.card_review import show_review
from dashboard.components.downloads import download
from dashboard.components.french import as_markdown
from dashboard.components.record_form import DONE
from dashboard.listing_workbook import Difference, Emptied, RejectedFile, read, write
from geodata.listing.fields import Kind
from geodata.shelter_guard import LocatesAShelter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROM_WORKBOOK = "fiche_classeur"


def twin(desk: Desk) -> None:
    """Download, send back, and what could not be read."""
    with st.expander("Remplir hors ligne, dans un classeur (XLSX)", icon=":material/table_view:"):
        st.markdown(
            "Le classeur est prérempli. Renvoyé ici, il est comparé à la fiche : rien n’est envoyé avant votre "
            "relecture, et le fichier n’est pas gardé."
        )
        still = visitor.check_at_the_click()
        download(
            "Télécharger le classeur", partial(_workbook, desk, still), still,
            file_name=f"fiche_{desk.structure}.xlsx", mime=XLSX, key="fiche_telecharger",
        )  # fmt: skip
        sent = st.file_uploader("Renvoyer le classeur rempli", type="xlsx", key="fiche_renvoyer")
        if sent is not None:
            _received(desk, sent.name, sent.getvalue())


def _workbook(desk: Desk, still: listing.data.Check) -> bytes:
    still()
    return write(listing.card(visitor.perimetre(), desk.structure))


def _received(desk: Desk, name: str, content: bytes) -> None:
    try:
        found = read(content, desk.card)
    except RejectedFile as refusal:
        st.error(as_markdown(str(refusal.naming(name))), icon=":material/block:")
        return
    except LocatesAShelter as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    if found.unchanged:
        st.info("Ce classeur dit la même chose que la fiche : rien n’est à envoyer.", icon=":material/check:")
        return
    if found.stale:
        st.warning(
            "La fiche a changé depuis que ce classeur a été fait : relire chaque ligne.", icon=":material/history:"
        )
    for error in found.errors:
        st.error(f"{error.sheet}, {error.cell} – {as_markdown(error.sentence)}", icon=":material/error:")
    emptied = [
        each
        for each in found.emptied
        if st.checkbox(
            f"Vider – {as_markdown(each.label)} : « {as_markdown(each.before)} » ({each.sheet}, {each.cell})",
            key=f"fiche_vider:{each.sheet}:{each.cell}",
        )
    ]
    count = sum(len(each.values) for each in found.wanted_with(emptied)) + len(found.new_branches)
    st.button(
        f"Relire {count} changements" if count > 1 else "Relire ce changement",
        key="fiche_lire_classeur", type="primary", disabled=not count, on_click=_kept, args=(desk, found, emptied),
    )  # fmt: skip


def _kept(desk: Desk, found: Difference, emptied: Sequence[Emptied]) -> None:
    """The values of the workbook become drafts, over what was typed in the same fields."""
    for each in found.wanted_with(emptied):
        part = ORGANISATION if each.branch_id is None else str(each.branch_id)
        for name, value in each.values.items():
            _keep(desk, part, f"{ZONE}{name}" if each.kind == Kind.ZONE else name, each.read.get(name), value)
    first = max((int(each.removeprefix(NEW)) for each in desk.new_parts), default=0) + 1
    for number, branch in enumerate(found.new_branches, first):
        for name, value in branch.values.items():
            _keep(desk, f"{NEW}{number}", name, None, value)
        for code, mode in branch.zones.items():
            _keep(desk, f"{NEW}{number}", f"{ZONE}{code}", None, mode)
    st.session_state[FROM_WORKBOOK] = True
    st.session_state[DONE] = "Le classeur est lu : relire ses changements, puis les envoyer."
    show_review(True)


def _keep(desk: Desk, part: str, name: str, was: Any, value: Any) -> None:
    slot = desk.slot(part, name)
    card_desk.keep(slot, desk.in_force(slot) if was is None else was, value)
    card_desk.renewed(slot)
