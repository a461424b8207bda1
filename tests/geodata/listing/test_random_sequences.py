"""Whatever happens in whatever order, nothing that was validated is lost.

Random sequences of proposals, answers, withdrawals, imports, confirmations, merges and points moved by hand, beside a
plain model of what was validated. After each step: every validated fact is in force, or in the history, or behind a
merge that shows it; no branch is lost; the history replayed gives what is in force; what is proposed is not shown.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import engine
from geodata.facts.branches import branches as shown
from geodata.listing.fields import BRANCH_FIELDS, Kind
from geodata.models import Branch, ListingAnswer, ListingFact, ListingProposal, Zone
from geodata.perimetre import perimetre
from geodata.repositories import branches as kept
from geodata.repositories import listing_answers as answers
from geodata.repositories import listing_merges as merges
from geodata.repositories import listing_proposals as proposals
from geodata.repositories.listing_confirmations import OF_A_BRANCH, confirm
from geodata.repositories.listing_proposals import Wanted
from geodata.repositories.listing_rows import Entry, ListingError, as_json, from_json, same, values_of
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import CODE, LINK, MIPROF, alouettes
from tests.geodata.repositories.test_branches import listing

PHONES = ("0466000001", "0466000002", "")
STREETS = ("1 rue Basse", "2 rue Haute", "3 place du Foirail")
FORMS = (["proxenetisme"], ["mendicite_forcee"], ["proxenetisme", "travail_force"])
ZONES = ("30", "12", "FR")
MODES = ("local", "distance", None)
REASON = "Vérifié par téléphone."

VALUES = st.fixed_dictionaries(
    {},
    optional={
        "phone": st.sampled_from(PHONES),
        "street": st.sampled_from(STREETS),
        "forms": st.sampled_from(FORMS),
        "website": st.sampled_from(["https://a.example.org", "https://b.example.org"]),
        "consents": st.sampled_from([["address"], ["address", "phone"], []]),
    },
)
RANK, FEW = st.integers(0, 5), st.integers(0, 1)
SOME_ZONES = st.dictionaries(st.sampled_from(ZONES), st.sampled_from(MODES), max_size=2)
NAMES, FILE_ZONES = st.sampled_from(["Mende", "Nîmes", "Mende", "Langogne"]), st.sampled_from([["48"], ["30"]])
OFTEN = (
    st.tuples(st.just("settle"), FEW, VALUES),
    st.tuples(st.just("receive"), NAMES, VALUES, FILE_ZONES),
)
STEPS = st.one_of(
    *OFTEN * 3,
    st.tuples(st.just("propose"), RANK, VALUES),
    st.tuples(
        st.just("propose_zone"), RANK, st.dictionaries(st.sampled_from(ZONES), st.sampled_from(MODES), max_size=2)
    ),
    st.tuples(st.just("propose_branch"), st.sampled_from(["Langogne", "Florac"]), VALUES),
    st.tuples(st.just("settle"), FEW, VALUES),
    st.tuples(st.just("settle"), FEW, VALUES),
    st.tuples(st.just("settle_zone"), FEW, SOME_ZONES),
    st.tuples(st.just("close"), FEW),
    st.tuples(st.just("accept"), RANK),
    st.tuples(st.just("accept"), RANK),
    st.tuples(st.just("refuse"), RANK),
    st.tuples(st.just("correct"), RANK, st.sampled_from(PHONES)),
    st.tuples(st.just("withdraw"), RANK),
    st.tuples(
        st.just("receive"),
        st.sampled_from(["Mende", "Nîmes", "Mende", "Langogne"]),
        VALUES,
        st.sampled_from([["48"], ["30"]]),
    ),
    st.tuples(st.just("confirm"), RANK),
    st.tuples(st.just("move"), RANK),
    st.tuples(st.just("merge"), FEW, FEW),
    st.tuples(st.just("merge"), FEW, FEW),
    st.tuples(st.just("undo"), FEW),
)


class Story:
    """A sequence told to the repositories, and what must stay true of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.branches = set(alouettes(Archive(session)))
        self.first = {each: values_of(session.get_one(Branch, each)) for each in self.branches}
        self.at = datetime(2016, 10, 1, 9, tzinfo=UTC)
        self.validated: list[tuple[str, str, str, Any]] = []
        self.shown_before: dict[tuple[int, int], tuple[tuple[int, int], pd.DataFrame]] = {}

    @property
    def entry(self) -> Entry:
        return Entry(at=self.at)

    def tell(self, step: tuple[Any, ...]) -> None:
        self.at += timedelta(days=1)
        self.session.flush()
        act: Callable[..., None] = getattr(self, step[0])
        # What is refused leaves no trace: a savepoint plays the transaction that a page would have rolled back.
        point = self.session.begin_nested()
        try:
            act(*step[1:])
        except ListingError:
            point.rollback()
            return
        point.commit()

    def propose(self, rank: int, values: dict[str, Any]) -> None:
        before = self._public()
        proposals.propose(self.session, LINK, CODE, [Wanted(Kind.BRANCH, self._branch(rank), values)], entry=self.entry)
        self._same_listing(before)

    def settle(self, rank: int, values: dict[str, Any]) -> None:
        self.propose(rank, values)
        self.accept(-1)

    def settle_zone(self, rank: int, zones: dict[str, str | None]) -> None:
        self.propose_zone(rank, zones)
        self.accept(-1)

    def propose_zone(self, rank: int, zones: dict[str, str | None]) -> None:
        before = self._public()
        proposals.propose(self.session, LINK, CODE, [Wanted(Kind.ZONE, self._branch(rank), zones)], entry=self.entry)
        self._same_listing(before)

    def propose_branch(self, called: str, values: dict[str, Any]) -> None:
        before = self._public()
        fields = {**values, "called": called, "departement": "48"}
        made = proposals.propose_branch(self.session, LINK, CODE, fields, {"30": "local"}, entry=self.entry)
        self.branches.add(made)
        self.first[made] = values_of(self.session.get_one(Branch, made))
        self._same_listing(before)

    def close(self, rank: int) -> None:
        self.settle(rank, {"closed_on": self.entry.day})

    def accept(self, rank: int) -> None:
        if (number := self._waiting(rank)) is not None:
            wanted = {name: after for name, (_, after) in self.session.get_one(ListingProposal, number).changes.items()}
            answers.accept(self.session, MIPROF, [number], entry=self.entry)
            self._validated(number, wanted)

    def correct(self, rank: int, phone: str) -> None:
        number = self._waiting(rank)
        if number is None or self.session.get_one(ListingProposal, number).kind != Kind.BRANCH:
            return
        wanted = {name: after for name, (_, after) in self.session.get_one(ListingProposal, number).changes.items()}
        answers.correct(self.session, MIPROF, number, {"phone": phone}, REASON, entry=self.entry)
        written = "" if not phone else " ".join(phone[at : at + 2] for at in range(0, 10, 2))
        self._validated(number, wanted | {"phone": written})

    def refuse(self, rank: int) -> None:
        if (number := self._waiting(rank)) is not None:
            before = self._public()
            answers.refuse(self.session, MIPROF, number, REASON, entry=self.entry)
            self._same_listing(before)

    def withdraw(self, rank: int) -> None:
        if (number := self._waiting(rank)) is not None:
            proposals.withdraw(self.session, LINK, number, entry=self.entry)

    def receive(self, name: str, values: dict[str, Any], zones: list[str]) -> None:
        of_files = {each: value for each, value in values.items() if each in {"street", "forms", "website"}}
        row = {"name": name, "zones": zones, **of_files}
        number = Archive(self.session).file("associations")
        kept.replace(self.session, perimetre("exploitation"), listing(row), number)
        for branch in self.session.scalars(select(Branch)):
            if branch.id not in self.first:
                self.branches.add(branch.id)
                self.first[branch.id] = values_of(branch)
        named = self.session.scalars(select(Branch).where(Branch.name == name)).one()
        assert named.listed

    def confirm(self, rank: int) -> None:
        confirm(self.session, LINK, CODE, self._branch(rank), OF_A_BRANCH, entry=self.entry)
        assert self.session.get_one(Branch, self._branch(rank)).verified_on == self.entry.day

    def move(self, rank: int) -> None:
        branch = self.session.get_one(Branch, self._branch(rank))
        if branch.departement == "48":
            kept.correct_point(self.session, MIPROF, branch.id, 44.5 + rank / 1000, 3.5, REASON)
            self.validated.append((Kind.BRANCH, str(branch.id), "point", [44.5 + rank / 1000, 3.5]))

    def merge(self, one: int, other: int) -> None:
        first, second = self._branch(one), self._branch(other)
        before, written = self._public(), self._written()
        merges.merge(self.session, MIPROF, first, second, REASON, entry=self.entry)
        self.shown_before[first, second] = (written, before)

    def undo(self, rank: int) -> None:
        pairs = sorted(self.shown_before)
        if not pairs:
            return
        pair = pairs[rank % len(pairs)]
        written, before = self.shown_before[pair]
        merges.undo(self.session, MIPROF, *pair, REASON, entry=self.entry)
        del self.shown_before[pair]
        # Nothing else moved since: the listing is what it was.
        if written == self._written():
            self._same_listing(before)

    def check(self) -> None:
        """What holds after any sequence."""
        self.session.flush()
        rows = {each.id: each for each in self.session.scalars(select(Branch))}
        assert set(rows) == self.branches
        self._history_replays(rows)
        self._validated_is_reachable(rows)
        self._no_live_branch_is_lost(rows)

    def _history_replays(self, rows: dict[int, Branch]) -> None:
        present = {(branch_id, name): value for branch_id, row in self.first.items() for name, value in row.items()}
        zones: dict[tuple[int, str], Any] = {}
        for fact in self.session.scalars(select(ListingFact).order_by(ListingFact.id)):
            key = (int(fact.subject), fact.field)
            if fact.kind == Kind.ZONE:
                assert key not in zones or zones[key] == fact.before
                zones[key] = fact.after
            elif fact.field in BRANCH_FIELDS:
                assert same(fact.field, present[key], from_json(fact.field, fact.before)), (fact.field, present[key])
                present[key] = from_json(fact.field, fact.after)
        for branch_id, row in rows.items():
            for name, value in values_of(row).items():
                assert same(name, present[branch_id, name], value), (branch_id, name, present[branch_id, name], value)
        in_force = {(zone.branch_id, zone.departement): zone.mode for zone in self.session.scalars(select(Zone))}
        assert {key: mode for key, mode in zones.items() if mode is not None}.items() <= in_force.items()
        assert not {key for key, mode in zones.items() if mode is None} & set(in_force)

    def _validated_is_reachable(self, rows: dict[int, Branch]) -> None:
        facts = self.session.scalars(select(ListingFact)).all()
        told = [(each.kind, each.subject, each.field, each.before, each.after) for each in facts]
        zones = {(zone.branch_id, zone.departement): zone.mode for zone in self.session.scalars(select(Zone))}
        for kind, subject, name, value in self.validated:
            where = (
                zones.get((int(subject), name)) if kind == Kind.ZONE else as_json(values_of(rows[int(subject)])[name])
            )
            in_history = any(
                line[:3] == (kind, subject, name) and (same(name, value, line[3]) or same(name, value, line[4]))
                for line in told
            )
            assert same(name, where, value) or in_history, (kind, subject, name, value)
        # An import is no person: after it, what a person said last is still in force.
        last = {(fact.kind, fact.subject, fact.field): fact for fact in sorted(facts, key=lambda each: each.id)}
        for each, kinds in [(fact, {"proposal", "point"}) for fact in facts]:
            if each.origin in kinds and each.field != "point" and each.field != "verified_on":
                assert last[each.kind, each.subject, each.field].origin in kinds, (each.field, "overwritten by a file")

    def _no_live_branch_is_lost(self, rows: dict[int, Branch]) -> None:
        listed = self._public()
        seen = {*listed.index, *(each for merged in listed["merged"] for each in merged)}
        assert seen == {each for each, row in rows.items() if row.listed and row.closed_on is None}
        for each in listed.index:
            assert set(rows[each].forms) <= set(listed.at[each, "forms"])
        for each, merged in listed["merged"].items():
            for absorbed in merged:
                assert set(rows[absorbed].forms) <= set(listed.at[each, "forms"])

    def _validated(self, number: int, wanted: dict[str, Any]) -> None:
        proposal = self.session.get_one(ListingProposal, number)
        for name, value in wanted.items():
            if name != "listed":
                self.validated.append((proposal.kind, str(proposal.branch_id), name, value))
        self._in_force_now(proposal, wanted)

    def _in_force_now(self, proposal: ListingProposal, wanted: dict[str, Any]) -> None:
        row = self.session.get_one(Branch, proposal.branch_id)
        now = values_of(row)
        for name, value in wanted.items():
            if proposal.kind == Kind.ZONE:
                zone = self.session.get(Zone, (row.id, name))
                assert (None if zone is None else (zone.mode, zone.validated_on)) == (
                    None if value is None else (value, self.entry.day)
                )
            elif name == "listed":
                assert row.listed
            else:
                assert same(name, as_json(now[name]), value), name

    def _branch(self, rank: int) -> int:
        return sorted(self.branches)[rank % len(self.branches)]

    def _waiting(self, rank: int) -> int | None:
        query = select(ListingProposal.id).outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        found = self.session.scalars(
            query.where(ListingAnswer.proposal_id.is_(None)).order_by(ListingProposal.id)
        ).all()
        return found[rank % len(found)] if found else None

    def _written(self) -> tuple[int, int]:
        """How much was written in the history, but for merges, and how many merges stand besides."""
        merging = ListingFact.origin.in_(["merge", "unmerge"])
        facts = self.session.scalars(select(ListingFact.id).where(~merging)).all()
        return len(facts), len(self.shown_before)

    def _public(self) -> pd.DataFrame:
        return shown(self.session).drop(columns=["verified_on", "verified_by"])

    def _same_listing(self, before: pd.DataFrame) -> None:
        pd.testing.assert_frame_equal(self._public(), before)


def play(url: str, steps: list[tuple[Any, ...]]) -> None:
    """Tell a story in a transaction that is rolled back: the next one begins with an empty database."""
    with engine(url).connect() as connection, connection.begin() as whole:
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            story = Story(session)
            for step in steps:
                story.tell(step)
            story.check()
        whole.rollback()


ONE_DATABASE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=ONE_DATABASE)
@given(st.lists(STEPS, min_size=6, max_size=14))
def test_no_sequence_loses_a_validated_fact(sqlite_database: str, steps: list[tuple[Any, ...]]) -> None:
    play(sqlite_database, steps)


@pytest.mark.postgresql
@settings(max_examples=10, deadline=None, suppress_health_check=ONE_DATABASE)
@given(st.lists(STEPS, min_size=6, max_size=14))
def test_no_sequence_loses_one_on_postgresql_either(
    request: pytest.FixtureRequest, database: str, steps: list[tuple[Any, ...]]
) -> None:
    if database.startswith("sqlite"):
        pytest.skip("the other database has its own test")
    play(database, steps)
