"""From one meeting to its file: each part is read with the rights of its reader, then nothing is added."""

from collections.abc import Iterable
from datetime import date, time, timedelta

import pandas as pd
from sqlalchemy.orm import Session

from config.plan import Plan, plan, plans
from geodata import territories
from geodata.meetings.meeting import Meeting
from geodata.meetings.vocabulary import Character, Variant
from geodata.perimetre import Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.progress import overview
from geodata.publication.session_file import essentials, mesures
from geodata.publication.session_file.contract import AgendaItem, Heading, Listed, SessionFile
from geodata.publication.session_file.figures import key_figures, year_of_figures
from geodata.publication.session_file.followed import followed
from geodata.publication.session_file.readers import reader
from geodata.publication.session_file.surroundings import sheet_map
from geodata.repositories import meeting_documents, meetings

LEFT_OUT = (
    "La météo, les synthèses et l’état des sous-actions, réservés aux services de l’État.",
    "Les valeurs provisoires, tant que le préfet ne les a pas validées, et les retards qu’elles font connaître.",
    "Les mesures dont une valeur n’est pas communicable : l’avancement du plan est calculé sur les autres.",
    "Les petits effectifs de personnes, sous secret statistique, et les décisions non partagées avec les membres.",
)
OWN_SOURCE = "Saisies de la préfecture et des pilotes dans Vigie (avancement, météo, décisions), au {:%d/%m/%Y}"


def assemble(session: Session, perimetre: Perimetre, meeting_id: int, variant: Variant, today: date) -> SessionFile:
    """The file of a meeting as known on `today`, in the variant asked for.

    Raises `UnknownMeeting`, and `NotAllowed` for whoever may not read the meeting or, for the préfet's variant, the
    draft values of the département.
    """
    # The meeting itself tells its département; nothing of it leaves before the rights of the variant are checked.
    departement = meetings.meeting(session, perimetre, meeting_id).departement
    rights = reader(perimetre, variant, departement)
    meeting = meetings.meeting(session, rights, meeting_id)
    steering = _plan_of(meeting)
    rows = overview(session, rights, steering.code, today, departement=departement)
    year = year_of_figures(session, meeting.year)
    figures, origins = key_figures(session, rights, departement, year)
    late, gaps = mesures.late(rows), mesures.gaps(rows)
    decisions = followed(session, rights, meeting_id, meeting, today)
    first = (
        essentials.last_meeting(meetings.last_held(session, rights, _eve(meeting, today)), departement),
        essentials.progress(mesures.plan_rate(rows)),
        essentials.lateness(late, len(mesures.steered(rows))),
        essentials.execution(decisions),
        essentials.lag(gaps),
        essentials.silences(figures),
    )
    return SessionFile(
        variant=variant,
        heading=_heading(meeting),
        plan=steering.title,
        drawn_on=today,
        demonstration=_invented(session, rights, meeting_id, meeting, origins, rows),
        essentials=tuple(sentence for sentence in first if sentence),
        agenda=_agenda(meeting),
        sheet_map=sheet_map(session, rights, departement, year),
        figures=figures,
        gaps=gaps,
        decisions=decisions,
        late=late,
        mesures=mesures.lines(rows, steering),
        documents=_documents(session, rights, meeting_id),
        sources=(*(origin.sentence for origin in origins), OWN_SOURCE.format(today)),
        left_out=LEFT_OUT if variant == Variant.MEMBERS else (),
    )


def _plan_of(meeting: Meeting) -> Plan:
    """The plan that its agenda names; else the one of its year, else the last one that has mesures."""
    named = next((item.plan for item in meeting.agenda if item.plan), "")
    if named:
        return plan(named)
    held = [each for each in plans() if each.mesures]
    return next((each for each in held if meeting.year in each.years), max(held, key=lambda each: each.start))


def _heading(meeting: Meeting) -> Heading:
    code, on = meeting.departement, meeting.held_on or meeting.planned_on
    place = territories.departements().loc[code]
    year = on.year if on else meeting.year
    where = [meeting.place, "visioconférence" if meeting.remote else ""]
    return Heading(
        body=meeting.title or _called(meeting),
        departement=code,
        name=territories.name_of(code),
        region=str(territories.regions(year).at[territories.region_of(code, year), "name"]),
        prefecture=str(place["prefecture"]),
        year=meeting.year,
        held_on=on,
        time=_hour(meeting.starts_at),
        place=", ".join(part for part in where if part),
        chair=f"Présidence\N{NO-BREAK SPACE}: {meeting.chaired_by}" if meeting.chaired_by else "",
        second_convening=meeting.second,
    )


def _eve(meeting: Meeting, today: date) -> date:
    """The last day on which another meeting comes before this one, up to `today`."""
    on = meeting.held_on or meeting.planned_on
    return min(today, on - timedelta(days=1)) if on else today


def _called(meeting: Meeting) -> str:
    if meeting.character == Character.AGENDA_ITEM:
        return f"{meeting.body.label}, traite des êtres humains à l’ordre du jour"
    if "traite" in meeting.body.label:
        return meeting.body.label
    return f"{meeting.body.label}, réunion consacrée à la traite des êtres humains"


def _hour(at: time | None) -> str:
    """An hour as French readers write it.

    >>> _hour(time(14, 30)), _hour(time(9))
    ('14\\xa0h\\xa030', '9\\xa0h')
    """
    if at is None:
        return ""
    return f"{at.hour} h {at:%M}".removesuffix(" 00").replace(" ", "\N{NO-BREAK SPACE}")


def _agenda(meeting: Meeting) -> Listed[AgendaItem]:
    rows = tuple(
        AgendaItem(rank, item.title, item.rapporteur, (item.mesure,) if item.mesure is not None else ())
        for rank, item in enumerate(meeting.agenda, start=1)
    )
    return Listed(rows, silence="L’ordre du jour n’est pas encore établi.")


def _documents(session: Session, rights: Perimetre, meeting_id: int) -> Listed[str]:
    rows = meeting_documents.documents(session, rights, meeting_id)
    # Earlier session files are of the same meeting, and would only say that this one has been made before.
    joined = rows[rows["kind"] != meeting_documents.SESSION_FILE]
    told = tuple(f"{row['name']} ({str(row['label']).lower()})" for row in joined.to_dict("records"))
    return Listed(told, silence="Aucun document n’est joint à cette réunion.")


def _invented(
    session: Session,
    rights: Perimetre,
    meeting_id: int,
    meeting: Meeting,
    origins: Iterable[Provenance],
    rows: pd.DataFrame,
) -> bool:
    """Whether anything in the file is invented."""
    known = meetings.listed(session, rights, departement=meeting.departement, year=meeting.year)
    invented_meeting = meeting_id in known.index and bool(known.at[meeting_id, "demonstration"])
    return invented_meeting or any(each.demonstration for each in origins) or bool(rows["demonstration"].any())
