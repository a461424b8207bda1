"""Which pages exist for the present visitor, and what must be done before entering them."""

from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from config.roles import Action, Object
from config.settings import settings
from dashboard import (
    campaigns,
    demonstration_door,
    listing,
    listing_review,
    meetings,
    pages,
    scenarios,
    seen_by,
    visitor,
)
from dashboard.components import states
from dashboard.components.french import as_markdown, day
from dashboard.identity.link import LEAVE
from geodata.perimetre import NotAllowed
from geodata.repositories.accounts import Standing
from geodata.rights import decide

_LAST_PAGE = "derniere_page"
_OF_THE_LOGIN = {pages.ADDRESSES[each] for each in pages.OF_THE_LOGIN}


def _page(file: Path, title: str, in_the_menu: bool = True) -> StreamlitPage:
    visibility: Literal["visible", "hidden"] = "visible" if in_the_menu else "hidden"
    return st.Page(file, title=title, url_path=pages.ADDRESSES[file], visibility=visibility)


def pages_for_all() -> list[StreamlitPage]:
    return [
        st.Page(pages.COUVERTURE, title="Couverture", default=True),
        _page(pages.ANNUAIRE, "Annuaire"),
        _page(pages.DEPARTEMENT, "Département"),
        _page(pages.PLACES, "Places"),
        _page(pages.MESURES, "Mesures"),
        _page(pages.REUNIONS, "Réunions"),
        _page(pages.COMPARER, "Comparer"),
        st.Page(
            pages.RELAIS,
            title="Relais",
            url_path=pages.ADDRESSES[pages.RELAIS],
            visibility="visible" if meetings.reads_somewhere() else "hidden",
        ),
        _page(pages.FICHES, "Fiches à valider", listing_review.validates()),
        _page(pages.QUALITE, "Qualité de l’annuaire"),
        _page(pages.CAMPAGNE, "Campagne", campaigns.follows()),
        _page(pages.SCENARIOS, "Scénarios", scenarios.offered()),
        _page(pages.DONNEES, "Données"),
    ]


def pages_of_the_visitor() -> list[StreamlitPage]:
    """The pages of the login, or the door of the demonstration: never both.

    A page of the login that is of no use now leaves the menu, and stays within reach: whoever has kept its address, or
    whose session has just ended, finds a sentence there.
    """
    if settings().demonstration:
        return [_page(pages.DEMONSTRATION, "Entrer dans la démonstration")]
    found = visitor.present()
    standing = None if found is None else found.standing
    rights = visitor.perimetre()
    administers = any(decide(rights, Object.ACCOUNTS, each).allowed for each in (Action.ADMINISTER, Action.VALIDATE))
    charter = "Accepter la charte" if standing == Standing.CHARTER else "Charte de confidentialité"
    return [
        _page(pages.CONNEXION, "Se connecter", found is None),
        _page(pages.ACCES, "Demander un accès", found is not None and found.account_id is None),
        _page(pages.CHARTE, charter, standing == Standing.CHARTER),
        *([_page(pages.COMPTES, "Comptes")] if administers else []),
        _page(pages.COMPTE, "Mon compte", found is not None),
    ]


def pages_of_organisations() -> list[StreamlitPage]:
    return [_page(pages.MA_FICHE, "Ma fiche")] if listing.own_structure() else []


def pages_of_administrators() -> list[StreamlitPage]:
    rights = visitor.perimetre()
    gives = any(decide(rights, each, Action.ADMINISTER).allowed for each in (Object.ACCOUNTS, Object.SECURE_PLACES))
    return [
        *([_page(pages.EXCEPTIONS, "Exceptions")] if gives and not settings().demonstration else []),
        # His own rights: behind a view, the page remains.
        *([_page(pages.VOIR_COMME, "Voir comme…")] if seen_by.may(visitor.own()) else []),
    ]


def all_pages() -> list[StreamlitPage]:
    offered = [*pages_for_all(), *pages_of_organisations(), *pages_of_administrators(), *pages_of_the_visitor()]
    return [*offered, *_closed({each.url_path for each in offered})]


def _closed(offered: set[str]) -> list[StreamlitPage]:
    """In the place of each page that is not for this visitor, a refusal: Streamlit would open another page instead."""
    absent = pages.OF_THE_LOGIN if settings().demonstration else {pages.DEMONSTRATION}
    addresses = {address for page, address in pages.ADDRESSES.items() if page not in absent} - offered
    return [
        st.Page(_not_yours, title="Page réservée", url_path=address, visibility="hidden")
        for address in sorted(addresses)
    ]


def _not_yours() -> None:
    st.title("Page réservée", anchor=False)
    states.refused(NotAllowed("Cette page n’est pas ouverte à votre profil, ou votre session a pris fin."))
    if not settings().demonstration and visitor.present() is None:
        st.page_link(pages.CONNEXION, label="Se connecter", icon=":material/login:")


def last_page() -> str:
    """The page that the visitor was looking at, with its view, to come back to it after a login."""
    return str(st.session_state.get(_LAST_PAGE, "/"))


def _remember_the_page() -> None:
    path = urlsplit(st.context.url or "").path
    if path.strip("/") not in _OF_THE_LOGIN:
        view = urlencode(st.query_params.to_dict())
        st.session_state[_LAST_PAGE] = f"{path or '/'}?{view}" if view else path or "/"


def _as_guest(guest: visitor.Guest) -> None:
    last = day(guest.invited.expires_at - timedelta(seconds=1))
    leave = f"{LEAVE}?jeton={guest.leaving_token}"
    with st.container(horizontal=True, vertical_alignment="center", key="lien_personnel"):
        st.caption(f"Lien personnel, jusqu’au {last} : **{as_markdown(guest.invited.name)}**")
        # Not a page of Streamlit: the browser must ask the server, which takes its cookie back.
        st.html(f'<a class="vigie-action" target="_self" href="{escape(leave)}">Quitter la fiche</a>', width="content")


def who_is_here() -> None:
    """Above the page, whose card a link opens; in the sidebar, which profile is shown, what an account waits for."""
    if (guest := visitor.guest()) is not None:
        # Not in the sidebar: a telephone closes it, and whoever shares a computer must see the way out.
        _as_guest(guest)
        return
    if settings().demonstration:
        with st.sidebar:
            st.caption(f"Démonstration. Vous regardez comme : **{demonstration_door.chosen()}**")
            st.page_link(pages.DEMONSTRATION, label="Changer de profil", icon=":material/switch_account:")
        return
    found = visitor.present()
    _remember_the_page()
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
