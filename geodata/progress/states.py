"""What may be said of a mesure in a département: closed lists, each with its French label."""

from config.nomenclatures import Labelled


class Applicability(Labelled):
    """Whether a mesure is due in a département; only APPLICABLE enters its rates."""

    APPLICABLE = "applicable", "Applicable"
    NOT_APPLICABLE = "sans_objet", "Sans objet"
    OPTIONAL = "facultative", "Facultative"


class ValueKind(Labelled):
    """What a figure is for its indicator. A yearly target is dated at the end of its year."""

    INITIAL = "vi", "Valeur initiale"
    CURRENT = "va", "Valeur actuelle"
    TARGET = "vc", "Valeur cible"
    YEARLY_TARGET = "vca", "Valeur cible de l’année"


class Absence(Labelled):
    """Why there is no figure: kinds of nothing that are never merged. A verified zero is a figure."""

    NOT_ASKED = "non_demande", "Non demandé"
    NO_ANSWER = "sans_reponse", "Demandé, sans réponse"
    NOT_APPLICABLE = "sans_objet", "Sans objet"
    SECRET = "secret", "Secret"


class ValueStatus(Labelled):
    """Where a figure stands between who wrote it and who answers for it."""

    PROVISIONAL = "provisional", "Provisoire"
    VALIDATED = "validated", "Validée"
    REFUSED = "refused", "Refusée"


class Weather(Labelled):
    """How the objectives look, in words: the pictures alone were misread elsewhere."""

    SECURED = "secured", "Objectifs sécurisés"
    REACHABLE = "reachable", "Objectifs atteignables"
    SUPPORT_NEEDED = "support_needed", "Appuis nécessaires"
    COMPROMISED = "compromised", "Objectifs compromis"


class CommentKind(Labelled):
    """What a comment is about."""

    RESULTS = "resultats", "Résultats"
    BRAKES = "freins", "Freins"
    SOLUTIONS = "solutions", "Solutions"
    GOOD_PRACTICE = "bonne_pratique", "Bonne pratique"
    DATA = "donnees", "Données"


class CommentScope(Labelled):
    """Who reads a comment: the préfecture alone, the members of the CDPD, the administrations of the whole country."""

    PRIVATE = "private", "Note privée de la préfecture"
    CDPD = "cdpd", "Partagé avec le CDPD"
    NATIONAL = "national", "Partagé avec les administrations"


class Scorer(Labelled):
    """Who judges a mesure; the two judgements stand side by side and are never mixed."""

    PILOT = "pilot", "Pilote de la mesure"
    CNCDH = "cncdh", "CNCDH"


class Score(Labelled):
    """The scale that the CNCDH uses in its opinions."""

    DONE = "realisee", "Réalisée"
    PARTLY_DONE = "partielle", "Partiellement réalisée"
    NOT_DONE = "non_realisee", "Non réalisée"


class ProposalState(Labelled):
    """What became of a proposed figure."""

    OPEN = "open", "En attente de réponse"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"


class Alert(Labelled):
    """What calls for someone's attention; each counter opens the list of the rows that bear it."""

    GAP = "gap", "Écart à la médiane"
    TRAJECTORY = "trajectory", "Retard sur la trajectoire"
    FALLING = "falling", "En baisse"
    STALE = "stale", "Valeurs à actualiser"
    NOT_COMPUTABLE = "not_computable", "Taux non calculable"
    WEATHER_MISSING = "weather_missing", "Météo non renseignée"
    PROPOSAL = "proposal", "Proposition sans réponse"
    ACTION_LATE = "action_late", "Sous-action en retard"
