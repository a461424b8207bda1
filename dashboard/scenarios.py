"""The door to the scenarios of places: solved once for each perimeter, version of the data and scenario; kept, shown.

Scenarios that somebody saved are read again at each run: whoever writes must see at once what others wrote.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from config.roles import Action, Level, Object
from dashboard import data, meetings, secure_places, steering, visitor
from dashboard.data import Version, kept
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.publication import scenario_saved
from geodata.publication import scenarios as counter
from geodata.publication.scenario_document import scenario_document
from geodata.publication.scenarios import OBJECT, Solved
from geodata.repositories import scenarios as repository
from geodata.repositories.scenarios import Saved, SharedLine
from geodata.rights import FRANCE
from geodata.scenarios import Scenario
from geodata.scenarios.prices import OneMore
from layers.documents import scenario_pdf


@dataclass(frozen=True)
class Asked:
    """What the page asks to be solved; `public` None: all of them."""

    year: int
    public: str | None
    scenario: Scenario


def plans() -> bool:
    """Whether the visitor reads the places of the whole country, hence makes scenarios."""
    return visitor.may(Object.PLACES, Action.READ, departement=FRANCE, level=Level.N2)


def shares() -> bool:
    """Whether the visitor answers for places, hence shows a scenario to préfets."""
    return visitor.may(Object.PLACES, Action.VALIDATE, departement=FRANCE, level=Level.N2)


def read_at(perimetre: Perimetre) -> tuple[str, ...]:
    """The départements whose places the visitor reads (N2), where a scenario may be shown to him."""
    return perimetre.readable(Level.N2, Object.PLACES)


def offered() -> bool:
    """Whether the page holds something for the visitor: places that he reads (N2), or secure ones."""
    here = visitor.perimetre()
    return bool(read_at(here)) or secure_places.readable(here)


def solved(perimetre: Perimetre, asked: Asked) -> Solved:
    """The plan, proven optimal. Raises `NotAllowed`, `Impossible`, `NotProven`, `ValueError` (French)."""
    with data.told(perimetre, OBJECT, f"{asked.year}:{asked.scenario.places}", Level.N2):
        found: Solved = _solved(perimetre, asked.year, asked.public, _key(asked.scenario), data.version())
    return found


def next_place(perimetre: Perimetre, found: Solved) -> OneMore:
    """What one more place would change. Raises `NotAllowed`, `Moved`, `NotProven`."""
    with transaction() as session:
        return counter.next_place(session, perimetre, found)


def next_budget(perimetre: Perimetre, found: Solved) -> OneMore | None:
    """What the price of one more place would change; None without a budget. Raises as `next_place`."""
    with transaction() as session:
        return counter.next_budget(session, perimetre, found)


def pdf(perimetre: Perimetre, asked: Asked, still: data.Check) -> bytes:
    """The plan on paper, drawn at the click; told in the journal before it leaves. Raises `NotAllowed`."""
    with journal.refusals(perimetre, obj=OBJECT, key=str(asked.year), channel=Channel.PDF):
        still()
    found: Solved = _solved(perimetre, asked.year, asked.public, _key(asked.scenario), data.version())
    more, richer = next_place(perimetre, found), next_budget(perimetre, found)
    content = scenario_pdf(scenario_document(found, data.today(), more=more, richer=richer))
    with transaction() as session:
        journal.exported(session, perimetre, obj=OBJECT, key=str(asked.year), channel=Channel.PDF, level=Level.N2)
    return content


def saved(perimetre: Perimetre) -> list[Saved]:
    """The scenarios that are kept, the newest first. Raises `NotAllowed`."""
    with data.told(perimetre, OBJECT, "saved", Level.N2), transaction() as session:
        return repository.saved(session, perimetre)


def shown_to(perimetre: Perimetre, departement: str) -> list[SharedLine]:
    """What scenarios say of one département, where they were shown to it. Raises `NotAllowed`."""
    with data.told(perimetre, OBJECT, departement, Level.N2, departement), transaction() as session:
        return repository.shared_with(session, perimetre, departement)


def stale(perimetre: Perimetre, scenario: Saved) -> bool:
    """Whether the data are no longer those of a scenario that was kept. Raises `NotAllowed`."""
    public = scenario.content.get("public")
    present: str = _fingerprint(perimetre, scenario.year, public, data.version())
    return present != scenario.facts_sha256


def line_stale(perimetre: Perimetre, departement: str, line: SharedLine) -> bool:
    """The same, for whoever reads one line of it. Raises `NotAllowed`."""
    public = line.line.get("public")
    moved: bool = _moved(perimetre, departement, line.year, public, line.facts_sha256, data.version())
    return moved


def save(name: str, asked: Asked, found: Solved) -> int:
    """Keep a scenario under a name. Raises `NotAllowed`, `ValueError` (French)."""
    return meetings.write(
        lambda session, rights, at: repository.save(
            session,
            rights,
            name,
            asked.year,
            content=scenario_saved.content_of(asked.scenario, asked.public),
            result=scenario_saved.result_of(found),
            facts_sha256=found.facts_sha256,
            entry=steering.entry(at),
        ),
        obj=OBJECT,
    )


def remove(scenario_id: int) -> None:
    """Raises `NotAllowed`, `ScenarioError`."""
    meetings.write(
        lambda session, rights, at: repository.remove(session, rights, scenario_id, entry=steering.entry(at)),
        key=str(scenario_id),
        obj=OBJECT,
    )


def share(scenario_id: int, departements: Collection[str]) -> None:
    """Show to these départements their own line. Raises `NotAllowed`, `ScenarioError`."""
    meetings.write(
        lambda session, rights, at: repository.share(
            session, rights, scenario_id, departements, entry=steering.entry(at)
        ),
        key=str(scenario_id),
        obj=OBJECT,
    )


def _key(scenario: Scenario) -> str:
    return json.dumps(counter.written(scenario), sort_keys=True)


@kept
def _solved(perimetre: Perimetre, year: int, public: str | None, scenario: str, version: Version) -> Solved:
    with transaction() as session:
        return counter.solve_scenario(session, perimetre, year, counter.read(json.loads(scenario)), public)


@kept
def _fingerprint(perimetre: Perimetre, year: int, public: str | None, version: Version) -> str:
    with transaction() as session:
        return scenario_saved.fingerprint(session, perimetre, year, public)


@kept
def _moved(
    perimetre: Perimetre, departement: str, year: int, public: str | None, sha256: str, version: Version
) -> bool:
    with transaction() as session:
        return scenario_saved.moved(session, perimetre, departement, year, public, sha256)
