"""Which pages exist for the present visitor, and what must be done before entering them."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from config.roles import Action, Object
from config.settings import settings
from dashboard import demonstration_door, pages, visitor
from geodata.repositories.accounts import Standing
from geodata.rights import decide


def _page(file: Path, title: str) -> StreamlitPage:
    return st.Page(file, title=title, url_path=pages.ADDRESSES[file])


def pages_for_all() -> list[StreamlitPage]:
    return [
        st.Page(pages.COUVERTURE, title="Couverture", default=True),
        _page(pages.DEPARTEMENT, "Département"),
        _page(pages.DONNEES, "Données"),
    ]


def pages_of_the_visitor() -> list[StreamlitPage]:
    """The pages of the login, or the door of the demonstration: never both."""
    if settings().demonstration:
        return [_page(pages.DEMONSTRATION, "Entrer dans la démonstration")]
    found = visitor.present()
    if found is None:
        return [_page(pages.CONNEXION, "Se connecter")]
    if found.account_id is None:
        own = [_page(pages.ACCES, "Demander un accès")]
    elif found.standing == Standing.CHARTER:
        own = [_page(pages.CHARTE, "Accepter la charte")]
    else:
        own = []
    rights = visitor.perimetre()
    if any(decide(rights, Object.ACCOUNTS, action).allowed for action in (Action.ADMINISTER, Action.VALIDATE)):
        own.append(_page(pages.COMPTES, "Comptes"))
    return [*own, _page(pages.COMPTE, "Mon compte")]


def all_pages() -> list[StreamlitPage]:
    return [*pages_for_all(), *pages_of_the_visitor()]


def who_is_here() -> None:
    """The sidebar: which profile the demonstration shows, or what an account still waits for."""
    if settings().demonstration:
        with st.sidebar:
            st.caption(f"Démonstration. Vous regardez comme : **{demonstration_door.chosen()}**")
            st.page_link(pages.DEMONSTRATION, label="Changer de profil", icon=":material/switch_account:")
        return
    found = visitor.present()
    if found is None or found.standing == Standing.ACTIVE:
        return
    with st.sidebar:
        if found.account_id is None:
            st.info("Vous êtes connecté, sans compte : seules les pages publiques vous sont ouvertes.")
            st.page_link(pages.ACCES, label="Demander un accès", icon=":material/person_add:")
        elif found.standing == Standing.CHARTER:
            st.info("Acceptez la charte de confidentialité pour lire plus que les pages publiques.")
            st.page_link(pages.CHARTE, label="Lire et accepter la charte", icon=":material/contract:")
        elif found.standing is not None:
            st.info(f"Votre compte n’ouvre que les pages publiques. {found.standing.label}.")
