"""Twenty questions that are asked of the planning of places: how many places, what for, under which constraints."""

from geodata.scenarios import Limits, Objective, Scenario

COSTS = {"chrs": 17_000.0, "diffus": 12_500.0, "hotel": 21_000.0}
ILE_DE_FRANCE, OCCITANIE, PACA = "11", "76", "93"

TWENTY: dict[str, Scenario] = {
    "5, unmet": Scenario(5),
    "40, unmet": Scenario(40),
    "40, need of Seine-Saint-Denis doubled": Scenario(40, need_times={"93": 2.0}),
    "500, unmet": Scenario(500),
    "40, per inhabitant": Scenario(40, Objective.UNMET_RATE),
    "300, per inhabitant": Scenario(300, Objective.UNMET_RATE),
    "15, reach": Scenario(15, Objective.REACH),
    "60, reach of 50 km": Scenario(60, Objective.REACH, reach_km=50.0),
    "40, worst région": Scenario(40, Objective.WORST_REGION),
    "500, worst région": Scenario(500, Objective.WORST_REGION),
    "100, 6 at most each": Scenario(100, each=Limits(0, 6)),
    "100, by 4 at least": Scenario(100, opening=4),
    "100, per inhabitant, by 5, région ≤ 25 %": Scenario(100, Objective.UNMET_RATE, opening=5, every_region_most=0.25),
    "60, with a référent": Scenario(60, with_referent=True),
    "60, recent diagnostic": Scenario(60, with_recent_diagnostic=True),
    "200, shares of régions": Scenario(
        200, region_most={ILE_DE_FRANCE: 0.33}, region_least={OCCITANIE: 0.1, PACA: 0.1}
    ),
    "80, 900,000 euros": Scenario(80, costs=COSTS, budget=900_000.0),
    "200, worst région, by 3, 2,000,000 euros": Scenario(
        200, Objective.WORST_REGION, opening=3, costs=COSTS, budget=2_000_000.0
    ),
    "50, reach, budget, 13 ≥ 10": Scenario(
        50, Objective.REACH, departements={"13": Limits(10, 20)}, costs=COSTS, budget=700_000.0
    ),
    "400, everything": Scenario(
        400,
        Objective.UNMET_RATE,
        each=Limits(0, 25),
        departements={"75": Limits(0, 10), "93": Limits(0, 60), "57": Limits(5, 30), "2A": Limits(0, 0)},
        opening=2,
        every_region_most=0.3,
        region_least={OCCITANIE: 0.05},
        costs=COSTS,
        budget=4_500_000.0,
        with_referent=True,
        need_times={"93": 2.0, "13": 1.5, "59": 0.5},
    ),
}
