"""The template of a 360° diagnostic: no column for an address, a commune, an operator or a free comment."""

from functools import partial

from config.diagnostic_lists import (
    FORMS,
    PLACE_TYPES,
    PUBLICS,
    Funding,
    Kind,
    Mode,
    NeedMethod,
    NeedSource,
    Pilot,
    Support,
)
from config.nomenclatures import Labelled
from etl.rows.template import Column, Template

MOST_PLACES = 100_000
"""No département comes near: a longer number is a slip, or a postal code."""


_number, _day, _yes_no = (partial(Column, kind=kind) for kind in ("integer", "date", "yes_no"))


def _list(values: type[Labelled]) -> dict[str, str]:
    return {member.value: member.label for member in values}


TEMPLATE = Template(
    title="Diagnostic territorial à 360° : volet « traite des êtres humains »",
    notice=[
        "Une ligne par département, public, type de place et date d’observation. Une cellule vide veut dire « non "
        "renseigné » ; zéro veut dire qu’on a compté, et qu’il n’y en a pas.",
        "N’écrire nulle part une adresse, une commune, un téléphone ni le nom d’un gestionnaire. Les places sécurisées "
        "(Ac.Sé, centres sécurisés, centres spécialisés pour mineurs) ne se déclarent pas ici : la ligne est refusée.",
        "Capacité dédiée ≤ capacité accessible ≤ capacité totale ; places occupées ≤ capacité accessible ; centres au "
        "référent formé ≤ centres concernés ; demandes non pourvues ≤ demandes.",
        "Une place, un centre, une demande ne sont comptés que dans une seule ligne.",
    ],
    columns=[
        Column("code_departement", "Code département", "01, 2A, 971.", required=True, kind="code", example="48"),
        Column(
            "type_diagnostic", "Type diagnostic", "360 pour le diagnostic territorial.", required=True,
            choices=_list(Kind), example="360",
        ),
        _day(
            "date_observation", "Date observation", "Jour auquel les nombres se rapportent, au plus tard aujourd’hui.",
            required=True, example="31/12/2015",
        ),
        _day("date_validation", "Date validation", "Jour de la validation.", example="15/03/2016"),
        Column("version", "Version", "Un numéro : 1, 2.1.", example="1"),
        Column("pilote", "Pilote", "Service de l’État qui le conduit.", choices=_list(Pilot), example="DDCSPP"),
        _yes_no("volet_traite", "Volet traite", "A-t-il un volet sur la traite ?", example="oui"),
        _yes_no("referent_siao", "Référent SIAO", "Le SIAO a-t-il un référent traite ?", example="oui"),
        _day("referent_siao_designe_le", "Référent SIAO désigné le", "Jour de la désignation.", example="02/02/2015"),
        Column(
            "public", "Public", "« tous » si le diagnostic ne distingue pas.", required=True,
            choices=PUBLICS, example="femmes",
        ),
        Column(
            "formes_exploitation", "Formes exploitation", "Séparées par des points-virgules, ou « toutes ».",
            kind="several", choices=FORMS, example="proxenetisme;servitude_domestique",
        ),
        _number("besoin_places", "Besoin places", "Nombre de places nécessaires.", example="6"),
        Column(
            "besoin_source", "Besoin source", "D’où vient ce nombre.", choices=_list(NeedSource), example="115_siao"
        ),
        Column(
            "besoin_methode", "Besoin méthode", "Comment il a été établi.", choices=_list(NeedMethod),
            example="denombrement",
        ),
        Column(
            "type_place", "Type place", "« tous » si le diagnostic ne distingue pas.", required=True,
            choices=PLACE_TYPES, example="chrs",
        ),
        Column("mode", "Mode", "Collectif, regroupé ou diffus.", choices=_list(Mode), example="diffus"),
        _number("capacite_totale", "Capacité totale", "Toutes les places.", example="40"),
        _number(
            "capacite_accessible_teh", "Capacité accessible TEH", "Places qui acceptent les victimes de traite.",
            example="10",
        ),
        _number("capacite_dediee_teh", "Capacité dédiée TEH", "Places qui leur sont réservées.", example="2"),
        _number("occupees_teh", "Occupées TEH", "Places occupées par elles ce jour-là.", example="1"),
        _day("date_maj_capacite", "Date maj capacité", "Jour où les capacités ont été relevées.", example="31/12/2015"),
        _number("centres_concernes", "Centres concernés", "Centres susceptibles de les recevoir.", example="3"),
        _number("centres_referent_forme", "Centres référent formé", "Dont : référent désigné et formé.", example="1"),
        _number("demandes_an", "Demandes an", "Demandes reçues dans l’année.", example="5"),
        _number("demandes_non_pourvues", "Demandes non pourvues", "Dont : restées sans place.", example="2"),
        Column("duree_moyenne_sejour_j", "Durée moyenne séjour j", "En jours.", kind="decimal", example="180"),
        Column(
            "besoin_accompagnement", "Besoin accompagnement", "Séparés par des points-virgules.", kind="several",
            choices=_list(Support), example="juridique;langue",
        ),
        Column(
            "financement", "Financement", "Séparés par des points-virgules.", kind="several", choices=_list(Funding),
            example="177;137",
        ),
        _yes_no("inscrit_pdalhpd", "Inscrit PDALHPD", "Ce volet est-il inscrit au PDALHPD ?", example="oui"),
    ],
)  # fmt: skip
