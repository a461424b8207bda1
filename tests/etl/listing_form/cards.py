"""Cards made up for the workbook: an association of two branches, and random ones."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from geodata import territories
from geodata.listing.fields import BRANCH_FIELDS, FIELDS, STRUCTURE_FIELDS, ZONE_MODES, Field, Shape
from geodata.repositories.listing_cards import BranchCard, Card, ZoneCard

MENDE, NIMES = 12, 13


def values(names: tuple[str, ...], **given: Any) -> dict[str, Any]:
    return {name: given.get(name, FIELDS[name].empty) for name in names}


def branch(branch_id: int, zones: dict[str, str], **given: Any) -> BranchCard:
    filled = values(BRANCH_FIELDS, **given)
    return BranchCard(
        id=branch_id, structure="les-alouettes", name=filled["called"], listed=True, closed_on=filled["closed_on"],
        values=filled, zones={code: ZoneCard(mode, None) for code, mode in zones.items()}, verified_on=None,
        verified_by="", source="", geo_status="commune", geo_label="", geo_reason="", merged_into=None, confirmed={},
    )  # fmt: skip


ALOUETTES = Card(
    "les-alouettes",
    values(STRUCTURE_FIELDS, name="Les Alouettes", description="Écoute et accompagne.\nDepuis 1998."),
    (
        branch(
            MENDE,
            {"48": "local", "30": ""},
            called="Mende",
            street="1 rue Basse",
            postcode="48000",
            city="Mende",
            departement="48",
            point=[44.5189, 3.5],
            publics=["femmes", "mineurs"],
            functions=["juridique", "hebergement"],
            languages=["fr", "ro"],
            phone="04 66 00 00 00",
            consents=["address", "phone"],
        ),
        branch(NIMES, {"30": "itinerant"}, called="Nîmes", postcode="30000", city="Nîmes", departement="30"),
    ),
    {},
)


def with_branch(card: Card, branch_id: int, **changes: Any) -> Card:
    branches = tuple(
        replace(each, values={**each.values, **changes}) if each.id == branch_id else each for each in card.branches
    )
    return replace(card, branches=branches)


_texts = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=60
)


def _value(field: Field) -> st.SearchStrategy[Any]:
    if field.shape == Shape.CODES:
        return st.sets(st.sampled_from(list(field.choices))).map(
            lambda chosen: [code for code in field.choices if code in chosen]
        )
    if field.shape == Shape.DEPARTEMENT:
        return st.sampled_from(territories.CODES)
    if field.shape == Shape.DAY:
        return st.none() | st.dates(date(2000, 1, 1), date(2016, 1, 1))
    if field.shape == Shape.POINT:
        return st.none() | st.just([44.5, 3.5])
    examples = {
        Shape.PHONE: "01 23 45 67 89", Shape.POSTCODE: "01400", Shape.SIRET: "73282932000074",
        Shape.MAIL: "accueil@exemple.org", Shape.WEBSITE: "https://exemple.org", Shape.HOURS: "Mo-Fr 09:00-12:00",
    }  # fmt: skip
    return st.sampled_from(["", examples[field.shape]]) if field.shape in examples else _texts


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Whatever is in force, tidy or not: files of the listing are not written like forms."""
    branches = []
    for branch_id in draw(st.lists(st.integers(1, 10**6), unique=True, max_size=3)):
        zones = draw(
            st.dictionaries(st.sampled_from([*territories.CODES, "FR"]), st.sampled_from([*ZONE_MODES, ""]), max_size=4)
        )
        given = {name: draw(_value(FIELDS[name])) for name in BRANCH_FIELDS}
        made = branch(branch_id, zones, **given)
        branches.append(replace(made, merged_into=draw(st.sampled_from([None, None, 1])), whole=draw(st.booleans())))
    told = {name: draw(_value(FIELDS[name])) for name in STRUCTURE_FIELDS}
    return Card("les-alouettes", values(STRUCTURE_FIELDS, **told), tuple(branches), {})
