"""How far somebody is with a card: blocks done, time left, and the shortest way when nothing has changed."""

import math

import streamlit as st

from config.thresholds import threshold
from dashboard.components.card_block import UNCHANGED, confirm
from dashboard.components.card_desk import Desk
from geodata.listing.fields import Block


def progress(desk: Desk, *, offered: bool = True) -> None:
    """A bar, a sentence, and, where it is `offered`, « rien n’a changé » for all that is left."""
    blocks = list(desk.blocks())
    done = sum(desk.done(*each) for each in blocks)
    left = left_to_confirm(desk)
    st.progress(done / len(blocks), text=sentence(done, len(blocks)))
    if left and offered:
        whole = "dans toute la fiche" if len(left) == len(blocks) else "ailleurs dans la fiche"
        count = f"{len(left)} blocs" if len(left) > 1 else "1 bloc"
        st.button(
            f"{UNCHANGED} {whole} ({count})", key="fiche_inchangee", type="primary", icon=":material/done_all:",
            on_click=confirm, args=(desk, left),
        )  # fmt: skip


def sentence(done: int, total: int) -> str:
    """« 5 blocs sur 12, environ 3 min »."""
    if done == total:
        return f"{total} blocs sur {total} : la fiche est à jour."
    minutes = math.ceil((total - done) * threshold("listing.seconds_a_block") / 60)
    plural = "s" if done > 1 else ""
    return f"{done} bloc{plural} sur {total}, environ {minutes}\N{NO-BREAK SPACE}min."


def left_to_confirm(desk: Desk, part: str | None = None) -> tuple[tuple[str, Block], ...]:
    """The blocks, of the card or of one part, about which nothing was said lately and nothing was typed."""
    return tuple(each for each in desk.blocks() if part in {None, each[0]} and not desk.done(*each))
