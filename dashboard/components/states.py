"""What a page says when it has nothing to show: no data yet, no right, or a failure."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import pages
from geodata.perimetre import NotAllowed

LOGGER = logging.getLogger("vigie.dashboard")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what stops a page into a sentence: a refusal says what is refused, a failure never shows its inside."""
    try:
        yield
    except NotAllowed as refusal:
        refused(refusal)
    except Exception as failure:
        LOGGER.exception("a page failed")
        failed(failure)


def refused(refusal: NotAllowed) -> None:
    st.info(f"{refusal} Le reste de Vigie demeure ouvert.", icon=":material/lock:")


def failed(_failure: Exception) -> bool:
    """Says that the page could not be shown; True, so that Streamlit adds nothing of its own."""
    st.error(
        "Cette page n’a pas pu être affichée. Rechargez-la ; si cela recommence, prévenez l’équipe qui exploite Vigie "
        "en précisant la page et l’heure. Aucune donnée n’a été modifiée.",
        icon=":material/error:",
    )
    return True


def nothing_received() -> None:
    """Before the first import: where to begin."""
    st.info(
        "Aucune donnée n’a encore été importée. Les cartes et les fiches apparaîtront dès qu’un premier fichier "
        "aura été reçu.",
        icon=":material/inbox:",
    )
    st.page_link(pages.DONNEES, label="Ouvrir la page « Données »", icon=":material/database:")
