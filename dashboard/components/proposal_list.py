"""The proposals of an administration, one under the other; answered ones keep their place until they are put away."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import listing_review
from dashboard.components import proposal_acts
from dashboard.components.french import as_markdown
from dashboard.components.proposal_acts import CHECKED, Done, key_of
from dashboard.components.proposal_card import answered_card, proposal_card, title_of
from dashboard.listing_review import Proposal
from geodata.perimetre import Perimetre
from geodata.publication.french import counted

PAGE = 20
"""Proposals shown at a time: more would make each click wait."""


def waiting_list(perimetre: Perimetre, waiting: Sequence[Proposal], *, several: bool) -> None:
    """Those that wait, and those that have just been answered, in the order in which they were sent."""
    shown: list[Proposal | Done] = [*waiting, *proposal_acts.done().values()]
    if not shown:
        st.info("Aucune proposition n’attend de réponse.", icon=":material/task_alt:")
        return
    shown.sort(key=lambda each: (each.recorded_at, each.id if isinstance(each, Proposal) else each.number))
    shown = shown[: _limit("attente") + len(proposal_acts.done())]
    offered = [each for each in shown if isinstance(each, Proposal)]
    above = st.container()
    cards = _Cards(perimetre)
    for each in shown:
        if isinstance(each, Done):
            _done(each)
        else:
            proposal_card(each, cards.kept(each), several=several)
    _more("attente", len(waiting) - len(offered))
    # Filled last: a button that counts seven ticks before their boxes have reached the browser would accept six.
    with above:
        _bar("haut", offered)
    if offered:
        _bar("bas", offered)


def answered_list(answered: Sequence[Proposal]) -> None:
    """Those that have received their answer, the last one first."""
    if not answered:
        st.info("Aucune proposition n’a encore reçu de réponse.", icon=":material/inbox:")
        return
    shown = answered[: _limit("repondues")]
    st.caption("Une réponse ne se reprend pas : pour changer la fiche, l’association propose à nouveau.")
    for each in shown:
        answered_card(each)
    _more("repondues", len(answered) - len(shown))


def _bar(where: str, offered: Sequence[Proposal]) -> None:
    """Above and under the list: several answers at once."""
    checked = sum(bool(st.session_state.get(key_of(each.id, CHECKED))) for each in offered)
    sure = [each for each in offered if not each.stale]
    with st.container(horizontal=True, vertical_alignment="center", key=f"fiches_barre_{where}"):
        st.button(
            f"Accepter les propositions cochées ({checked})", type="primary", icon=":material/done_all:",
            disabled=not checked, key=f"fiches_cochees_{where}", on_click=proposal_acts.accept_checked,
            args=(offered, title_of),
        )  # fmt: skip
        if len(sure) > 1:
            st.button(
                f"Cocher les {len(sure)} sans alerte", key=f"fiches_tout_{where}", on_click=proposal_acts.check_all,
                args=(sure,),
            )  # fmt: skip
        if count := len(proposal_acts.done()):
            st.button(
                f"Ranger ce qui est traité ({count})", key=f"fiches_ranger_{where}", on_click=proposal_acts.put_away
            )


def _done(each: Done) -> None:
    with st.container(border=True, key=f"fiches_faite_{each.number}"):
        told = f"**{as_markdown(each.title)}** – {as_markdown(each.sentence)}"
        if each.by_another:
            st.warning(told, icon=":material/call_split:")
        else:
            st.markdown(f":material/check_circle: {told}")


def _limit(which: str) -> int:
    return int(st.session_state.get(f"fiches_limite_{which}", PAGE))


def _more(which: str, left: int) -> None:
    if left > 0:
        wider = {f"fiches_limite_{which}": _limit(which) + PAGE}
        st.button(
            f"Afficher la suite ({counted(left, 'proposition')})", key=f"fiches_suite_{which}",
            on_click=st.session_state.update, args=(wider,),
        )  # fmt: skip


class _Cards:
    """The cards in force, read once each for a list."""

    def __init__(self, perimetre: Perimetre) -> None:
        self.perimetre = perimetre
        self.read: dict[str, listing_review.Card] = {}

    def kept(self, proposal: Proposal) -> Mapping[str, Any]:
        """The values in force of what the proposal is about."""
        if proposal.new_branch or proposal.branch_id is None:
            return {}
        if proposal.structure not in self.read:
            self.read[proposal.structure] = listing_review.card(self.perimetre, proposal.structure)
        branches = self.read[proposal.structure].branches
        return next((each.values for each in branches if each.id == proposal.branch_id), {})
