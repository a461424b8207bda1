"""A plan of three mesures, small enough to be known by heart, and who states what about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import config.plan
from config.plan import Plan
from geodata.database import transaction
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories.progress_rows import Entry

TODAY = date(2015, 6, 30)
ENTRY = Entry(datetime(2015, 6, 30, 10, 0, tzinfo=UTC))

PLAN = """
code = "essai"
title = "Plan d’essai"
adopted_on = 2014-05-14
start = 2014
end = 2016
status = "échu"
source = "écrit pour les essais"
announced = 3

[[priorities]]
number = 1
title = "Accompagner"

[[mesures]]
number = 7
priority = 1
level = "departement"
title = "Augmenter les solutions"
actions = [
  { code = "7.1", kind = "jalon", responsible = "préfecture", deadline = 2015-01-01, title = "Recenser" },
  { code = "7.2", kind = "binaire", responsible = "préfecture", title = "Désigner" },
]

[[mesures.indicators]]
code = "M07-1"
label = "Places"
unit = "places"
direction = "hausse"
weight = 50
source = "conventions"
method = "places au 31 décembre"
entered_by = "préfecture"
periodicity_months = 12
delay_days = 30
aggregation = "somme"

[[mesures.indicators]]
code = "M07-2"
label = "Référent désigné"
unit = "oui/non"
direction = "binaire"
weight = 30
source = "lettre"
method = "oui ou non"
entered_by = "préfecture"
periodicity_months = 12
delay_days = 30
aggregation = "part"

[[mesures.indicators]]
code = "M07-3"
label = "Demandes"
unit = "demandes"
direction = "aucun"
source = "SIAO"
method = "personnes de l’année"
entered_by = "préfecture"
periodicity_months = 12
delay_days = 30
aggregation = "somme"
persons = true
level = "N2"

[[mesures]]
number = 8
priority = 1
level = "departement"
title = "Faire connaître"
actions = [
  { code = "8.1", kind = "jalon", responsible = "préfecture", title = "Diffuser" },
  { code = "8.2", kind = "binaire", responsible = "préfecture", title = "Signer" },
]

[[mesures]]
number = 14
priority = 1
level = "national"
title = "Mobiliser"
actions = [
  { code = "14.1", kind = "jalon", responsible = "service", territorial = false, deadline = 2014-12-31, title = "Agir"},
]
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plan]:
    """The plan « essai », alone in the house."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "essai.toml").write_text(PLAN, "utf-8")
    monkeypatch.setattr(config.plan, "FOLDER", folder)
    for kept in (config.plan.plans, config.plan.plan):
        kept.cache_clear()
    yield config.plan.plan("essai")
    monkeypatch.undo()
    for kept in (config.plan.plans, config.plan.plan):
        kept.cache_clear()


@pytest.fixture
def session(database: str, plan: Plan) -> Iterator[Session]:
    with transaction(database) as session:
        yield session


def someone(profile: str, account: int) -> Perimetre:
    """A person of a profile."""
    return replace(perimetre(profile), account=account)


PREFECTURE, PREFET, MIPROF = someone("prefecture:48", 1), someone("prefet:48", 2), someone("miprof", 3)
