"""« The listing of my département is complete for this form »: one click for each form, and what it makes known."""

import streamlit as st
from dateutil.relativedelta import relativedelta

from config.nomenclatures import Form
from config.thresholds import threshold
from dashboard import listing_quality, listing_review
from dashboard.components.choices import choice
from dashboard.components.french import as_markdown, day
from geodata.listing.words import place
from geodata.perimetre import Perimetre

_SAID = "annuaire_complet_dit"


def listing_complete(perimetre: Perimetre) -> None:
    """A line per form with the day when it was last said complete, and the button that says it today."""
    codes = {code: place(code) for code in listing_quality.answers_for()}
    code = choice("Département", "departement", codes, next(iter(codes)) if len(codes) == 1 else None)
    st.markdown(
        "Dire l’annuaire complet pour une forme d’exploitation rend l’absence de service **connue** : sans cela, la "
        "couverture reste « non vérifiée ». À redire chaque année."
    )
    if code is None:
        st.info("Choisissez un département dans la liste.")
        return
    if (said := st.session_state.pop(_SAID, None)) is not None:
        (st.error if said[0] else st.success)(as_markdown(said[1]))
    today, last = listing_quality.today(), listing_quality.last_reviews(perimetre, code)
    since = today - relativedelta(months=threshold("coverage.verified_for_months"))
    to_say = [form for form in Form if last.get(form.value) != today]
    for form in Form:
        _line(code, form, last.get(form.value), recent=form.value in last and last[form.value] > since)
    if len(to_say) > 1:
        st.button(
            f"Complet pour les {len(to_say)} formes", key="complet_toutes", icon=":material/done_all:",
            on_click=_say, args=(code, to_say),
        )  # fmt: skip


def _line(code: str, form: Form, last: object, *, recent: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"complet_{form.value}"):
        if last is None:
            words = "? jamais vérifié"
        else:
            words = f"{'✓ complet' if recent else '! à revérifier'}, dit le {day(last)}"  # type: ignore[arg-type]
        st.markdown(f"**{form.label}** – {words}")
        if last != listing_quality.today():
            st.button(
                "Complet aujourd’hui", key=f"complet:{form.value}", help=f"Pour : {form.label}", on_click=_say,
                args=(code, [form]),
            )  # fmt: skip


def _say(code: str, forms: list[Form]) -> None:
    try:
        listing_quality.record_review(code, [form.value for form in forms])
    except listing_review.SAID as refusal:
        st.session_state[_SAID] = True, str(refusal)
        return
    named = ", ".join(form.label.lower() for form in forms)
    st.session_state[_SAID] = False, f"Enregistré : l’annuaire de {place(code)} est complet pour : {named}."
