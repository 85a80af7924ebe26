"""What initiatives cost: a sum is known only where all that goes into it is, by hand."""

import pytest

from workbench.plan.initiatives import (
    Cost,
    CostKind,
    CostTotal,
    Initiative,
    total_of,
    window,
)

#: 1,200 + 300 + 0 + 50 + 450 = 2,000 thousand yen, every source known.
SOURCES = {"national": 1200, "prefectural": 300, "bonds": 0, "other": 50, "general": 450}


def cost(**amounts: int | None) -> Cost:
    return Cost(1, 1, 2024, CostKind.BUDGET, **amounts)


def test_a_cost_is_the_sum_of_its_sources_when_all_are_known() -> None:
    assert cost(**SOURCES).total == 2000
    assert cost(**{**SOURCES, "bonds": None}).total is None
    assert cost(**{**SOURCES, "bonds": None}).known_sources == 2000


def test_what_a_sheet_states_comes_before_the_sum() -> None:
    assert cost(**SOURCES, stated_total=1999).total == 1999
    assert cost(stated_total=0).total == 0


def test_personnel_stands_beside_the_cost_and_is_not_in_it() -> None:
    assert cost(**SOURCES, personnel=500).total == 2000


@pytest.mark.parametrize(
    ("amounts", "gap"),
    [
        (SOURCES, 0),
        ({**SOURCES, "stated_total": 2000}, 0),
        ({**SOURCES, "stated_total": 2100}, 100),
        ({**SOURCES, "stated_total": 1900}, -100),
        # 450 are not known yet: less than is stated may still become it, more cannot.
        ({**SOURCES, "general": None, "stated_total": 2000}, 0),
        ({**SOURCES, "general": None, "stated_total": 1500}, -50),
    ],
)
def test_the_gap_is_what_is_stated_less_the_sources(amounts, gap) -> None:
    assert cost(**amounts).gap == gap


def test_a_sum_says_how_much_of_it_is_not_known() -> None:
    costs = [cost(**SOURCES), cost(stated_total=30), cost(national=5)]
    assert total_of(costs) == CostTotal(2030, 2, 1)
    assert total_of([]) == CostTotal(0, 0, 0)


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        (None, None, [2022, 2023, 2024, 2025]),
        (2023, None, [2023, 2024, 2025]),
        (None, 2024, [2022, 2023, 2024]),
        (2023, 2024, [2023, 2024]),
        (2024, 2024, [2024]),
    ],
)
def test_an_initiative_runs_from_its_first_to_its_last_year(first, last, runs) -> None:
    one = Initiative(1, 1, 1, "", "記入例", first_year=first, last_year=last)
    assert [year for year in range(2022, 2026) if one.runs_in(year)] == runs


def test_an_implementation_plan_covers_three_years() -> None:
    assert window(2025) == (2025, 2026, 2027)
