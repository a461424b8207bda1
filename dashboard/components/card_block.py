"""A block of a card: what is in force, what waits, what was answered, and « rien n’a changé » or « à corriger »."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from dashboard import listing
from dashboard.components import card_desk
from dashboard.components.card_desk import ORGANISATION, SAID, Desk
from dashboard.components.card_fields import block_fields
from dashboard.components.card_place import place_editor
from dashboard.components.card_words import authority, words, zone_words
from dashboard.components.card_words import place as place_words
from dashboard.components.card_zone import zone_editor, zone_table
from dashboard.components.facts import facts
from dashboard.components.french import as_markdown, day, minute
from dashboard.components.record_form import DONE
from dashboard.components.spoken import about
from geodata.instants import today_at
from geodata.listing.fields import CONSENT_OF, CONSENTS, FIELDS, Block
from geodata.perimetre import Perimetre
from geodata.repositories import listing_confirmations, listing_proposals
from geodata.repositories.listing_proposals import Change, Proposal
from geodata.repositories.listing_rows import Entry

UNCHANGED, TO_CORRECT = "Rien n’a changé", "À corriger"
REFUSAL = "fiche_refus"


def block(desk: Desk, part: str, which: Block) -> None:
    """One block, open when its fields are being filled."""
    key = _key(desk, part, which)
    changed, opened = desk.changed(part, which), bool(st.session_state.get(f"{key}:ouvert"))
    with st.container(border=True, key=key):
        st.subheader(which.label, anchor=False)
        st.markdown(_standing(desk, part, which))
        _in_force(desk, part, which)
        for each in desk.waiting(part, which):
            _waiting(desk, each, which, key)
        for each in desk.answered(part, which):
            _answered(each, which)
        if opened or changed:
            _editor(desk, part, which)
            with st.container(horizontal=True, vertical_alignment="center"):
                if opened:
                    st.button(about("Refermer", which.label), key=f"{key}:refermer", on_click=_open, args=(key, False))
                if changed:
                    st.button(
                        about("Abandonner ces changements", which.label), key=f"{key}:abandonner",
                        icon=":material/undo:", on_click=_give_up, args=(desk, part, which),
                    )  # fmt: skip
            return
        with st.container(horizontal=True):
            st.button(
                about(UNCHANGED, which.label), key=f"{key}:inchange", icon=":material/check:", on_click=confirm,
                args=(desk, ((part, which),)),
            )  # fmt: skip
            st.button(
                about(TO_CORRECT, which.label), key=f"{key}:corriger", icon=":material/edit:", on_click=_open,
                args=(key, True),
            )  # fmt: skip


def confirm(desk: Desk, which: tuple[tuple[str, Block], ...]) -> None:
    """Say that these blocks have not changed, in one transaction; what was done is said at the top of the page."""

    def act(session: listing.Session, who: Perimetre, entry: Entry) -> None:
        for part in dict.fromkeys(part for part, _ in which):
            blocks = [each for its, each in which if its == part]
            number = None if part == ORGANISATION else int(part)
            listing_confirmations.confirm(session, who, desk.structure, number, blocks, entry=entry, origin=desk.origin)

    try:
        listing.write(act, desk.structure)
    except SAID as refusal:
        st.session_state[REFUSAL] = str(refusal)
        return
    count = len(which)
    st.session_state[DONE] = (
        f"{count} blocs confirmés : merci." if count > 1 else f"« {which[0][1].label} » est confirmé : merci."
    )


def answer_words(proposal: Proposal) -> str:
    """What was answered, by whom, when and why; Markdown, escaped."""
    who = as_markdown(authority(proposal.authority))
    when = "" if proposal.answered_at is None else f" le {day(proposal.answered_at)}"
    reason = f" : « {as_markdown(proposal.reason)} »" if proposal.reason else "."
    match proposal.state:
        case "accepted":
            return f":material/check_circle: **Acceptée**{when} par {who}{reason}"
        case "refused":
            return f":material/cancel: **Refusée**{when} par {who}{reason}"
        case "corrected":
            return f":material/edit_note: **Corrigée**{when} par {who}{reason}"
    return f":material/undo: **Retirée**{when}."


def changes_words(proposal: Proposal, which: Block | None = None) -> list[str]:
    """What a proposal asks, field by field: label, before, after; Markdown, escaped."""
    lines = []
    for label, name, change in _about(proposal, which):
        before, after = as_markdown(_words(name, change.before)), as_markdown(_words(name, change.after))
        lines.append(f"{as_markdown(label)} : {before} → **{after}**")
    return lines


def _about(proposal: Proposal, which: Block | None) -> Iterator[tuple[str, str, Change]]:
    """The changes of a block, or all of them: label, name, change."""
    for name, change in proposal.changes.items():
        field = FIELDS.get(name)
        if which in {None, Block.ZONE if field is None else field.block}:
            yield place_words(name) if field is None else field.label, name, change


def _words(name: str, value: Any) -> str:
    return words(FIELDS[name], value) if name in FIELDS else zone_words(value)


def _key(desk: Desk, part: str, which: Block) -> str:
    return f"bloc:{desk.structure}:{part}:{which.value}"


def _standing(desk: Desk, part: str, which: Block) -> str:
    changed = desk.changed(part, which)
    if changed:
        latest = max(each.kept_at for each in changed)
        hour = minute(latest)
        when = hour.partition(" ")[2] if today_at(latest) == listing.today() else f"le {as_markdown(hour)}"
        count = f"{len(changed)} changements à envoyer" if len(changed) > 1 else "1 changement à envoyer"
        return f":material/draft: **Brouillon gardé {when}** – {count}."
    said = desk.confirmed_on(part, which)
    if said is None:
        return ":material/radio_button_unchecked: **À confirmer** – jamais confirmé par vous."
    if desk.recent(part, which):
        return f":material/check_circle: **À jour** – confirmé ou proposé le {day(said)}."
    return f":material/radio_button_unchecked: **À confirmer** – dernière confirmation le {day(said)}."


def _in_force(desk: Desk, part: str, which: Block) -> None:
    if which == Block.ZONE:
        zone_table(desk, part)
        return
    if which == Block.CONSENT:
        agreed = desk.in_force(desk.slot(part, "consents"))
        facts({label: "public" if code in agreed else "non publié" for code, label in CONSENTS.items()})
        return
    told = {}
    consents = None if part == ORGANISATION else desk.in_force(desk.slot(part, "consents"))
    for field in card_desk.shown_fields(which):
        value = desk.in_force(desk.slot(part, field.name))
        hidden = bool(value) and field.consent and consents is not None and CONSENT_OF[field.name] not in consents
        told[field.label] = words(field, value) + (" (non publié)" if hidden else "")
    facts(told)


def _waiting(desk: Desk, proposal: Proposal, which: Block, key: str) -> None:
    lines = changes_words(proposal, which)
    st.info(
        f"Attend la réponse de {_of(proposal.authority)} depuis le {day(proposal.recorded_at)} :\n\n"
        + "\n".join(f"- {line}" for line in lines),
        icon=":material/hourglass_top:",
    )
    others = len(proposal.changes) - len(lines)
    label = f"Retirer ces {len(proposal.changes)} propositions" if others else "Retirer"
    named = ", ".join(label for label, _, _ in _about(proposal, which))
    st.button(
        about(label, named), key=f"{key}:retirer:{proposal.id}", icon=":material/undo:", on_click=withdraw,
        args=(desk, proposal.id),
    )  # fmt: skip


def withdraw(desk: Desk, proposal_id: int) -> None:
    """Take back what was sent and has no answer."""
    try:
        listing.write(
            lambda session, who, entry: listing_proposals.withdraw(session, who, proposal_id, entry=entry),
            desk.structure,
        )
    except SAID as refusal:
        st.session_state[REFUSAL] = str(refusal)
        return
    st.session_state[DONE] = "Proposition retirée : ce qui est en vigueur ne change pas."


def _of(code: str) -> str:
    return as_markdown(authority(code))


def _answered(proposal: Proposal, which: Block) -> None:
    lines = changes_words(proposal, which) if proposal.state == "accepted" else _kept_instead(proposal, which)
    st.markdown("\n".join([answer_words(proposal), "", *(f"- {line}" for line in lines)]))


def _kept_instead(proposal: Proposal, which: Block) -> list[str]:
    """What was proposed and not put in force, with what was; Markdown, escaped."""
    lines = []
    for label, name, change in _about(proposal, which):
        said = f"{as_markdown(label)} : proposé « {as_markdown(_words(name, change.after))} »"
        if proposal.state == "corrected" and name in proposal.applied:
            said += f", enregistré **{as_markdown(_words(name, proposal.applied[name]))}**"
        lines.append(said)
    return lines


def _editor(desk: Desk, part: str, which: Block) -> None:
    if which == Block.PLACE:
        place_editor(desk, part)
    elif which == Block.ZONE:
        zone_editor(desk, part)
    else:
        block_fields(desk, part, which)


def _open(key: str, opened: bool) -> None:
    st.session_state[f"{key}:ouvert"] = opened


def _give_up(desk: Desk, part: str, which: Block) -> None:
    card_desk.forget([each.slot for each in desk.changed(part, which)])
    _open(_key(desk, part, which), False)
