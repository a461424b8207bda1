"""Who sits in an invented meeting, what is on its agenda and what it decides: organisations and functions only."""

from dataclasses import dataclass

from geodata.meetings import AgendaItem, Body, Member

PLAN = "2014-2016"
DELEGATION = "Délégation aux droits des femmes"

MEMBERS = (
    Member("Préfecture", "préfet"),
    Member("Préfecture", "référent traite"),
    Member("Parquet", "procureur de la République"),
    Member("Conseil départemental", "vice-président chargé des solidarités"),
    Member("DDSP", "directeur départemental"),
    Member("Gendarmerie", "commandant du groupement"),
    Member("DDCS", "directeur"),
    Member("DIRECCTE", "responsable de l’unité de contrôle"),
    Member("DSDEN", "inspecteur d’académie"),
    Member("PJJ", "directeur territorial"),
    Member("SIAO", "référent traite"),
    Member(DELEGATION, "déléguée départementale"),
    Member("Association d’aide aux victimes", "présidence"),
    Member("Association partenaire", "coordination"),
)
FEWEST = 8

AGENDA = (
    AgendaItem("Suites du relevé de décisions précédent", "référent traite", PLAN, 22),
    AgendaItem("État de la menace et chiffres du département", "directeur départemental de la sécurité publique"),
    AgendaItem("Identification des victimes et fiche de liaison", "service des étrangers", PLAN, 1),
    AgendaItem("Hébergement : besoins, places dédiées, référents", "directeur de la DDCS", PLAN, 7),
    AgendaItem("Mineurs victimes", "directeur territorial de la PJJ", PLAN, 10),
    AgendaItem("Exploitation par le travail et contrôles du CODAF", "responsable de l’unité de contrôle", PLAN, 13),
    AgendaItem("Accès au séjour et domiciliation", "service des étrangers", PLAN, 5),
    AgendaItem("Parcours de sortie de la prostitution", "déléguée départementale", PLAN, 9),
    AgendaItem("Associations et crédits", "déléguée départementale", PLAN, 21),
    AgendaItem("Décisions et calendrier", "préfet", PLAN, 22),
)
SHORT_AGENDA = (
    AgendaItem("Bilan annuel de la prévention de la délinquance", "directeur de cabinet"),
    AgendaItem("Violences faites aux femmes", "déléguée départementale"),
    AgendaItem("Traite des êtres humains : point d’information", "référent traite", PLAN, 22),
)
"""Of a meeting where trafficking is only one item."""


@dataclass(frozen=True)
class Said:
    """A decision as it is taken; `months` until its deadline."""

    text: str
    responsible: str
    mesure: int
    months: int


DECISIONS = (
    Said("Mettre la fiche de liaison en service dans les brigades et les commissariats.", "Préfecture", 1, 6),
    Said("Tenir une session de formation commune aux enquêteurs et aux travailleurs sociaux.", DELEGATION, 2, 9),
    Said("Diffuser le dépliant d’information dans les services qui reçoivent du public.", "Préfecture", 3, 6),
    Said("Proposer une intervention dans les collèges et lycées volontaires.", "DSDEN", 4, 12),
    Said("Obtenir l’accord écrit des organismes de domiciliation.", "DDCS", 6, 8),
    Said("Ajouter un volet traite au diagnostic à 360°.", "DDCS", 7, 10),
    Said("Désigner un référent traite dans chaque centre susceptible d’accueillir des victimes.", "SIAO", 7, 8),
    Said("Signer la convention entre le SIAO et le dispositif national d’accueil sécurisant.", "SIAO", 8, 9),
    Said("Prendre l’arrêté qui élargit la commission à la prostitution et à la traite.", "Préfecture", 9, 4),
    Said("Créer le groupe sur la traite des mineurs et fixer sa première réunion.", "Parquet", 10, 6),
    Said("Échanger deux fois par an sur les qualifications retenues.", "Parquet", 12, 12),
    Said("Inscrire deux contrôles conjoints au programme du CODAF.", "DIRECCTE", 13, 9),
    Said("Relire les fiches des organismes avec leurs responsables.", "Préfecture", 20, 6),
    Said("Préparer ensemble les demandes de crédits de l’année prochaine.", DELEGATION, 21, 5),
    Said("Présenter la traite à fins d’exploitation par le travail au CODAF.", "Préfecture", 22, 4),
    Said("Constituer un groupe de pilotage permanent.", "Préfecture", 22, 6),
)  # fmt: skip
POSTPONED = "Le service en charge demande un délai."
DROPPED = "Devenu sans objet depuis la réorganisation des services."

OTHER_BODIES = ((Body.CODAF, 0.24), (Body.STEERING, 0.18), (Body.MINORS, 0.16), (Body.PROSTITUTION, 0.10))
"""How likely they are to meet in a year, in a wholly committed département."""
