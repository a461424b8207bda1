"""The words of the invented syntheses and comments: what one would write, about nothing and nobody in particular."""

from collections.abc import Mapping
from types import MappingProxyType

from geodata.progress.states import CommentKind, Weather

OPENINGS: Mapping[Weather, tuple[str, ...]] = MappingProxyType(
    {
        Weather.SECURED: (
            "L’essentiel est en place et fonctionne.",
            "Les services se sont organisés et tiennent le calendrier.",
            "Les engagements de l’année sont tenus.",
        ),
        Weather.REACHABLE: (
            "La dynamique est bonne, il reste à étendre ce qui est fait.",
            "Les premiers résultats sont là, le reste est programmé.",
            "Le travail avance, avec du retard sur une partie des actions.",
        ),
        Weather.SUPPORT_NEEDED: (
            "Le démarrage est lent, faute d’un service qui coordonne.",
            "Les partenaires sont mobilisés, mais les moyens manquent.",
            "Une partie des actions attend des consignes nationales.",
        ),
        Weather.COMPROMISED: (
            "Rien n’a pu être engagé cette année.",
            "Le poste de référent est resté vacant, le travail s’est arrêté.",
            "Le partenaire pressenti s’est retiré, sans solution de remplacement.",
        ),
    }
)
NEXT: Mapping[int, str] = MappingProxyType(
    {
        1: "Prochaine étape : former les brigades à la fiche de liaison.",
        2: "Prochaine étape : une session commune aux enquêteurs et aux travailleurs sociaux.",
        3: "Prochaine étape : équiper les mairies des bourgs-centres.",
        4: "Prochaine étape : proposer une intervention à chaque collège volontaire.",
        5: "Prochaine étape : rappeler la procédure aux agents d’accueil.",
        6: "Prochaine étape : obtenir l’accord écrit de deux organismes agréés de plus.",
        7: "Prochaine étape : inscrire le besoin au prochain dialogue de gestion.",
        8: "Prochaine étape : présenter la procédure d’orientation aux services.",
        9: "Prochaine étape : réunir la commission dans sa composition élargie.",
        10: "Prochaine étape : fixer avec le parquet la première réunion du groupe.",
        12: "Prochaine étape : un échange avec le parquet sur les qualifications retenues.",
        13: "Prochaine étape : inscrire un contrôle conjoint au programme du CODAF.",
        20: "Prochaine étape : relire les fiches des organismes avec leurs responsables.",
        21: "Prochaine étape : préparer les demandes de crédits de l’an prochain.",
        22: "Prochaine étape : fixer la date de la réunion annuelle.",
    }
)
COMMENTS: Mapping[CommentKind, tuple[str, ...]] = MappingProxyType(
    {
        CommentKind.RESULTS: (
            "Les services se connaissent et s’appellent : c’est le premier acquis de l’année.",
            "La fiche de liaison circule, avec un retour à celui qui l’a envoyée.",
        ),
        CommentKind.BRAKES: (
            "Le référent a changé deux fois dans l’année.",
            "L’association la plus proche est à deux heures de route.",
            "Les interprètes manquent pour certaines langues.",
        ),
        CommentKind.SOLUTIONS: (
            "Une convention avec le département voisin permettrait de mutualiser.",
            "Une permanence par mois suffirait à lancer le travail.",
        ),
        CommentKind.GOOD_PRACTICE: (
            "Une fiche réflexe d’une page a été remise à chaque brigade.",
            "Les sages-femmes du secteur ont été associées aux formations.",
        ),
        CommentKind.DATA: ("Le chiffre de l’année compte aussi les sessions tenues à distance.",),
    }
)
PRIVATE = (
    "À reprendre avec le directeur de cabinet avant la réunion.",
    "Le partenaire souhaite un cadre écrit avant de s’engager.",
    "Attendre l’arbitrage sur les crédits avant d’annoncer une date.",
)
"""Notes that the préfecture keeps for itself."""
