"""The words of a meeting; the label of each is French, as pages show it."""

from config.nomenclatures import Labelled


class Body(Labelled):
    """Who meets."""

    PLENARY = "plenary", "CDPD plénier"
    SPECIALISED = "specialised", "Formation spécialisée traite des êtres humains"
    MINORS = "minors", "Groupe mineurs"
    STEERING = "steering", "Groupe de pilotage permanent"
    PROSTITUTION = "prostitution", "Commission prostitution"
    CODAF = "codaf", "CODAF"

    @property
    def is_cdpd(self) -> bool:
        """Whether its meeting is one of the CDPD: the opinion of a specialised formation stands for the council's."""
        return self in {Body.PLENARY, Body.SPECIALISED}


class Character(Labelled):
    """Whether the meeting is about trafficking, or only one of its items."""

    DEDICATED = "dedicated", "Consacrée à la traite"
    AGENDA_ITEM = "agenda_item", "Simple point à l’ordre du jour"


class State(Labelled):
    """Where a meeting stands."""

    TO_SCHEDULE = "to_schedule", "À programmer"
    SCHEDULED = "scheduled", "Programmée"
    CONVENED = "convened", "Convoquée"
    HELD = "held", "Tenue"
    MINUTES_WRITTEN = "minutes_written", "Compte rendu rédigé"
    VALIDATED = "validated", "Compte rendu validé"
    ARCHIVED = "archived", "Archivée"
    POSTPONED = "postponed", "Reportée"
    CANCELLED = "cancelled", "Annulée"
    NO_QUORUM = "no_quorum", "Quorum non atteint"


HELD_STATES = frozenset({State.HELD, State.MINUTES_WRITTEN, State.VALIDATED, State.ARCHIVED})
LOCKED_STATES = frozenset({State.VALIDATED, State.ARCHIVED})


class Attendance(Labelled):
    """Whether a member came."""

    TO_CONVENE = "to_convene", "À convoquer"
    CONVENED = "convened", "Convoqué"
    PRESENT = "present", "Présent"
    REPRESENTED = "represented", "Représenté"
    EXCUSED = "excused", "Excusé"
    ABSENT = "absent", "Absent"

    @property
    def counts(self) -> bool:
        """Whether it counts towards the quorum: present, at a distance included, or having given a mandate."""
        return self in {Attendance.PRESENT, Attendance.REPRESENTED}


class DocumentKind(Labelled):
    """What a document of a meeting is."""

    CONVOCATION = "convocation", "Convocation"
    WORKING = "working", "Document de travail"
    ATTENDANCE = "attendance", "Feuille de présence"
    MINUTES = "minutes", "Compte rendu"
    ORDER = "order", "Arrêté préfectoral"
    PROOF = "proof", "Preuve d’une décision"


class Variant(Labelled):
    """For whom a session file was drawn."""

    PREFET = "prefet", "Préfet"
    MEMBERS = "members", "Membres"


class DecisionState(Labelled):
    """Where a decision stands."""

    TO_DO = "to_do", "À faire"
    UNDER_WAY = "under_way", "En cours"
    DONE = "done", "Réalisée"
    DROPPED = "dropped", "Abandonnée"
    POSTPONED = "postponed", "Reportée"

    @property
    def closed(self) -> bool:
        return self in {DecisionState.DONE, DecisionState.DROPPED}


class Answer(Labelled):
    """What a département said when it was contacted about its yearly meeting."""

    NONE = "none", "Sans réponse"
    COMING = "coming", "Une réunion est prévue"
    NO_MEETING = "no_meeting", "Pas de réunion cette année"
