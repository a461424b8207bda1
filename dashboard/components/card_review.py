"""What is about to be sent, as differences, by the administration that will answer; then « Envoyer »."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import listing, visitor
from dashboard.components import card_desk
from dashboard.components.card_block import REFUSAL
from dashboard.components.card_desk import NEW, ORGANISATION, SAID, ZONE, Change, Desk
from dashboard.components.card_progress import left_to_confirm
from dashboard.components.card_words import authority, place, words, zone_words
from dashboard.components.french import as_markdown
from dashboard.components.html_table import Cell, html_table
from dashboard.components.record_form import DONE
from geodata.listing.fields import Kind
from geodata.perimetre import Perimetre
from geodata.repositories import listing_confirmations, listing_proposals
from geodata.repositories.listing_proposals import Wanted
from geodata.repositories.listing_rows import Entry
from geodata.rights import FRANCE

REVIEW = "fiche_relecture"
NOTE, REST = "fiche_remarque", "fiche_reste"


def review(desk: Desk) -> None:
    """The differences, what prevents from sending, a remark for whoever answers, and the button."""
    st.header("Relire avant d’envoyer", anchor=False)
    st.button(
        "Revenir à la fiche", key="fiche_revenir", icon=":material/arrow_back:", on_click=show_review, args=(False,)
    )
    for code, changes in _by_authority(desk).items():
        html_table(
            f"Pour {authority(code)}",
            ["Partie", "Ce qui change", "En vigueur", "Proposé"],
            [_row(desk, each) for each in changes],
            css="differences",
        )
    wrong = problems(desk)
    for sentence in wrong:
        st.error(sentence, icon=":material/error:")
    st.markdown(
        "Ce qui est en vigueur reste publié tant que l’administration n’a pas répondu. Vous lirez ici sa réponse, et "
        "sa raison si elle refuse ou corrige."
    )
    st.text_area("Remarque pour qui répondra (facultative)", key=NOTE, max_chars=1000, height=80)
    if left := left_to_confirm(desk):
        st.checkbox(f"Le reste de la fiche n’a pas changé ({len(left)} bloc{'s' if len(left) > 1 else ''})", key=REST)
    count = len(desk.changes)
    st.button(
        f"Envoyer {count} changements" if count > 1 else "Envoyer ce changement",
        key="fiche_envoyer", type="primary", icon=":material/send:", disabled=bool(wrong), on_click=_send, args=(desk,),
    )  # fmt: skip


def show_review(shown: bool) -> None:
    """Open the review, or go back to the card."""
    st.session_state[REVIEW] = shown
    if not shown:
        card_desk.forget_refusals(visitor.perimetre().structure, "opening_hours")


def problems(desk: Desk) -> list[str]:
    """What must be put right before sending, in French."""
    found = [
        f"{as_markdown(desk.name(each.slot.part))} – {as_markdown(each.error)}" for each in desk.changes if each.error
    ]
    found += [as_markdown(sentence) for sentence in card_desk.refusals(desk.structure).values()]
    for part in desk.new_parts:
        if not desk.wanted(desk.slot(part, "departement")):
            found.append(f"{as_markdown(desk.name(part))} – Département : cette réponse est nécessaire.")
    return found


def authority_of(desk: Desk, change: Change) -> str:
    """Which administration will answer a change."""
    slot = change.slot
    if slot.field is None:
        return slot.name.removeprefix(ZONE)
    if slot.part == ORGANISATION:
        homes = {each.values["departement"] for each in desk.branches}
        return homes.pop() or FRANCE if len(homes) == 1 else FRANCE
    return str(desk.wanted(desk.slot(slot.part, "departement")) or FRANCE)


def _by_authority(desk: Desk) -> Mapping[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for each in desk.changes:
        found.setdefault(authority_of(desk, each), []).append(each)
    return dict(sorted(found.items()))


def _row(desk: Desk, change: Change) -> list[str | Cell]:
    slot = change.slot
    if slot.field is None:
        label = f"Zone – {place(slot.name.removeprefix(ZONE))}"
        before, after = zone_words(change.in_force), zone_words(change.wanted)
    else:
        label, before = slot.field.label, words(slot.field, change.in_force)
        after = str(change.wanted) if change.error else words(slot.field, change.wanted)
    moved = " (a changé depuis votre brouillon)" if change.moved and not slot.part.startswith(NEW) else ""
    return [desk.name(slot.part), label, Cell(before + moved, "before"), Cell(after, "after")]


def _send(desk: Desk) -> None:
    """All of it or nothing: what is refused leaves every draft as it was."""
    note, rest = str(st.session_state.get(NOTE, "")), bool(st.session_state.get(REST))
    left = left_to_confirm(desk) if rest else ()

    def act(session: listing.Session, who: Perimetre, entry: Entry) -> int:
        sent = listing_proposals.propose(
            session, who, desk.structure, _wanted(desk), entry=entry, origin=desk.origin, note=note
        )
        for part in desk.new_parts:
            values, zones = _filled(desk, part)
            listing_proposals.propose_branch(
                session, who, desk.structure, values, zones, entry=entry, origin=desk.origin, note=note
            )
        for part in dict.fromkeys(part for part, _ in left):
            number = None if part == ORGANISATION else int(part)
            blocks = [which for its, which in left if its == part]
            listing_confirmations.confirm(session, who, desk.structure, number, blocks, entry=entry, origin=desk.origin)
        return len(sent) + len(desk.new_parts)

    try:
        sent = listing.write(act, desk.structure)
    except SAID as refusal:
        st.session_state[REFUSAL] = f"{refusal} Rien n’a été envoyé ; vos brouillons sont gardés."
        return
    card_desk.forget([each.slot for each in desk.changes])
    for key in (REVIEW, NOTE, REST, "fiche_classeur"):
        st.session_state.pop(key, None)
    for key in [each for each in st.session_state if str(each).startswith("bloc:") and str(each).endswith(":ouvert")]:
        del st.session_state[key]
    st.session_state[DONE] = (
        "Envoyé : vous lirez ici la réponse de chaque administration. Merci."
        if sent
        else "Ces changements étaient déjà proposés : il n’y avait rien de plus à envoyer."
    )


def _wanted(desk: Desk) -> list[Wanted]:
    parts: dict[tuple[Kind, int | None], dict[str, Change]] = {}
    for each in desk.changes:
        slot = each.slot
        if slot.part.startswith(NEW):
            continue
        number = None if slot.part == ORGANISATION else int(slot.part)
        kind = Kind.ZONE if slot.field is None else slot.field.kind
        parts.setdefault((kind, number), {})[slot.name.removeprefix(ZONE)] = each
    return [
        Wanted(
            kind,
            number,
            {name: each.wanted for name, each in its.items()},
            {name: each.read for name, each in its.items()},
        )
        for (kind, number), its in parts.items()
    ]


def _filled(desk: Desk, part: str) -> tuple[dict[str, Any], dict[str, str]]:
    values = {each.slot.name: each.wanted for each in desk.changed(part) if each.slot.field is not None}
    zones = {code: mode for code, mode in desk.zones(part).items() if mode is not None}
    return values, zones
