"""Branches that may be one, side by side with the card that would show them; and merges, which may be undone."""

from collections.abc import Callable

import streamlit as st

from dashboard import listing_quality, listing_review
from dashboard.components.french import as_markdown
from dashboard.components.html_table import Cell, html_table
from geodata.listing.merge_preview import preview
from geodata.listing.words import NOTHING, place
from geodata.perimetre import Perimetre
from geodata.repositories.listing_pairs import Side, SideBySide

PAGE = 10
_SAID = "doublons_dit"
USUAL = "Même antenne, décrite deux fois."


def branch_pairs(perimetre: Perimetre) -> None:
    """What may be merged, then what was."""
    _say()
    pairs = listing_quality.alike(perimetre)
    st.subheader(f"Doublons possibles ({len(pairs)})", anchor=False)
    if not pairs:
        st.info("Aucune paire d’antennes ne se ressemble assez pour être proposée.", icon=":material/task_alt:")
    for pair in pairs[:PAGE]:
        _pair(pair)
    if len(pairs) > PAGE:
        st.caption(f"Les {PAGE} paires les plus probables sont montrées ; les suivantes viennent après elles.")
    standing = listing_quality.merged(perimetre)
    st.subheader(f"Antennes réunies ({len(standing)})", anchor=False)
    for pair in standing:
        _merged(pair)


def _pair(pair: SideBySide) -> None:
    first, second = pair.first, pair.second
    key = f"doublon:{first.id}:{second.id}"
    with st.container(border=True, key=key):
        st.markdown(f"#### {as_markdown(_named(first))} et {as_markdown(_named(second))}")
        st.markdown(f"Pourquoi cette paire : {', '.join(pair.reasons)}.")
        if first.card is None or second.card is None or not pair.decidable:
            st.info(
                "L’une des deux antennes relève d’un autre département : la Miprof décide de cette paire.",
                icon=":material/lock:",
            )
            return
        sides = {first.id: first, second.id: second}
        kept_id = st.radio(
            "Antenne à garder", list(sides), format_func=lambda each: _named(sides[each]), key=f"{key}:garder",
            horizontal=True,
        )  # fmt: skip
        kept = sides[kept_id]
        absorbed = second if kept is first else first
        _preview(kept, absorbed, "Fiche montrée une fois réunies")
        with st.form(f"{key}:reponse", border=False):
            st.text_input("Raison", value=USUAL, key=f"{key}:raison", max_chars=1000)
            with st.container(horizontal=True):
                st.form_submit_button(
                    "Fusionner", type="primary", icon=":material/merge:", on_click=_decide,
                    args=(listing_quality.merge, kept, absorbed, f"{key}:raison", "Antennes réunies"),
                )  # fmt: skip
                st.form_submit_button(
                    "Ce sont deux antennes", icon=":material/call_split:", on_click=_decide,
                    args=(listing_quality.distinct, kept, absorbed, f"{key}:raison", "Gardées comme deux antennes"),
                )  # fmt: skip


def _merged(pair: SideBySide) -> None:
    kept, absorbed = pair.first, pair.second
    key = f"fusion:{kept.id}:{absorbed.id}"
    with st.expander(f"{_named(absorbed)}, montrée par {_named(kept)}"):
        if kept.card is None or absorbed.card is None or not pair.decidable:
            st.info("L’une des deux antennes relève d’un autre département.", icon=":material/lock:")
            return
        _preview(kept, absorbed, "Montré aujourd’hui", undone=True)
        with st.form(f"{key}:defaire", border=False):
            st.text_input("Raison", key=f"{key}:raison", max_chars=1000)
            st.form_submit_button(
                "Défaire la fusion", icon=":material/undo:", on_click=_decide,
                args=(listing_quality.undo, kept, absorbed, f"{key}:raison", "Fusion défaite"),
            )  # fmt: skip


def _preview(kept: Side, absorbed: Side, together: str, *, undone: bool = False) -> None:
    """Side by side; for a merge that would be undone, what each would be again."""
    if kept.card is None or absorbed.card is None:
        return
    zones = [{code: zone.mode for code, zone in each.zones.items()} for each in (kept.card, absorbed.card)]
    again = " redeviendrait" if undone else ""
    html_table(
        "Les deux fiches, et celle qui les montre ensemble",
        ["Champ", f"N° {kept.id}, gardée{again}", f"N° {absorbed.id}, réunie{again}", together],
        [
            [line.label, *(Cell(text, "silent" if text == NOTHING else "lines") for text in (line.kept, line.absorbed)),
             Cell(line.together, "lines late" if line.together != line.kept else "lines")]
            for line in preview(kept.card.values, absorbed.card.values, *zones)
        ],
    )  # fmt: skip


def _named(side: Side) -> str:
    where = place(side.departement) if side.departement else "sans département"
    return f"{' – '.join(part for part in (side.structure_name, side.name) if part)} · {where} · n° {side.id}"


def _decide(act: Callable[[int, int, str], None], kept: Side, absorbed: Side, reason: str, done: str) -> None:
    try:
        act(kept.id, absorbed.id, str(st.session_state.get(reason) or ""))
    except listing_review.SAID as refusal:
        st.session_state[_SAID] = True, str(refusal)
        return
    st.session_state[_SAID] = False, f"{done} : {_named(kept)} ; {_named(absorbed)}."


def _say() -> None:
    if (said := st.session_state.pop(_SAID, None)) is not None:
        (st.error if said[0] else st.success)(as_markdown(said[1]))
