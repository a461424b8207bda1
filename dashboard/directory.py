"""The doors to the directory: a listing ready to be searched, kept for each perimeter until somebody writes."""

from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from dashboard import data
from geodata.database import transaction
from geodata.listing.places import places
from geodata.listing.search import Answer, Asked, Index
from geodata.perimetre import Perimetre
from geodata.perimetre import perimetre as rights_of
from geodata.publication import call_card, directory
from geodata.publication.tables import Table
from layers.documents import card_to_pdf

held: Any = st.cache_resource(
    ttl=3600,
    max_entries=30,
    show_spinner="Lecture de l’annuaire…",
    hash_funcs={Perimetre: lambda rights: repr((rights.profile, sorted(rights.departements), rights))},
)
"""As `data.kept`, for what is never changed once made: it is not copied at each reading."""


def index(perimetre: Perimetre) -> Index:
    """The listing as this visitor may read it, ready to be searched. Nobody changes it."""
    made: Index = _index(perimetre, data.today(), data.listing_version())
    return made


def answer(perimetre: Perimetre, asked: Asked) -> Answer:
    """Who answers a question, among what this visitor may read."""
    return index(perimetre).search(asked)


def table_of(perimetre: Perimetre, answered: Answer) -> Table:
    """The rows of the listing that answer, in the order of the answers, as a table to download."""
    listing = data.listing(perimetre)
    order = [index(perimetre).rows.at[hit.row, "branch_id"] for hit in answered.hits]
    rows = listing.rows.set_index("branch_id", drop=False).loc[order].reset_index(drop=True)
    return Table(listing.id, listing.title, rows, listing.labels, listing.provenance, listing.geometry, listing.notes)


def card_pdf(departement: str) -> bytes:
    """*Qui appeler*, as everybody may read it: one page to print. Raises `KeyError` for an unknown département."""
    return _card_pdf(departement, data.today(), data.listing_version())


@held
def _index(perimetre: Perimetre, day: date, version: data.WrittenVersion) -> Index:
    return directory.index_of(data.listing(perimetre))


@st.cache_data(ttl=3600, show_spinner=False)
def place_choices() -> dict[str, str]:
    """Large communes and départements, by key."""
    return dict(places().choices())


@lru_cache(maxsize=128)
def _card_pdf(departement: str, day: date, version: data.WrittenVersion) -> bytes:
    with transaction() as session:
        return card_to_pdf(call_card.assemble(session, rights_of("public"), departement, day))
