"""A session file made up for the drawing tests: the Drôme, one meeting, four lives of a cell."""

from dataclasses import replace
from datetime import date

from geodata import territories
from geodata.publication.session_file import (
    AgendaItem,
    DecisionLine,
    Gap,
    Heading,
    KeyFigure,
    LateMesure,
    Listed,
    MapCell,
    MesureLine,
    SessionFile,
    SheetMap,
    Variant,
)

AGENDA = (
    ("Suites du relevé de décisions de 2025", "Directeur de cabinet", (22,)),
    ("État de la menace et chiffres", "Direction départementale de la police nationale", (12,)),
    ("Identification des victimes et fiche de liaison", "Service des étrangers", (1, 5)),
    ("Hébergement : diagnostic 360°, places, référents", "DDETS et SIAO", (7, 8)),
    ("Mineurs : groupe spécialisé, convention avec l’aide sociale à l’enfance", "Procureur de la République", (10,)),
    ("Travail : contrôles du CODAF", "Inspection du travail", (13,)),
    ("Parcours de sortie de la prostitution", "Déléguée aux droits des femmes", (9,)),
    ("Associations et crédits", "Déléguée aux droits des femmes", (20, 21)),
    ("Décisions et calendrier", "Préfet", (22,)),
)
FIGURES = (
    ("Associations spécialisées", "3", "2", "1", "Listing public", "18/10/2026", "publié"),
    ("Indice de lacune de l’offre", "46 %", "52 %", "61 %", "Listing public et revues", "01/10/2026", "publié"),
    ("Places dédiées ouvertes", "8 places", "6 places", "4 places", "Diagnostic 360°", "30/06/2026", "validé"),
    ("Taux de couverture du besoin", "40,0 %", "38,5 %", "33,3 %", "Diagnostic 360°", "30/06/2026", "validé"),
    ("Demandes non pourvues", "12 demandes", "7 demandes", "3 demandes", "SI-SIAO", "30/06/2026", "provisoire"),
    ("Centres ayant un référent traite formé", "25 %", "30 %", "20 %", "Diagnostic 360°", "30/06/2026", "validé"),
    ("Référent traite du SIAO", "Oui", "7 oui sur 12", "61 oui sur 88", "Diagnostic 360°", "30/06/2026", "validé"),
)
SILENT = (
    ("Fiches de liaison reçues", "Secret statistique", "Préfecture", "31/12/2025", "secret"),
    ("Professionnels formés", "Non renseigné", "Feuilles de présence", "", "non renseigné"),
)
DECISIONS = (
    ("2025-1", "Désigner un référent traite dans chaque centre", 7, "DDETS", date(2026, 6, 30), "En cours"),
    ("2025-2", "Réunir le groupe mineurs avec le parquet", 10, "Préfecture et parquet", date(2026, 3, 31), "À faire"),
    ("2025-3", "Diffuser la fiche de liaison dans les brigades", 1, "Groupement de gendarmerie", None, "Réalisée"),
    ("2024-5", "Inscrire un volet traite au PDALHPD", 7, "DDETS", date(2027, 1, 31), "En cours"),
)
LATE = (
    (7, "Offrir un hébergement", "Avancement 42 %, attendu 68 % : 26 points de retard. Référents : 1 centre sur 4."),
    (10, "Protéger les mineurs", "Groupe mineurs non réuni, échéance du 31/12/2025 dépassée."),
    (2, "Former les professionnels", "Aucune valeur depuis le 31/12/2024 : mise à jour attendue le 31/03/2026."),
)
WEATHERS = ("Objectifs compromis", "Appuis nécessaires", "Objectifs atteignables")
PRIORITIES = (
    "Priorité I – Identifier et accompagner les victimes de la traite",
    "Priorité II – Poursuivre et démanteler les réseaux de la traite",
    "Priorité III – Faire de la lutte contre la traite une politique publique à part entière",
)


def session_file(variant: Variant = Variant.PREFET, **changes: object) -> SessionFile:
    """The file of the Drôme, with `changes` to any of its parts."""
    full = variant is Variant.PREFET
    made = SessionFile(
        variant=variant,
        heading=Heading(
            body="CDPD plénier, réunion consacrée à la traite des êtres humains",
            departement="26",
            name="Drôme",
            region="Auvergne-Rhône-Alpes",
            prefecture="Valence",
            year=2026,
            held_on=date(2026, 12, 15),
            time="14 h 30",
            place="Préfecture, salle des commissions",
            chair="présidence : le préfet",
        ),
        plan="Plan d’action national contre la traite des êtres humains (2014-2016)",
        drawn_on=date(2026, 11, 22),
        demonstration=True,
        essentials=(
            "3 mesures en retard sur les 14 que le département suit ; la plus en retard est la mesure 7.",
            "2 décisions échues et non réalisées, sur 4 à suivre ; exécution : 33 % (1 réalisée sur 3 échues).",
            "1 écart d’au moins 10 points sous la médiane des départements : mesure 7.",
            "2 chiffres clés manquent : un secret statistique, un non renseigné.",
        ),
        agenda=Listed(tuple(AgendaItem(rank, *each) for rank, each in enumerate(AGENDA, start=1))),
        sheet_map=sheet_map(),
        figures=Listed((*(_figure(*each) for each in FIGURES), *(_silent(*each) for each in SILENT))),
        gaps=Listed(
            (
                Gap(7, "Offrir un hébergement, un accompagnement adaptés", "42 %", "61 %", -19.0, True),
                Gap(10, "Assurer la protection des mineurs victimes de traite", "50 %", "55 %", -5.0, False),
                Gap(20, "Un plan suivi et coordonné par une administration de projet", "80 %", "62 %", 18.0, False),
            ),
            note="Médianes de 74 à 91 départements.",
        )
        if full
        else Listed(silence="L’avancement des mesures n’est pas communiqué aux membres."),
        decisions=Listed(
            tuple(
                DecisionLine(
                    *each,
                    carried_from=int(each[0][:4]),
                    overdue=each[5] != "Réalisée" and each[4] is not None and each[4] < date(2026, 11, 22),
                    closed=each[5] == "Réalisée",
                )
                for each in DECISIONS
            ),
            note="Exécution des décisions échues : 1 réalisée sur 3, soit 33 %.",
        ),
        late=Listed(
            tuple(
                LateMesure(*each, responsible="DDETS", weather=weather if full else "")
                for each, weather in zip(LATE, WEATHERS, strict=True)
            )
        ),
        mesures=Listed(tuple(_mesure(number, full) for number in range(1, 24))),
        documents=Listed(("Diagnostic territorial à 360° de 2026 (PDF)",), silence="Aucun document joint."),
        sources=(
            "Listing public des associations, producteur d’essai, 2026, reçu le 18/10/2026",
            "Diagnostics territoriaux à 360°, DIHAL, 2026, reçu le 02/07/2026 (données de démonstration, inventées)",
        ),
        left_out=()
        if full
        else ("La météo, les synthèses et les valeurs provisoires : elles sont réservées aux services de l’État.",),
    )
    return replace(made, **changes)


def sheet_map(centre: str = "26", around: tuple[str, ...] = ("04", "05", "07", "38", "84")) -> SheetMap:
    """The département and some others, one class after the other, the last one silent."""
    codes = (centre, *around)
    return SheetMap(
        title="Formes d’exploitation couvertes",
        centre=centre,
        cells=tuple(
            MapCell(code, territories.name_of(code), f"{step} sur 7", step)
            if step < 5
            else MapCell(code, territories.name_of(code), "Non renseigné", None)
            for step, code in enumerate(codes)
        ),
        steps=("aucune", "1", "2 ou 3", "4 ou 5", "6 ou 7"),
        points=((4.9, 44.93), (5.05, 44.72)) if centre == "26" else (),
        points_label="Implantations publiques d’associations" if centre == "26" else "",
        source="Listing public des associations, 18/10/2026",
    )


def _figure(label: str, reading: str, region: str, france: str, source: str, as_of: str, status: str) -> KeyFigure:
    return KeyFigure(label, reading, region, france, True, status, as_of, source)


def _silent(label: str, reading: str, source: str, as_of: str, status: str) -> KeyFigure:
    return KeyFigure(label, reading, "—", "—", False, status, as_of, source)


def _mesure(number: int, full: bool) -> MesureLine:
    national = 14 <= number <= 19 or number == 23
    priority = PRIORITIES[0 if number <= 11 else 1 if number <= 19 else 2]
    if national:
        return MesureLine(number, f"Titre de la mesure {number}", priority, "—", "—", "", "—", "—", "pour information")
    known = number % 3 != 0
    return MesureLine(
        number,
        f"Titre de la mesure {number}, tel que le plan l’écrit en toutes lettres",
        priority,
        f"{(number * 17) % 101} %" if known else "incomplet",
        "100 %" if known else "60 %",
        WEATHERS[number % 3] if full else "",
        ("hausse", "stable", "baisse", "inconnue")[number % 4],
        ("à jour", "bientôt due", "en retard")[number % 3],
        "Synthèse de la préfecture, en une phrase ou deux, datée et signée." if full and number % 5 == 0 else "",
    )
