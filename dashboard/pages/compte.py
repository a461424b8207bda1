"""Who am I here, what may I read, and until when?"""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from config.nomenclatures import WHOLE_COUNTRY
from dashboard import pages, visitor
from dashboard.components.facts import facts
from dashboard.components.french import day, minute
from dashboard.components.html_table import html_table
from dashboard.visitor import Visitor
from geodata.database import transaction
from geodata.journal import Event
from geodata.journal.reading import publish_journal
from geodata.perimetre import Perimetre
from geodata.repositories import accounts
from geodata.repositories.accounts import Standing

LATEST_ACTS = 50
ACTS = ("at", "event", "object", "key", "departement")
LEVELS = {0: "N0, public", 1: "N1, partenaires", 2: "N2, restreint", 3: "N3, secret"}
WAITS = {
    Standing.REQUESTED: "Votre demande attend la réponse d’un administrateur : la préfecture pour son département, la "
    "Miprof pour la France. Vous n’avez rien d’autre à faire.",
    Standing.DORMANT: "Votre compte n’a pas servi depuis douze mois. Demandez à l’administrateur de votre périmètre de "
    "le rouvrir : la préfecture pour un département, la Miprof pour la France.",
    Standing.CHARTER: "Il reste à accepter la charte de confidentialité : votre compte s’ouvrira aussitôt.",
}


def account(found: Visitor) -> None:
    told = {"Adresse": found.identity.email or "non communiquée par le fournisseur"}
    if found.account_id is not None and found.standing is not None:
        with transaction() as session:
            mine = accounts.found(session, found.account_id)
        accepted = mine.charter_accepted_at
        told |= {
            "Numéro du compte": str(mine.id),
            "Fonction": mine.function,
            "État du compte": found.standing.label,
            "Date de fin": day(mine.ends_on) if mine.ends_on else "aucune",
            "Charte": f"version {mine.charter_version}, acceptée le {day(accepted)}" if accepted else "à accepter",
        }
    facts(told)


def what_remains(found: Visitor) -> None:
    """What the person must still do, or wait for."""
    if found.account_id is None:
        st.info("Vous êtes connecté, sans compte : seules les pages publiques vous sont ouvertes.")
        st.page_link(pages.ACCES, label="Demander un accès", icon=":material/person_add:")
    elif found.standing in WAITS:
        st.info(WAITS[found.standing], icon=":material/hourglass_empty:")
    if found.standing == Standing.CHARTER:
        st.page_link(pages.CHARTE, label="Lire et accepter la charte", icon=":material/contract:")


def what_i_may_read(rights: Perimetre) -> None:
    st.subheader("Ce que je peux lire", anchor=False)
    told = {"Profil en vigueur": rights.label}
    if rights.level != rights.level_elsewhere:
        told |= {"Dans mon périmètre": LEVELS[rights.level], "Ailleurs": LEVELS[rights.level_elsewhere]}
    else:
        told |= {"Partout": LEVELS[rights.level]}
    for each in rights.exceptions:
        where = "France" if each.departement == WHOLE_COUNTRY else each.departement
        told |= {f"Exception ({where})": f"jusqu’au {day(each.ends_on)}, {LEVELS[each.right.level]}"}
    facts(told)
    st.caption(
        "Ces droits sont relus à chaque action : un changement, ou une suspension, vaut tout de suite. Page établie le "
        f"{minute(datetime.now(UTC))}."
    )


def what_i_did(rights: Perimetre) -> None:
    """What the journal keeps of the person, as the charter promises."""
    with st.expander("Mes actes dans le journal"):
        with transaction() as session:
            told = publish_journal(session, rights, own=True, latest=LATEST_ACTS)
        if told.rows.empty:
            st.write("Le journal ne garde encore rien de vous.")
            return
        html_table(
            f"Mes {LATEST_ACTS} derniers actes au plus, les plus récents d’abord",
            [told.labels[name] for name in ACTS],
            [
                [_instant(row["at"]), Event(row["event"]).label, *(str(row[name]) for name in ACTS[2:])]
                for row in told.rows.to_dict("records")
            ],
        )


def _instant(at: str) -> str:
    return minute(datetime.fromisoformat(at))


visited = visitor.present()
st.title("Mon compte", anchor=False)
if visited is None:
    st.info(
        "Vous n’êtes pas connecté, ou votre session a pris fin : seules les pages publiques vous sont ouvertes.",
        icon=":material/lock:",
    )
    st.page_link(pages.CONNEXION, label="Se connecter", icon=":material/login:")
else:
    account(visited)
    what_remains(visited)
    what_i_may_read(visitor.perimetre())
    if visitor.perimetre().account is not None:
        what_i_did(visitor.perimetre())
    address = f"/deconnexion?jeton={visited.leaving_token}"
    st.html(f'<p><a class="vigie-action" href="{escape(address)}">Se déconnecter</a></p>')
