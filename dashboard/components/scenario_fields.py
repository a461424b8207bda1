"""What is typed for a scenario: each field has its place in the session and in the address of the page.

A link gives the same scenario; what is typed wrong stays as it is, and is not lost by looking at another page.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from config.diagnostic_lists import PLACE_TYPES
from config.nomenclatures import Public
from geodata import territories
from geodata.scenarios import Objective

ALL = "tous"
OBJECTIVES = {each.value: each.label for each in Objective}
PUBLICS = {ALL: "Tous les publics"} | {each.value: each.label for each in Public if each != Public.MINEURS}
"""Never minors: what is held of them is the national state of one centre (mesure 11)."""
KINDS = {code: label for code, label in PLACE_TYPES.items() if code != ALL}
_LARGEST = 10**9
_LAST = "scenario_adresse"


@dataclass(frozen=True, eq=False)
class Field:
    """`parameter`: its name in the address, written by `write`, read by `read` (`ValueError` for nonsense)."""

    parameter: str
    default: Any
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str

    @property
    def key(self) -> str:
        return f"scenario_{self.parameter}"

    @property
    def value(self) -> Any:
        return st.session_state.get(self.key, self.default)


def _one_of(options: Mapping[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in options:
            raise ValueError(text)
        return text

    return read


def _list(read: Callable[[str], str]) -> Callable[[str], list[str]]:
    return lambda text: list(dict.fromkeys(read(each) for each in text.split(",") if each))


def _whole(text: str) -> int:
    return round(_number(text))


def _number(text: str) -> float:
    value = float(text)
    if not abs(value) <= _LARGEST:
        raise ValueError(text)
    return value


def _figure(value: float) -> str:
    """« 2 », « 2.5 »: the shortest text that gives the same number."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _yes(text: str) -> bool:
    return text == "oui"


PLACES = Field("places", 40, _whole)
OBJECTIVE = Field("objectif", Objective.UNMET.value, _one_of(OBJECTIVES))
PUBLIC = Field("accueil", ALL, _one_of(PUBLICS))
CHANGED = Field("besoin", [], _list(territories.require_departement), ",".join)
REACH = Field("portee", 75, _whole)
EACH_MOST = Field("maximum", None, _whole)
REGION = Field("region", None, _number, _figure)
OPENING = Field("ouverture", 1, _whole)
REFERENT = Field("referent", False, _yes, lambda _: "oui")
DIAGNOSTIC = Field("diagnostic", False, _yes, lambda _: "oui")
FRAMED = Field("encadres", [], _list(territories.require_departement), ",".join)
REGIONS = Field("regions", [], _list(_one_of(territories.every_region())), ",".join)
PAID = Field("types", [], _list(_one_of(KINDS)), ",".join)
BUDGET = Field("budget", None, _whole)
FIELDS = (
    PLACES, OBJECTIVE, PUBLIC, CHANGED, REACH, EACH_MOST, REGION, OPENING, REFERENT, DIAGNOSTIC, FRAMED, REGIONS,
    PAID, BUDGET,
)  # fmt: skip
_OURS = re.compile("|".join([*(f"{field.parameter}$" for field in FIELDS), "(fois|min|max|part_min|part_max|cout)_"]))
CONSTRAINTS = (EACH_MOST, REGION, OPENING, REFERENT, DIAGNOSTIC, FRAMED, REGIONS, PAID, BUDGET)


def times_of(code: str) -> Field:
    """What the need of a département that was chosen is multiplied by."""
    return Field(f"fois_{code}", 2.0, _number, _figure)


def least_of(code: str) -> Field:
    """The minimum of a département that was chosen to be framed."""
    return Field(f"min_{code}", None, _whole)


def most_of(code: str) -> Field:
    return Field(f"max_{code}", None, _whole)


def share_least_of(region: str) -> Field:
    """The share of the places that is kept for a région that was chosen, in %."""
    return Field(f"part_min_{region}", None, _number, _figure)


def share_most_of(region: str) -> Field:
    return Field(f"part_max_{region}", None, _number, _figure)


def cost_of(kind: str) -> Field:
    """The yearly cost of a place of this type."""
    return Field(f"cout_{kind}", None, _whole)


def all_fields() -> tuple[Field, ...]:
    """Those of every form, then those that the choices of this one ask for."""
    return (
        *FIELDS,
        *(times_of(code) for code in CHANGED.value),
        *(make(code) for code in FRAMED.value for make in (least_of, most_of)),
        *(make(code) for code in REGIONS.value for make in (share_least_of, share_most_of)),
        *(cost_of(kind) for kind in PAID.value),
    )


def prepare() -> None:
    """Before the form: what the address asks for when it has changed by itself, else what the session remembers."""
    last: dict[str, str] = st.session_state.setdefault(_LAST, {})
    for field in FIELDS:
        _remember(field, last)
    known = all_fields()
    for field in known[len(FIELDS) :]:
        _remember(field, last)
    _refuse_others({field.parameter for field in known}, last)


def _refuse_others(known: Collection[str], last: dict[str, str]) -> None:
    """What the address says of a département, a région or a type of place that it does not choose."""
    for parameter, text in st.query_params.to_dict().items():
        if parameter not in known and _OURS.match(parameter) and last.get(parameter) != text:
            st.info(f"L’adresse donne « {parameter} » sans choisir de quoi elle parle : cette valeur est laissée.")
            last[parameter] = text


def _remember(field: Field, last: dict[str, str]) -> None:
    asked = st.query_params.get(field.parameter)
    if asked is not None and asked != last.get(field.parameter):
        try:
            st.session_state[field.key] = field.read(asked)
        except ValueError:
            st.info(f"L’adresse demande pour « {field.parameter} » une valeur qui ne se lit pas : elle est laissée.")
        last[field.parameter] = asked
    st.session_state.setdefault(field.key, field.default)


def keep() -> None:
    """After the form: the address of the page gives the same one again."""
    last: dict[str, str] = st.session_state.setdefault(_LAST, {})
    told = {field.parameter: field.write(field.value) for field in all_fields() if _said(field)}
    for parameter in {*last, *(field.parameter for field in FIELDS)} - set(told):
        st.query_params.pop(parameter, None)
        last.pop(parameter, None)
    for parameter, text in told.items():
        st.query_params[parameter] = last[parameter] = text


def _said(field: Field) -> bool:
    """What is as by default is not in the address, save the number of places: it is the question."""
    value = field.value
    return value is not None and (field.parameter == PLACES.parameter or value != field.default)


def put(values: Mapping[Field, Any]) -> None:
    """Fill the form, from a button: what is not given goes back to its default, whatever the address still asks for."""
    last: dict[str, str] = st.session_state.setdefault(_LAST, {})
    last |= {name: text for name, text in st.query_params.to_dict().items() if _OURS.match(name)}
    for field in all_fields():
        st.session_state[field.key] = field.default
    for field, value in values.items():
        st.session_state[field.key] = value


def clear_constraints() -> None:
    """Take all constraints out, from a button; a changed need is none."""
    changed = {times_of(code).parameter for code in CHANGED.value}
    for field in (*all_fields()[len(FIELDS) :], *CONSTRAINTS):
        if field.parameter in changed:
            continue
        st.session_state[field.key] = field.default


def constraints_set() -> int:
    """How many constraints the form has."""
    return sum(bool(field.value) and field.value != field.default for field in CONSTRAINTS)
