"""Somebody who fills the card of an organisation: what is in force, what waits, and what was typed and not sent yet.

Each field has a draft of its own, so that two windows never erase one another's, and so that a text which the guard of
shelters refuses takes nothing else with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from config.thresholds import threshold
from dashboard import listing
from geodata.listing.checks import checked
from geodata.listing.errors import FieldError, ListingError
from geodata.listing.fields import FIELDS, STRUCTURE_FIELDS, Block, Field, fields_of
from geodata.perimetre import Perimetre
from geodata.repositories.listing_cards import BranchCard, Card
from geodata.repositories.listing_proposals import Proposal
from geodata.repositories.listing_rows import Origin, as_json
from geodata.repositories.progress_rows import ProgressError
from geodata.rights import NotAllowed
from geodata.shelter_guard import LocatesAShelter

SAID = (NotAllowed, ListingError, LocatesAShelter, ProgressError)
"""Refusals whose message is a French sentence for whoever asked."""
ORGANISATION = "organisation"
NEW = "nouvelle-"
ZONE = "zone-"
BRANCH_BLOCKS = tuple(block for block in Block if block != Block.ORGANISATION)
_REFUSED, _SEEN, _TIMES = ":refus", ":vu", ":fois"


@dataclass(frozen=True)
class Slot:
    """A field of a part of a card: `organisation`, the number of a branch, or `nouvelle-1`.

    `name`: of the field, or `zone-48`.
    """

    structure: str
    part: str
    name: str

    @property
    def key(self) -> str:
        """Of its draft, and of its widget."""
        return f"fiche:{self.structure}:{self.part}:{self.name}"

    @property
    def field(self) -> Field | None:
        """None for a département of a zone."""
        return FIELDS.get(self.name)

    @property
    def block(self) -> Block:
        return Block.ZONE if self.field is None else self.field.block


@dataclass(frozen=True)
class Change:
    """What was typed in a slot. `wanted`: as the house keeps it, when `error` is empty; otherwise as it was typed.

    `error`: why it cannot be sent, in French. `moved`: the value in force is no longer the one that was read.
    """

    slot: Slot
    read: Any
    in_force: Any
    wanted: Any
    kept_at: datetime
    error: str = ""

    @property
    def moved(self) -> bool:
        return bool(self.read != as_json(self.in_force))


@dataclass(frozen=True)
class Desk:
    """A card on the desk of whoever fills it; read again at each run."""

    card: Card
    proposals: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    origin: Origin

    @property
    def structure(self) -> str:
        return self.card.structure

    @property
    def branches(self) -> tuple[BranchCard, ...]:
        """Those that stand in the listing, open."""
        return tuple(each for each in self.card.branches if each.listed and each.closed_on is None)

    @property
    def new_parts(self) -> tuple[str, ...]:
        """Branches that are being written and were not sent."""
        return tuple(dict.fromkeys(each.slot.part for each in self.changes if each.slot.part.startswith(NEW)))

    def slot(self, part: str, name: str) -> Slot:
        return Slot(self.structure, part, name)

    def in_force(self, slot: Slot) -> Any:
        """What the listing says today; the empty value for a branch that does not stand in it."""
        return _in_force(self.card, slot)

    def change(self, slot: Slot) -> Change | None:
        return next((each for each in self.changes if each.slot == slot), None)

    def wanted(self, slot: Slot) -> Any:
        """What was typed, or what is in force."""
        change = self.change(slot)
        return self.in_force(slot) if change is None else change.wanted

    def zones(self, part: str) -> dict[str, str | None]:
        """Département → mode wanted, None for one that it would leave; in the order of the codes."""
        found: dict[str, str | None] = dict(_zones(self.card, part))
        for change in self.changes:
            if change.slot.part == part and change.slot.field is None:
                found[change.slot.name.removeprefix(ZONE)] = change.wanted
        return dict(sorted(found.items()))

    def changed(self, part: str, block: Block | None = None) -> tuple[Change, ...]:
        return tuple(
            each for each in self.changes if each.slot.part == part and block in {None, each.slot.block}
        )  # fmt: skip

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """All the blocks that can be confirmed."""
        yield ORGANISATION, Block.ORGANISATION
        for branch in self.branches:
            for block in BRANCH_BLOCKS:
                yield str(branch.id), block

    def confirmed_on(self, part: str, block: Block) -> date | None:
        """The day when it was last said right, or proposed."""
        if part == ORGANISATION:
            return self.card.confirmed.get(block)
        found = self.branch(part)
        return None if found is None else found.confirmed.get(block)

    def recent(self, part: str, block: Block) -> bool:
        """Confirmed or proposed not long ago: nothing more is asked."""
        said = self.confirmed_on(part, block)
        return said is not None and said >= listing.today() - timedelta(days=int(threshold("listing.same_check_days")))

    def done(self, part: str, block: Block) -> bool:
        """Nothing more is asked about it: it was confirmed, or a change is ready to be sent."""
        return self.recent(part, block) or bool(self.changed(part, block))

    def branch(self, part: str) -> BranchCard | None:
        return next((each for each in self.card.branches if str(each.id) == part), None)

    def name(self, part: str) -> str:
        """What a part is called."""
        if part == ORGANISATION:
            return "L’organisation"
        found = self.branch(part)
        called = self.wanted(self.slot(part, "called")) or (f"Antenne de {found.values['city']}" if found else "")
        return str(called or "Nouvelle antenne")

    def waiting(self, part: str, block: Block) -> Iterator[Proposal]:
        """What was sent about a block and has no answer yet."""
        return (each for each in self._about(part, block) if each.state == "open")

    def answered(self, part: str, block: Block) -> Iterator[Proposal]:
        """The answers of the last months."""
        since = listing.now() - timedelta(days=30 * int(threshold("listing.answers_shown_months")))
        return (each for each in self._about(part, block) if each.answered_at and each.answered_at > since)

    def _about(self, part: str, block: Block) -> Iterator[Proposal]:
        branch_id = None if part == ORGANISATION else int(part) if part.isdigit() else -1
        for each in self.proposals:
            if each.branch_id == branch_id and any(_block_of(name) == block for name in each.changes):
                yield each


def desk(perimetre: Perimetre, structure: str, origin: Origin) -> Desk:
    """Raises `NotAllowed`, `ListingError` for an organisation that has no card."""
    card = listing.card(perimetre, structure)
    prefix = f"fiche:{structure}:"
    changes = []
    for name, draft in listing.drafts(perimetre, prefix).items():
        part, _, field = name.partition(":")
        slot = Slot(structure, part, field)
        if slot.field is None and not field.startswith(ZONE):
            continue
        changes.append(_change(card, slot, draft.content, draft.saved_at))
    order = list(FIELDS)
    changes.sort(key=lambda each: order.index(each.slot.name) if each.slot.field else len(order))
    return Desk(card, tuple(listing.proposals(perimetre, structure)), tuple(changes), origin)


def keep(slot: Slot, in_force: Any, value: Any) -> None:
    """Keep as a draft what was just typed, or forget the draft when it says again what is in force."""
    st.session_state.pop(slot.key + _REFUSED, None)
    try:
        if _same(slot, value, in_force) and not slot.part.startswith(NEW):
            listing.forget_drafts([slot.key])
            st.session_state.pop(slot.key + _SEEN, None)
        else:
            listing.keep_draft(slot.key, {"read": as_json(in_force), "wanted": as_json(value)})
            st.session_state[slot.key + _SEEN] = None
    except SAID as refusal:
        # What was typed stays in its field, and what was kept before stays kept.
        st.session_state[slot.key + _REFUSED] = (str(refusal), value)


def forget(slots: Sequence[Slot]) -> None:
    """Give up what was typed, or what was sent."""
    listing.forget_drafts([slot.key for slot in slots])
    for slot in slots:
        for end in (_REFUSED, _SEEN):
            st.session_state.pop(slot.key + end, None)
        renewed(slot)


def widget_key(slot: Slot) -> str:
    """Of the widget of a slot. It changes with `renewed`: a widget never forgets what was typed in it."""
    times = st.session_state.get(slot.key + _TIMES, 0)
    return f"{slot.key}:{times}" if times else slot.key


def renewed(slot: Slot) -> None:
    """The widget of a slot is made again, with the value that the slot has now."""
    st.session_state[slot.key + _TIMES] = st.session_state.get(slot.key + _TIMES, 0) + 1


def refuse(slot: Slot, sentence: str) -> None:
    """What is typed cannot be kept yet: nothing is sent before it is put right."""
    st.session_state[slot.key + _REFUSED] = (sentence, ...)


def forget_refusals(structure: str, name: str) -> None:
    """Once the widgets of a field are gone with what was typed in them."""
    for key in [each for each in refusals(structure) if each.endswith(f":{name}")]:
        del st.session_state[key + _REFUSED]


def refusals(structure: str) -> dict[str, str]:
    """What could not be kept in this window, by the key of its slot."""
    prefix = f"fiche:{structure}:"
    return {
        str(key).removesuffix(_REFUSED): st.session_state[key][0]
        for key in st.session_state
        if str(key).startswith(prefix) and str(key).endswith(_REFUSED)
    }


def refused_value(slot: Slot) -> tuple[str, Any] | None:
    """Why what was typed is not kept, and what it was."""
    found: tuple[str, Any] | None = st.session_state.get(slot.key + _REFUSED)
    return None if found is None or found[1] is ... else found


def from_another_window(slot: Slot, change: Change | None) -> bool:
    """Whether the draft of a field was written since this window last did; said once."""
    key = slot.key + _SEEN
    last, now = st.session_state.get(key, ...), None if change is None else change.kept_at
    st.session_state[key] = now
    return last not in (..., None, now) and now is not None


def _change(card: Card, slot: Slot, content: dict[str, Any], kept_at: datetime) -> Change:
    in_force = _in_force(card, slot)
    change = Change(slot, content.get("read"), in_force, content.get("wanted"), kept_at)
    if slot.field is None:
        return change
    try:
        return replace(change, wanted=checked(slot.field, change.wanted))
    except FieldError as error:
        return replace(change, error=str(error))


def _same(slot: Slot, value: Any, in_force: Any) -> bool:
    if slot.field is None:
        return bool(value == in_force)
    try:
        return bool(checked(slot.field, value) == in_force)
    except FieldError:
        return False


def _in_force(card: Card, slot: Slot) -> Any:
    if slot.field is None:
        return _zones(card, slot.part).get(slot.name.removeprefix(ZONE))
    if slot.part == ORGANISATION:
        return card.values[slot.name] if slot.name in STRUCTURE_FIELDS else slot.field.empty
    branch = next((each for each in card.branches if str(each.id) == slot.part), None)
    return slot.field.empty if branch is None else branch.values[slot.name]


def _zones(card: Card, part: str) -> dict[str, str]:
    branch = next((each for each in card.branches if str(each.id) == part), None)
    return {} if branch is None else {code: zone.mode for code, zone in branch.zones.items()}


def _block_of(name: str) -> Block:
    return FIELDS[name].block if name in FIELDS else Block.ZONE


def shown_fields(block: Block) -> tuple[Field, ...]:
    """The fields that a person fills in a block; a branch is closed by an act of its own."""
    return tuple(each for each in fields_of(block) if each.name not in {"closed_on", "point"})
