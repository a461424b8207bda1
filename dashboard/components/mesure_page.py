"""One mesure: in a département, with what may be recorded of it, or over the whole country."""

from datetime import date

import streamlit as st

from config.plan import Mesure, Plan
from dashboard import pages, steering
from dashboard.components import rate, weather
from dashboard.components.choices import ALL
from dashboard.components.figures import Figure, figures
from dashboard.components.french import as_html, as_markdown, day
from dashboard.components.links import address
from dashboard.components.mesure_actions import actions_table
from dashboard.components.mesure_comments import comments
from dashboard.components.mesure_figures import indicators
from dashboard.components.mesure_forms import forms
from dashboard.components.mesure_order import order
from dashboard.components.mesure_origin import rate_origin, syntheses_history
from dashboard.components.mesure_proposals import answers
from dashboard.components.mesure_scores import score_forms, scores
from dashboard.components.mesure_totals import totals
from dashboard.components.record_form import say_what_was_done
from geodata import territories
from geodata.perimetre import Perimetre
from geodata.progress.states import Applicability, ValueStatus
from geodata.publication.progress import MesureState
from geodata.rights import FRANCE


def mesure_page(perimetre: Perimetre, plan: Plan, mesure: Mesure, code: str, when: date) -> None:
    """All that is known of a mesure in a place, then what this visitor may record."""
    state = steering.mesure_state(perimetre, plan.code, mesure.number, code, when)
    place = "France entière" if code == FRANCE else f"{territories.names()[code]} ({code})"
    every = address(pages.MESURES, **{name: st.query_params.get(name) for name in ("plan", "annee", "departement")})
    st.html(f'<a class="vigie-link" href="{as_html(every)}&amp;mesure={ALL}">← Toutes les mesures</a>')
    st.header(f"{mesure.number}. {mesure.title}", anchor=False)
    st.markdown(f"**{place}** · situation au {day(when)}")
    say_what_was_done()
    _where_it_stands(state)
    forms(state)
    st.subheader("Indicateurs", anchor=False)
    indicators(state)
    rate_origin(state)
    st.subheader("Sous-actions", anchor=False)
    actions_table(state)
    answers(perimetre, state)
    comments(state)
    syntheses_history(steering.syntheses(perimetre, plan.code, mesure.number, code), state)
    scores(list(state.scores))
    if code == FRANCE:
        score_forms(plan, mesure)
    order(plan, mesure)


def mesure_over_france(perimetre: Perimetre, plan: Plan, mesure: Mesure, when: date) -> None:
    """What the country says of a mesure that the départements follow."""
    say_what_was_done()
    totals(steering.france_progress(perimetre, plan.code, mesure.number, when))
    scores(steering.scores(perimetre, plan.code, mesure.number))
    score_forms(plan, mesure)
    order(plan, mesure)


def _where_it_stands(state: MesureState) -> None:
    made = rate.of_composition(state.composition, state.validated, state.applicability)
    boxes = [Figure("Taux", made.reading, made.beside, silent=not made.known or made.provisional)]
    synthesis = state.synthesis
    if state.drafts_readable or synthesis:
        said = weather.said(None if synthesis is None else synthesis.weather)
        beside = "" if synthesis is None else f"au {day(synthesis.stated_on)}, {_status(synthesis.status)}"
        boxes.insert(0, Figure("Météo", said, beside, silent=synthesis is None))
    if state.departement != FRANCE:
        median = "médiane non calculée" if state.median is None else f"médiane : {rate.percent(state.median)}"
        boxes.append(Figure("Écart à la médiane", rate.points(state.gap), median, silent=state.gap is None))
    boxes.append(Figure("Tendance", state.trend.label, "depuis la fin de l’année d’avant", silent=True))
    if state.expected is not None:
        where = state.position.label if state.position else "—"
        boxes.append(Figure("Trajectoire", where, f"attendu : {rate.percent(state.expected)}", silent=True))
    if state.freshness is not None and state.due_on is not None:
        boxes.append(Figure("Valeurs", state.freshness.label, f"attendues le {day(state.due_on)}", silent=True))
    figures(boxes)
    if synthesis is not None:
        st.markdown(f"> {as_markdown(synthesis.text)}")
    if state.alerts:
        labels = ", ".join(alert.label.lower() for alert in sorted(state.alerts))
        st.warning(f"**À regarder** : {labels}.", icon=":material/notification_important:")
    setting = state.setting
    if setting is not None:
        known = [setting.responsible and f"Responsable : {setting.responsible}",
                 setting.coordinator and f"coordination : {setting.coordinator}"]  # fmt: skip
        if state.applicability != Applicability.APPLICABLE:
            known.insert(0, f"{state.applicability.label} ({setting.reason}), décidé le {day(setting.decided_on)}")
        st.caption(as_markdown(" · ".join(part for part in known if part)))


def _status(status: ValueStatus) -> str:
    words = {ValueStatus.PROVISIONAL: "à valider", ValueStatus.VALIDATED: "validée", ValueStatus.REFUSED: "refusée"}
    return words[status]
