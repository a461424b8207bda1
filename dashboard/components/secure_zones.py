"""Secure places per grande zone, for those whom the matrix names: on the screen alone, without any file."""

import pandas as pd
import streamlit as st

from config.thresholds import threshold
from dashboard import secure_places
from dashboard.components.footnote import origins_line, reading
from dashboard.components.html_table import Cell, html_table
from geodata.perimetre import Perimetre
from geodata.publication import State
from geodata.publication.french import counted, number
from geodata.publication.secure_plan import LABELS, Requests, SecureOutlook

ASKED_FIRST = 10
SCREEN_ONLY = (
    "À l’écran seulement : ces totaux ne se téléchargent pas, n’entrent dans aucun scénario enregistré, et chaque "
    "lecture est inscrite au journal."
)


def secure_zones(perimetre: Perimetre, year: int) -> None:
    """Existing places, requests of the country, and what more places would change; nothing for who may not read it."""
    if not secure_places.readable(perimetre):
        return
    st.header("Places sécurisantes (mesure\N{NO-BREAK SPACE}8)", anchor="places-securisantes")
    st.caption(SCREEN_ONLY)
    places = st.number_input(
        "Combien de places sécurisantes de plus ?",
        min_value=0,
        max_value=int(threshold("secure.most_places")),
        value=ASKED_FIRST,
        step=1,
        key="places_securisantes",
    )
    told = secure_places.outlook(perimetre, year, int(places))
    if told.rows.empty:
        st.info(f"Aucun total n’a été reçu pour {year} : on ne sait pas, ce n’est pas zéro.", icon=":material/info:")
    else:
        _places(told)
    if told.requests:
        st.markdown(_asked(told.requests, year))
    if told.outlook:
        st.markdown(_found(told))
    reading([*told.notes, *([_of_demonstration()] if told.demonstration else [])], origins_line(told.provenance))


def _places(told: SecureOutlook) -> None:
    labels = LABELS if told.outlook else {name: label for name, label in LABELS.items() if name != "opened"}
    where = "par grande zone" if told.by_zone else "pour la France"
    html_table(
        f"Places sécurisantes {where}, {told.year}",
        ["Zone" if told.by_zone else "Territoire", *labels.values()],
        [
            [str(zone), *(_cell(row[name], "+" if name == "opened" else "") for name in labels)]
            for zone, row in zip(told.rows.index, told.rows.to_dict("records"), strict=True)
        ],
    )


def _cell(value: float, sign: str) -> Cell:
    if pd.isna(value):
        return Cell(State.UNKNOWN.code, "silent", State.UNKNOWN.label)
    return Cell(f"{sign if value else ''}{number(value)}", "number")


def _asked(requests: Requests, year: int) -> str:
    if requests.withheld:
        return f"Demandes d’éloignement du pays en {year} : secret statistique."
    if requests.asked is None:
        return f"Demandes d’éloignement du pays en {year} : non renseigné. Ce n’est pas zéro."
    met = "pourvues : non renseigné" if requests.met is None else counted(requests.met, "pourvue")
    silent = ""
    if requests.silent:
        verb = "ne disent rien" if requests.silent > 1 else "ne dit rien"
        silent = f" C’est un minimum : {counted(requests.silent, 'département')} {verb}."
    return f"En {year}, dans le pays : **{counted(requests.asked, 'demande')} d’éloignement**, {met}.{silent}"


def _found(told: SecureOutlook) -> str:
    found = told.outlook
    if found is None:
        return ""
    before = f"Avec les places ouvertes, {counted(found.unmet_before, 'demande')} ne pourraient être pourvues"
    if found.unmet_before < 2:
        before = f"Avec les places ouvertes, {counted(found.unmet_before, 'demande')} ne pourrait être pourvue"
    after = f"avec {counted(found.opened, 'place')} de plus, {number(found.unmet_after)}"
    left = told.places - found.opened
    unused = f" {counted(left, 'place')} sur {number(told.places)} sans emploi utile." if left else ""
    return f"{before} ; **{after}**.{unused}"


def _of_demonstration() -> str:
    return "Données de démonstration, inventées."
