"""Exceptions are listed to those who administer there, with their state, their reason, and nobody's name."""

from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from config.roles import Action, Level, Object
from geodata.models import RightException
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.publication import Format, publish_exceptions, to_bytes
from geodata.repositories import exceptions
from geodata.rights import FRANCE, as_seen_by
from tests.geodata.rights.conftest import NOW, TODAY, Office

LATER = TODAY + timedelta(days=30)


def grant(office: Office, author: Perimetre, holder: int, **changes: Any) -> RightException:
    asked: dict[str, Any] = {"obj": Object.PLACES, "action": Action.READ, "departement": "30", "ends_on": LATER}
    asked |= {"reason": "Appui d’un département voisin", "now": NOW} | changes
    return exceptions.grant(office.session, author, holder, **asked)


def listed(office: Office, who: Perimetre, days: int = 0) -> pd.DataFrame:
    return publish_exceptions(office.session, who, TODAY + timedelta(days=days)).rows.set_index("number")


def test_a_line_says_to_whom_what_where_why_by_whom_and_until_when(office: Office):
    miprof, holder = office.someone("miprof"), office.account("siao:48")
    exception = grant(office, miprof, holder.id)

    line = listed(office, miprof).loc[exception.id]

    assert line["holder"] == "SIAO, référent traite (Lozère)"
    assert (line["object"], line["action"], line["level"]) == ("places d’hébergement", "lire", "N2")
    assert (line["place"], line["reason"]) == ("Gard (30)", "Appui d’un département voisin")
    assert line["author"] == f"Miprof, compte n° {miprof.account}"
    assert (line["ends_on"], line["state"]) == (LATER, "open")


def test_the_state_of_an_exception_follows_its_life(office: Office):
    miprof, holder = office.someone("miprof"), office.account("siao:48")
    exception = grant(office, miprof, holder.id)
    states = [listed(office, miprof, days).at[exception.id, "state"] for days in (0, 30, 31)]

    holder.state = "suspended"
    states.append(listed(office, miprof).at[exception.id, "state"])
    exceptions.revoke(office.session, miprof, exception.id, now=NOW)
    states.append(listed(office, miprof).at[exception.id, "state"])

    assert states == ["open", "open", "ended", "without_effect", "revoked"]


def test_a_secret_waits_for_its_second_person_and_is_listed_to_those_who_grant_secrets(office: Office):
    miprof, dihal, holder = office.someone("miprof"), office.someone("dihal"), office.account("dihal")
    exception = grant(office, miprof, holder.id, obj=Object.SECURE_PLACES, departement=FRANCE)
    assert listed(office, dihal).at[exception.id, "state"] == "waiting"

    exceptions.confirm(office.session, dihal, exception.id, now=NOW)

    line = listed(office, miprof).loc[exception.id]
    assert (line["state"], line["second"]) == ("open", f"DIHAL, compte n° {dihal.account}")
    assert listed(office, office.someone("prefecture:48")).empty


@pytest.mark.parametrize(
    ("who", "seen"), [("prefecture:30", True), ("prefecture:48", True), ("prefecture:01", False), ("dihal", False)]
)
def test_a_prefecture_reads_those_over_its_departement_and_those_of_its_accounts(office: Office, who: str, seen: bool):
    grant(office, office.someone("miprof"), office.account("siao:48").id)

    assert len(listed(office, office.someone(who))) == int(seen)


@pytest.mark.parametrize("who", ["public", "siao:48", "cncdh", "partenaire:30", "technique"])
def test_who_administers_nothing_is_refused_with_a_sentence(office: Office, who: str):
    with pytest.raises(NotAllowed, match="ne donne pas accès"):
        publish_exceptions(office.session, perimetre(who), TODAY)


def test_a_view_lists_what_both_read(office: Office):
    miprof = office.someone("miprof")
    grant(office, miprof, office.account("siao:48").id)

    assert len(listed(office, as_seen_by(miprof, "prefecture:48"))) == 1
    assert listed(office, as_seen_by(miprof, "prefecture:01")).empty
    with pytest.raises(NotAllowed):
        publish_exceptions(office.session, as_seen_by(miprof, "public"), TODAY)


def test_the_file_holds_the_reasons_as_inert_texts_and_no_address(office: Office):
    grant(office, office.someone("miprof"), office.account("siao:48").id, reason="=2+3 ; appui", level=Level.N2)

    content = to_bytes(publish_exceptions(office.session, office.someone("miprof"), TODAY), Format.CSV).decode("utf-8")

    assert "'=2+3" in content
    assert "@" not in content
    assert "Chargé de mission" not in content
    assert content.count("\n") == 2
