"""At the counter: a plan is solved first; what one more place would change is asked apart, on the same figures."""

from collections.abc import Iterator

import pytest

from geodata.database import Session, transaction
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication.scenarios import Moved, next_budget, next_place, solve_scenario
from geodata.scenarios import Scenario
from tests.geodata.conftest import Archive

DIHAL = perimetre("dihal")


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with transaction(database) as session:
        archive = Archive(session)
        archive.diagnostic("93", places_needed=10, places_dedicated=2, need_method="denombrement")
        archive.diagnostic("48", places_needed=4, places_dedicated=0, need_method="estimation")
        yield session


def test_one_more_place_goes_where_it_is_missed_most(session: Session):
    solved = solve_scenario(session, DIHAL, 2015, Scenario(places=3))

    more = next_place(session, DIHAL, solved)

    assert (more.gain, sum(more.where.values())) == (1, 1)
    assert next_budget(session, DIHAL, solved) is None


def test_a_plan_made_on_other_figures_has_no_price(session: Session):
    solved = solve_scenario(session, DIHAL, 2015, Scenario(places=3, costs={"chrs": 10}, budget=20))
    Archive(session).diagnostic("75", places_needed=6, places_dedicated=0)

    for asked in (next_place, next_budget):
        with pytest.raises(Moved, match="Les données ont changé"):
            asked(session, DIHAL, solved)


@pytest.mark.parametrize("who", ["public", "prefecture:93", "region:11", "cncdh"])
def test_a_plan_in_hand_opens_no_door(session: Session, who: str):
    solved = solve_scenario(session, DIHAL, 2015, Scenario(places=3))

    with pytest.raises(NotAllowed):
        next_place(session, perimetre(who), solved)


def test_each_line_says_the_day_of_its_diagnostic(session: Session):
    rows = solve_scenario(session, DIHAL, 2015, Scenario(places=3)).table.rows.set_index("departement")

    assert rows.at["93", "diagnostic"].year == 2015
    assert rows["diagnostic"].notna().sum() == 2
