"""The closed lists of the field, each value with the label that people read.

The three lists of forms of exploitation have different fields and are never converted one into another: the plan's own
(`C`), the administrations' (`A`) and the associations' (`B`).
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code that is stored, and its French label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


WHOLE_COUNTRY = "FR"
"""In place of the code of a département: all of them."""


class Form(Labelled):
    """Forms of exploitation named by the plan of 2014 (list C)."""

    PROXENETISME = "proxenetisme", "Proxénétisme et exploitation sexuelle"
    TRAVAIL = "travail_force", "Travail ou services forcés"
    SERVITUDE_DOMESTIQUE = "servitude_domestique", "Servitude domestique"
    ESCLAVAGE = "esclavage", "Réduction en esclavage ou en servitude"
    MENDICITE = "mendicite_forcee", "Mendicité forcée"
    DELITS = "contrainte_delits", "Contrainte à commettre des délits"
    ORGANES = "prelevement_organes", "Prélèvement d’organes"


class Public(Labelled):
    """Whom an organisation receives, or a place is for."""

    FEMMES = "femmes", "Femmes"
    FEMMES_ENFANTS = "femmes_enfants", "Femmes avec enfants"
    HOMMES = "hommes", "Hommes"
    COUPLES = "couples", "Couples et familles"
    TRANS = "trans", "Personnes trans"
    JEUNES_MAJEURS = "jeunes_majeurs", "Jeunes majeurs"
    MINEURS = "mineurs", "Mineurs"


class Function(Labelled):
    """What an organisation does for victims."""

    REPERAGE = "reperage", "Repérage"
    ALLER_VERS = "aller_vers", "Aller-vers"
    JURIDIQUE = "juridique", "Accompagnement juridique"
    SANTE = "sante", "Santé"
    SOCIAL = "social", "Accompagnement social"
    HEBERGEMENT = "hebergement", "Aide à l’hébergement"
    MINEURS = "mineurs", "Prise en charge des mineurs"
    INTERPRETARIAT = "interpretariat", "Interprétariat et médiation culturelle"
    FORMATION = "formation", "Formation et sensibilisation"


class ZoneMode(Labelled):
    """How an organisation acts in a département; a file of the listing may not say it (empty text)."""

    LOCAL = "local", "Sur place"
    ITINERANT = "itinerant", "En itinérance"
    REMOTE = "distance", "À distance"


class Referrer(Labelled):
    """Who may send somebody to an organisation."""

    PERSON = "personne", "La personne elle-même"
    RELATIVES = "entourage", "Son entourage"
    SOCIAL = "social_sante", "Travailleurs sociaux et soignants"
    POLICE_JUSTICE = "police_justice", "Police, gendarmerie, justice"
    SIAO = "siao", "115 et SIAO"
    CHILD_PROTECTION = "protection_enfance", "Protection de l’enfance"
    ASSOCIATIONS = "associations", "Autres associations"


class Verifier(Labelled):
    """Who said last that a listing is right."""

    SOURCE = "source", "la source"
    ASSOCIATION = "association", "l’association"
    PREFECTURE = "prefecture", "la préfecture"
    MIPROF = "miprof", "la Miprof"


class PlaceType(Labelled):
    """Kinds of ordinary places; secure places (mesure 8) are never declared by département."""

    CHRS = "chrs", "CHRS"
    CHU = "chu", "Centre d’hébergement d’urgence"
    CHS = "chs", "Centre de stabilisation"
    HOTEL = "hotel", "Hôtel"
    RHVS = "rhvs", "Résidence hôtelière à vocation sociale"
    MERE_ENFANT = "mere_enfant", "Accueil mère-enfant"
    LHSS = "lhss", "Lits halte soins santé"
    ACT = "act", "Appartement de coordination thérapeutique"
    CADA = "cada", "CADA"
    HUDA = "huda", "Hébergement d’urgence pour demandeurs d’asile"
    CPH = "cph", "Centre provisoire d’hébergement"
    PENSION_FAMILLE = "pension_famille", "Pension de famille ou maison relais"
    RESIDENCE_SOCIALE = "residence_sociale", "Résidence sociale"
    FJT = "fjt", "Foyer de jeunes travailleurs"
    IML = "iml", "Intermédiation locative"
    ALT = "alt", "Logement temporaire (ALT)"
    DIFFUS = "diffus", "Logement en diffus"


class Sex(Labelled):
    ALL = "ensemble", "Ensemble"
    FEMALE = "F", "Femmes"
    MALE = "H", "Hommes"
    TRANS = "T", "Personnes trans"
    UNKNOWN = "NR", "Sexe non renseigné"


class AgeClass(Labelled):
    ALL = "ensemble", "Ensemble"
    MINOR = "mineurs", "Mineurs"
    ADULT = "majeurs", "Majeurs"
    A0_9 = "0-9", "0 à 9 ans"
    A10_14 = "10-14", "10 à 14 ans"
    A15_17 = "15-17", "15 à 17 ans"
    A18_24 = "18-24", "18 à 24 ans"
    A25_29 = "25-29", "25 à 29 ans"
    A30_PLUS = "30+", "30 ans et plus"
    UNKNOWN = "NR", "Âge non renseigné"


class CountStatus(Labelled):
    """What a count is worth, or why there is none. A count is present for the first two only."""

    DECLARED = "declare", "Déclaré"
    ESTIMATED = "estime", "Estimé"
    SECRET = "secret", "Secret statistique"
    NOT_AVAILABLE = "non_disponible", "Non disponible"
    NOT_ASKED = "non_demande", "Non demandé"


class CountSource(Labelled):
    """Producers of case counts. Their fields differ and the same persons may stand in several: never added up."""

    ETAT_4001 = "etat_4001", "Police et gendarmerie, état 4001 (faits constatés)"
    POLICE_GENDARMERIE = "police_gendarmerie", "Police et gendarmerie (victimes enregistrées)"
    ASSOCIATIONS = "associations", "Enquête auprès des associations (victimes accompagnées)"
    JUSTICE = "justice", "Justice (personnes poursuivies ou condamnées)"
    SEJOUR = "titres_sejour", "Titres de séjour délivrés aux victimes"


class Nomenclature(Labelled):
    ADMINISTRATIVE = "A", "Administrative (SSMSI, justice)"
    ASSOCIATIVE = "B", "Associative (enquête annuelle)"
    PLAN = "C", "Plan d’action 2014-2016"


COUNT_FORMS: dict[Nomenclature, dict[str, str]] = {
    Nomenclature.ADMINISTRATIVE: {
        "toutes": "Toutes formes",
        "teh": "Traite des êtres humains au sens strict",
        "proxenetisme": "Proxénétisme",
        "exploitation_travail": "Exploitation par le travail",
        "exploitation_mendicite": "Exploitation de la mendicité",
    },
    Nomenclature.ASSOCIATIVE: {
        "toutes": "Toutes formes",
        "exploitation_sexuelle": "Exploitation sexuelle",
        "exploitation_travail": "Exploitation par le travail (dont domestique)",
        "mendicite_forcee": "Mendicité forcée",
        "contrainte_delits": "Contrainte à commettre des délits",
        "autres": "Autres formes",
    },
    Nomenclature.PLAN: {"toutes": "Toutes formes"} | {form.value: form.label for form in Form},
}
"""Forms accepted in case counts, by nomenclature (policy of each producer)."""
