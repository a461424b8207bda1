"""Is the yearly meeting about trafficking held, and what becomes of what it decides?"""

import streamlit as st

from config.roles import Level, Object
from dashboard import meetings, visitor
from dashboard.components import compliance_contacts, compliance_grid
from dashboard.components.choices import choice, forget
from dashboard.components.decision_list import decisions, table
from dashboard.components.downloads import downloads
from dashboard.components.french import as_markdown
from dashboard.components.meeting_agenda import agenda
from dashboard.components.meeting_history import history, years_of
from dashboard.components.meeting_members import members
from dashboard.components.meeting_papers import documents, session_files
from dashboard.components.meeting_steps import next_step, scheduling, steps
from dashboard.components.opening import opening
from dashboard.components.readers import who_may_read
from dashboard.components.record_form import say_what_was_done
from dashboard.components.steering_choices import territory_choice
from geodata import territories
from geodata.meetings import Body, Character, State
from geodata.perimetre import Perimetre

NEW, NONE = "nouvelle", "annuelle"
PARTS = {
    "etapes": "Étapes",
    "agenda": "Ordre du jour",
    "membres": "Membres",
    "decisions": "Décisions",
    "documents": "Dossier et documents",
    "historique": "Historique",
}
NATIONAL = {"grille": "Grille", "relances": "Relances"}


def part(parts: dict[str, str]) -> str:
    """Which part of the page, kept in the address."""
    asked = st.query_params.get("partie", "")
    if asked in parts and asked != st.session_state.get("partie_adresse"):
        st.session_state["partie"] = asked
    if st.session_state.get("partie") not in parts:
        st.session_state["partie"] = next(iter(parts))
    chosen = st.segmented_control(
        "Partie", list(parts), format_func=parts.__getitem__, key="partie", label_visibility="collapsed", required=True
    )
    st.query_params["partie"] = st.session_state["partie_adresse"] = chosen or next(iter(parts))
    return str(chosen or next(iter(parts)))


def exercise_choice(default: int) -> int:
    years = {str(year): str(year) for year in meetings.years()}
    return int(choice("Année de la réunion", "exercice", years, str(default)) or default)


def france(perimetre: Perimetre, year: int) -> None:
    forget("reunion")
    grid = meetings.compliance(perimetre)
    if year not in grid.columns:
        st.info(f"{year} n’a pas commencé : choisissez un département pour préparer sa réunion.")
        return
    st.header(f"Toute la France, {year}", anchor=False)
    compliance_grid.rate(grid[year], year)
    listing = meetings.reads_somewhere()
    if not listing:
        forget("partie")
    chosen = part(NATIONAL) if listing else "grille"
    if chosen == "relances":
        forget("etat")
        found = meetings.to_contact(perimetre, year)
        rows = compliance_contacts.to_contact(found, year)
        downloads(rows, f"vigie_relances_{year}")
        if meetings.validates(meetings.FRANCE):
            compliance_contacts.contact_form(found, year)
        return
    compliance_grid.counters(grid[year], year)
    only = compliance_grid.state_choice(grid[year])
    shown = compliance_grid.shown_years(grid, year)
    rows = compliance_grid.grid_table(grid, shown, year, only, perimetre)
    downloads(rows, f"vigie_reunions_{year}")


def departement(code: str, year: int, perimetre: Perimetre) -> None:
    forget("etat")
    name = territories.names()[code]
    st.set_page_config(page_title=f"Réunions, {name} ({code}) – Vigie")
    st.header(f"{name} ({code})", anchor=False)
    for reminder in meetings.due(perimetre):
        if reminder.departement == code:
            st.warning(as_markdown(reminder.sentence), icon=":material/notifications:")
    listed = meetings.listed(perimetre, code)
    if listed.empty and not meetings.keeps(code):
        known_only(code, year, perimetre)
        return
    of_year = listed[listed["year"] == year]
    duty = of_year[
        of_year["body"].map(lambda body: Body(body).is_cdpd).astype(bool)
        & (of_year["character"] == Character.DEDICATED)
        & (of_year["state"] != State.CANCELLED)
    ]
    waits = "à programmer" if year >= meetings.today().year else "aucune connue"
    options = {} if len(duty) else {NONE: f"Réunion annuelle {year} ({waits})"}
    options |= {
        str(number): f"{row['heading']} – {State(row['state']).label.lower()}" for number, row in of_year.iterrows()
    }
    options |= {NEW: "Autre réunion à créer…"} if meetings.keeps(code) and len(duty) else {}
    default = str(duty.index[0]) if len(duty) else NONE
    asked = st.query_params.get("reunion")
    if asked is not None and asked not in options:
        forget("reunion")
    picked = choice("Réunion", "reunion", options, default) or default
    meeting_id = int(picked) if picked.isdigit() else 0
    say_what_was_done()
    meeting = meetings.meeting(perimetre, meeting_id, code) if meeting_id else None
    if picked != NEW:
        steps(meeting)
    if picked == NEW:
        scheduling(None, 0, code, year)
        return
    chosen = part(PARTS if meeting else {key: PARTS[key] for key in ("etapes", "decisions")})
    match chosen:
        case "etapes":
            next_step(meeting, meeting_id, code, year)
            if meeting:
                st.subheader("Dossier de séance", anchor=False)
                session_files(meeting, meeting_id, perimetre)
                for addendum in meeting.addenda:
                    st.markdown(f"Rectificatif du {addendum.on:%d/%m/%Y} : {as_markdown(addendum.text)}")
            st.subheader("D’une année à l’autre", anchor=False)
            years_of(code, perimetre)
        case "decisions":
            decisions(meeting, meeting_id, code, year, perimetre)
        case "agenda" if meeting:
            agenda(meeting, meeting_id, perimetre)
        case "membres" if meeting:
            members(meeting, meeting_id, perimetre)
        case "documents" if meeting:
            documents(meeting, meeting_id, perimetre)
        case "historique" if meeting:
            history(meeting_id, code, perimetre)
    who_may_read(Object.CDPD, code, level=Level.N2, key=f"reunion_{code}")


def known_only(code: str, year: int, perimetre: Perimetre) -> None:
    """For whoever reads no meeting of this département: held or not, and the decisions of his own mesures."""
    st.info("Le détail des réunions de ce département n’est pas communiqué à votre profil.", icon=":material/lock:")
    years_of(code, perimetre)
    found = meetings.decisions_of(perimetre, code, year=year)
    if len(found):
        table("Décisions rattachées à vos mesures", found)


perimetre = visitor.perimetre()
opening(
    "Réunions du CDPD", "La réunion annuelle consacrée à la traite est-elle tenue, et que deviennent ses décisions ?"
)
left, right = st.columns([3, 1])
with left:
    place = territory_choice(perimetre)
with right:
    here = place == meetings.FRANCE
    exercise = exercise_choice(meetings.reference_year(perimetre) if here else meetings.today().year)
if here:
    say_what_was_done()
    france(perimetre, exercise)
else:
    departement(place, exercise, perimetre)
