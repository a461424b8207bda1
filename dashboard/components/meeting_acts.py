"""What the buttons of a meeting do: each gives a function that writes upon the version that its form began from."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dashboard import meetings as door
from dashboard.components.french import day
from dashboard.components.record_form import Act
from geodata.conflict import Conflict
from geodata.database import Session, transaction
from geodata.meetings import (
    AgendaItem,
    Attendance,
    Body,
    Character,
    DecisionState,
    DocumentKind,
    Member,
    Refused,
    Variant,
)
from geodata.meetings import events as e
from geodata.perimetre import Perimetre
from geodata.repositories import contacts, decisions, meeting_documents, meetings

Values = dict[str, Any]


def open_and_schedule(departement: str, year: int, items: tuple[AgendaItem, ...]) -> Act:
    """Make the meeting on its day, with the agenda that was proposed when it is wanted."""

    def act(session: Session, rights: Perimetre, at: datetime, values: Values, _expected: int) -> str:
        on = _day(values["jour"], "le jour de la réunion")
        meeting_id = meetings.open_meeting(
            session,
            rights,
            departement,
            Body(values["instance"]),
            year,
            now=at,
            title=values["intitule"],
            character=Character(values["caractere"]),
        )
        events: list[e.Event] = [e.Scheduled(on, values["heure"], values["lieu"], bool(values["distance"]))]
        if values["inscrire"] and items:
            events.append(e.AgendaSet(items))
        meetings.record(session, rights, meeting_id, *events, expected=1, now=at)
        return f"Réunion programmée le {day(on)}. Relisez l’ordre du jour et les membres, puis convoquez."

    return act


def schedule(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        on = _day(values["jour"], "le jour de la réunion")
        event = e.Scheduled(on, values["heure"], values["lieu"], bool(values["distance"]))
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return f"Réunion programmée le {day(on)}."

    return act


def convene(meeting_id: int) -> Act:
    """Convene, then freeze both variants of the session file as they stand."""

    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        on = _day(values["jour"], "le jour de la convocation")
        after = meetings.record(
            session, rights, meeting_id, e.Convened(on, values["urgence"]), expected=expected, now=at
        )
        freeze(session, rights, at, meeting_id, after.rank)
        return f"Convocation enregistrée ; le dossier de séance est figé au {day(at)}, en deux variantes."

    return act


def freeze(session: Session, rights: Perimetre, at: datetime, meeting_id: int, expected: int) -> None:
    """Keep the session file of both variants, as handed out."""
    for step, variant in enumerate(Variant):
        content = door.drawn(session, rights, meeting_id, variant, "pdf")
        meeting_documents.freeze(
            session,
            rights,
            meeting_id,
            name=f"dossier-de-seance-{variant.label.lower()}.pdf",
            content=content,
            variant=variant,
            expected=expected + step,
            now=at,
        )


def refreeze(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, _values: Values, expected: int) -> str:
        freeze(session, rights, at, meeting_id, expected)
        return f"Le dossier de séance est figé au {day(at)}, en deux variantes ; les précédents restent."

    return act


def move(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.PlaceChanged(values["heure"], values["lieu"], bool(values["distance"]))
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return "Heure et lieu enregistrés."

    return act


def postpone(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.Postponed(values["motif"], values["nouveau_jour"])
        after = meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return f"Réunion reportée{f' au {day(after.planned_on)}' if after.planned_on else ', sans nouvelle date'}."

    return act


def cancel(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        meetings.record(session, rights, meeting_id, e.Cancelled(values["motif"]), expected=expected, now=at)
        return "Réunion annulée : l’obligation de l’année reste à satisfaire."

    return act


def set_agenda(meeting_id: int, items: tuple[AgendaItem, ...], sentence: str) -> Act:
    """The whole agenda as it becomes."""

    def act(session: Session, rights: Perimetre, at: datetime, _values: Values, expected: int) -> str:
        meetings.record(session, rights, meeting_id, e.AgendaSet(items), expected=expected, now=at)
        return sentence

    return act


def add_proposed(meeting_id: int, kept: tuple[AgendaItem, ...], offered: tuple[AgendaItem, ...]) -> Act:
    """Add those of the offered items that were ticked (fields `0`, `1`, …)."""

    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        ticked = tuple(item for rank, item in enumerate(offered) if values[str(rank)])
        if not ticked:
            raise Refused("Cocher au moins un point à inscrire.")
        meetings.record(session, rights, meeting_id, e.AgendaSet(kept + ticked), expected=expected, now=at)
        return f"{len(ticked)} point{'s inscrits' if len(ticked) > 1 else ' inscrit'} à l’ordre du jour."

    return act


def add_item(meeting_id: int, kept: tuple[AgendaItem, ...], plan: str) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        mesure = values["mesure"]
        item = AgendaItem(values["titre"], values["rapporteur"], plan if mesure else "", mesure)
        meetings.record(session, rights, meeting_id, e.AgendaSet((*kept, item)), expected=expected, now=at)
        return "Point inscrit à l’ordre du jour."

    return act


def set_members(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        seats = read_seats(values["sieges"])
        quorum = values["quorum"] or None
        meetings.record(session, rights, meeting_id, e.MembersSet(seats, quorum), expected=expected, now=at)
        return f"Composition enregistrée : {len(seats)} siège{'s' if len(seats) > 1 else ''}."

    return act


def read_seats(text: str) -> tuple[Member, ...]:
    """Seats from lines « organisme ; fonction ». Raises `Refused` for a line that has no function.

    >>> read_seats("DDCS ; directrice\\n\\nParquet;procureur")[1].function
    'procureur'
    """
    seats = []
    for number, each in enumerate(text.splitlines(), 1):
        if not each.strip():
            continue
        organisation, mark, function = each.partition(";")
        if not mark or not function.strip():
            raise Refused(f"Ligne {number} : écrire l’organisme, un point-virgule, puis la fonction (sans nom).")
        seats.append(Member(organisation.strip(), function.strip()))
    return tuple(seats)


def hold(meeting_id: int, members: tuple[Member, ...], on: date) -> Act:
    """Attendance, then the fact that it was held."""

    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        events = (e.AttendanceRecorded(_attended(members, values)), e.Held(on, values["presidence"]))
        meetings.record(session, rights, meeting_id, *events, expected=expected, now=at)
        return f"Réunion tenue le {day(on)}. Prochaine étape : les décisions, puis le compte rendu."

    return act


def lack_quorum(meeting_id: int, members: tuple[Member, ...], on: date) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        events = (e.AttendanceRecorded(_attended(members, values)), e.QuorumLacked(on))
        meetings.record(session, rights, meeting_id, *events, expected=expected, now=at)
        return "Défaut de quorum constaté : programmer la seconde réunion, sur le même ordre du jour."

    return act


def record_attendance(meeting_id: int, members: tuple[Member, ...]) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.AttendanceRecorded(_attended(members, values))
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return "Présences enregistrées."

    return act


def _attended(members: tuple[Member, ...], values: Values) -> tuple[Member, ...]:
    told = []
    for rank, member in enumerate(members):
        answer = values[f"siege_{rank}"]
        told.append(replace(member, attendance=Attendance(answer) if answer else Attendance.CONVENED))
    return tuple(told)


def take_decision(meeting_id: int, plan: str) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        try:
            number = decisions.take(session, rights, meeting_id, expected=expected, now=at, **_wording(values, plan))
        except Conflict as conflict:
            raise _with_decisions(conflict, rights, meeting_id) from None
        return f"Décision n° {number} enregistrée."

    return act


def _with_decisions(conflict: Conflict, rights: Perimetre, meeting_id: int) -> Conflict:
    """The same conflict, with the words of the decisions that are now kept: a number alone would tell nothing."""
    with transaction() as session:
        kept = decisions.decisions(session, rights, door.today(), meeting_id=meeting_id)
    told = [f"n° {row['number']} : {row['text']} ({row['responsible']})" for row in kept.to_dict("records")]
    theirs = "\n".join([conflict.theirs, *(["Décisions enregistrées :", *told] if told else [])])
    return Conflict(str(conflict), theirs=theirs, mine=conflict.mine, version=conflict.version)


def correct_decision(meeting_id: int, number: int, plan: str) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        decisions.correct(session, rights, meeting_id, number, expected=expected, now=at, **_wording(values, plan))
        return f"Décision n° {number} corrigée ; la rédaction précédente est gardée."

    return act


def _wording(values: Values, plan: str) -> Values:
    return {
        "text": values["texte"],
        "responsible": values["responsable"],
        "due_on": values["echeance"],
        "plan": plan if values["mesure"] else "",
        "mesure": values["mesure"],
        "shared": bool(values["partagee"]),
    }


def follow_decision(decision_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        state = DecisionState(values["etat"])
        decisions.update(
            session,
            rights,
            decision_id,
            state=state,
            expected=expected,
            now=at,
            note=values["note"],
            proof=values.get("preuve") or "",
            due_on=values["echeance"],
        )
        return f"Décision : « {state.label} » enregistré."

    return act


def without_decision(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, _values: Values, expected: int) -> str:
        meetings.record(session, rights, meeting_id, e.NoDecision(), expected=expected, now=at)
        return "Mention « sans décision » enregistrée."

    return act


def defer_items(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.ItemsDeferred(tuple(values["points"]))
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return "Points reportés enregistrés : ils seront proposés à la prochaine réunion."

    return act


def deposit(meeting_id: int, kind: DocumentKind | None = None) -> Act:
    """Attach the file of the field `fichier`; minutes become the minutes of the meeting at once."""

    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        file = values["fichier"]
        if file is None:
            raise Refused("Choisir d’abord un fichier.")
        what = kind or DocumentKind(values["nature"])
        sha256 = meeting_documents.deposit(
            session,
            rights,
            meeting_id,
            name=file.name,
            content=file.getvalue(),
            kind=what,
            attested=bool(values["atteste"]),
            expected=expected,
            now=at,
            shared=bool(values["partage"]),
        )
        if what == DocumentKind.MINUTES:
            meetings.record(session, rights, meeting_id, e.MinutesWritten(sha256), expected=expected + 1, now=at)
            return "Compte rendu déposé. Une autre personne le valide."
        return "Document joint à la réunion."

    return act


def validate_minutes(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.MinutesValidated(_day(values["jour"], "le jour de la validation"))
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return "Compte rendu validé : il ne se corrige plus que par un rectificatif."

    return act


def add_addendum(meeting_id: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, expected: int) -> str:
        event = e.AddendumAdded(_day(values["jour"], "la date du rectificatif"), values["texte"])
        meetings.record(session, rights, meeting_id, event, expected=expected, now=at)
        return "Rectificatif ajouté."

    return act


def record_contact(year: int) -> Act:
    def act(session: Session, rights: Perimetre, at: datetime, values: Values, _expected: int) -> str:
        code = values["departement"]
        contacts.record_contact(
            session,
            rights,
            code,
            year,
            on=_day(values["jour"], "le jour du contact"),
            by_function=values["fonction"],
            how=values["moyen"],
            now=at,
            answer=values["reponse"],
            note=values["note"],
        )
        return "Contact enregistré."

    return act


def _day(on: date | None, what: str) -> date:
    if on is None:
        raise Refused(f"Il manque {what}.")
    return on
