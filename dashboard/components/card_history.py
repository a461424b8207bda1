"""The history of a card, field by field, for whoever reads that card."""

import streamlit as st

from dashboard import listing_quality
from dashboard.components.authors import author
from dashboard.components.choices import choice
from dashboard.components.french import minute
from dashboard.components.html_table import html_table
from geodata.listing.fields import FIELDS, Kind
from geodata.listing.words import NOT_THERE, NOTHING, lines_of, place
from geodata.perimetre import Perimetre
from geodata.publication.french import counted
from geodata.repositories.listing_history import Fact

ORIGINS = {
    "import": "Fichier reçu",
    "proposal": "Proposition acceptée",
    "confirmation": "« Rien n’a changé »",
    "point": "Point placé à la main",
    "merge": "Fusion",
    "unmerge": "Fusion défaite",
}
ALL = "tous"
PAGE = 100


def card_history(perimetre: Perimetre) -> None:
    """Which card, then its lines, the newest first."""
    names = {str(code): str(row["name"]) for code, row in listing_quality.structures(perimetre).iterrows()}
    if not names:
        st.info("Votre profil ne lit l’historique d’aucune fiche.", icon=":material/lock:")
        return
    first, second, third = st.columns(3)
    with first:
        code = choice("Organisation", "structure", names)
    if code is None:
        st.info("Choisissez une organisation dans la liste.")
        return
    facts = listing_quality.history(perimetre, code)
    with second:
        origin = choice("D’où vient le changement", "origine", {ALL: "De partout", **ORIGINS}, ALL)
    with third:
        fields = {each.field if each.kind != Kind.ZONE else "zone": each.label for each in facts}
        field = choice("Champ", "champ", {ALL: "Tous les champs", **fields}, ALL)
    shown = [
        each
        for each in facts
        if origin in {ALL, each.origin} and field in {ALL, "zone" if each.kind == Kind.ZONE else each.field}
    ]
    if not shown:
        st.info("Aucun changement enregistré pour ce choix.", icon=":material/history:")
        return
    html_table(
        f"{names[code]} : {counted(len(shown), 'changement')}",
        ["Le", "Antenne", "Champ", "Avant", "Après", "D’où", "Par"],
        [_line(each) for each in shown[:PAGE]],
    )
    if len(shown) > PAGE:
        st.caption(f"Les {PAGE} derniers changements sur {len(shown)}.")


def _line(fact: Fact) -> list[str]:
    number = f" (n° {fact.origin_id})" if fact.origin_id is not None and fact.origin == "proposal" else ""
    return [
        minute(fact.recorded_at),
        "—" if fact.branch_id is None else f"n° {fact.branch_id}",
        f"{fact.label} : {place(fact.field)}" if fact.kind == Kind.ZONE else fact.label,
        _words(fact, fact.before),
        _words(fact, fact.after),
        ORIGINS.get(fact.origin, fact.origin) + number,
        author(fact.profile).partition(" (structure")[0],
    ]


def _words(fact: Fact, value: object) -> str:
    if fact.kind != Kind.ZONE and fact.field not in FIELDS:
        return _plain(value)
    silent = NOT_THERE if fact.kind == Kind.ZONE else NOTHING
    return ", ".join(lines_of(fact.kind, fact.field, value)) or silent


def _plain(value: object) -> str:
    """What is no field of a card: a day, yes or no, the number of a branch."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
