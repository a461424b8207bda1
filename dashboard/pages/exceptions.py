"""Who has been given more than the matrix says, by whom, why, and until when?"""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st
from dateutil.relativedelta import relativedelta

from config.roles import Action, Level, Object, roles
from dashboard import visitor
from dashboard.components.acts import done, what_was_done
from dashboard.components.downloads import downloads
from dashboard.components.french import day
from geodata import publication, territories
from geodata.database import transaction
from geodata.publication import ExceptionState, Table
from geodata.publication.exceptions import ACTIONS
from geodata.repositories import accounts, exceptions
from geodata.rights import FRANCE, decide

# In the list of accounts: one that the visitor does not read, given by its number.
OTHER = 0
NOT_GIVEN = {Object.ACCOUNTS, Object.JOURNAL, Object.SECURE_PLACES}
DATES = ("created_on", "ends_on", "revoked_on")
MONTHS = roles().rules.exception_at_most_months
perimetre = visitor.perimetre()


def known(table: Table) -> None:
    if table.rows.empty:
        st.info("Aucune exception dans votre périmètre.", icon=":material/inbox:")
        return
    dates = {name: ["" if pd.isna(each) else day(each) for each in table.rows[name]] for name in DATES}
    st.dataframe(
        table.rows.assign(**dates)[list(table.labels)].rename(columns=dict(table.labels)),
        hide_index=True,
        width="stretch",
        alt="Exceptions nommées, la plus récente d’abord",
    )
    downloads(table, "vigie_exceptions")
    rows = table.rows.set_index("number")
    living = rows[~rows["state"].isin([ExceptionState.ENDED, ExceptionState.REVOKED])]
    if living.empty:
        return
    chosen = int(
        st.selectbox(
            "Exception",
            list(living.index),
            format_func=lambda number: _summary(number, living.loc[number]),
            key="exception_choisie",
        )
    )
    now = datetime.now(UTC)
    with st.container(horizontal=True):
        waits = living.at[chosen, "state"] == ExceptionState.WAITING
        if waits and st.button("Confirmer", type="primary", icon=":material/check:"):
            done(
                perimetre,
                exceptions.OBJECT,
                lambda session: exceptions.confirm(session, perimetre, chosen, now=now),
                "Exception confirmée par une seconde personne : elle est en vigueur.",
                str(chosen),
            )
        if st.button("Retirer", icon=":material/undo:"):
            done(
                perimetre,
                exceptions.OBJECT,
                lambda session: exceptions.revoke(session, perimetre, chosen, now=now),
                "Exception retirée : elle n’ouvre plus rien, session ouverte comprise.",
                str(chosen),
            )


def _summary(number: int, row: "pd.Series[object]") -> str:
    return f"N° {number} – {row['holder']} : {row['action']}, {row['object']}, {row['place']} ({row['state_label']})"


def new_one() -> None:
    st.subheader("Accorder une exception", anchor=False)
    holder = whom()
    first, second, third = st.columns(3)
    with first:
        labels = {each: roles().objects[each].label for each in given()}
        obj = st.selectbox("Objet", list(labels), format_func=labels.__getitem__, key="exception_objet")
    with second:
        action = st.selectbox("Action", list(ACTIONS), format_func=ACTIONS.__getitem__, key="exception_action")
    with third:
        offered = levels(obj)
        level = st.selectbox("Niveau", offered, format_func=lambda each: each.name, key="exception_niveau")
    places = where(obj)
    departement = st.selectbox("Territoire", list(places), format_func=places.__getitem__, key="exception_territoire")
    reason = st.text_input("Motif, sans nom de personne ni adresse", max_chars=500, key="exception_motif")
    today = datetime.now(UTC).date()
    ends_on: date = st.date_input(
        f"Dernier jour (dans les {MONTHS} mois)",
        value=today + relativedelta(months=1),
        min_value=today,
        max_value=today + relativedelta(months=MONTHS),
        format="DD/MM/YYYY",
        key="exception_fin",
    )
    if obj == Object.SECURE_PLACES:
        st.caption("Ce droit n’ouvrira rien avant d’être confirmé par l’autre administration : Miprof et DIHAL.")
    if st.button("Accorder", type="primary"):
        done(
            perimetre,
            exceptions.OBJECT,
            lambda session: exceptions.grant(
                session,
                perimetre,
                holder,
                obj,
                action,
                departement=departement,
                reason=reason,
                ends_on=ends_on,
                now=datetime.now(UTC),
                level=level,
            ),
            f"Exception enregistrée, jusqu’au {day(ends_on)} inclus.",
        )


def given() -> list[Object]:
    """What this visitor may give somewhere."""
    ordinary = bool(where(Object.PLACES))
    secrets = decide(perimetre, Object.SECURE_PLACES, Action.ADMINISTER, departement=FRANCE).allowed
    return [each for each in Object if ordinary and each not in NOT_GIVEN] + [Object.SECURE_PLACES] * secrets


def whom() -> int:
    """The account that receives: one that the visitor reads, or any other by its number."""
    with transaction() as session:
        listed = accounts.listed(session, perimetre, datetime.now(UTC).date())
    names = {int(number): f"{row['email']} – {row['called']}" for number, row in listed.iterrows()}
    names[OTHER] = "Un compte d’un autre périmètre, par son numéro"
    chosen = int(st.selectbox("À qui", list(names), format_func=names.__getitem__, key="exception_compte"))
    if chosen != OTHER:
        return chosen
    return int(
        st.number_input(
            "Numéro du compte", min_value=1, step=1, key="exception_numero", help="Son titulaire peut vous le donner."
        )
    )


def levels(obj: Object) -> list[Level]:
    if obj == Object.SECURE_PLACES:
        return [Level.N3]
    return [each for each in (Level.N2, Level.N1) if each >= roles().objects[obj].level]


def where(obj: Object) -> dict[str, str]:
    """The territories over which this visitor may give it."""
    if obj == Object.SECURE_PLACES:
        return {FRANCE: "Toute la France"}
    names = {code: f"{name} ({code})" for code, name in territories.names().items()} | {FRANCE: "Toute la France"}
    return {
        code: name
        for code, name in names.items()
        if decide(perimetre, Object.ACCOUNTS, Action.ADMINISTER, departement=code, level=Level.N1).allowed
    }


st.title("Exceptions", anchor=False)
st.markdown(
    "Qui a reçu plus que la matrice ne donne, de qui, pourquoi, et jusqu’à quand ? Une exception vaut pour un seul "
    "objet, dans un seul territoire. Ce qui est secret (N3) demande deux personnes : une de la Miprof, une de la DIHAL."
)
what_was_done()
with transaction() as opened:
    listing = publication.publish_exceptions(opened, perimetre, datetime.now(UTC).date())
known(listing)
if given():
    new_one()
