"""Targets beside the newest figures, with figures of 記入例 counted by hand."""

from workbench.plan.population_standing import NATURAL, SOCIAL, TOTAL, population_standings
from workbench.plan.statistics import (
    Basis,
    PopulationCell,
    PopulationSet,
    PopulationTarget,
    Statistics,
)
from workbench.plan.vital_events import VitalEvent

CITY = "20220"


def counted(key: str, basis: Basis, *totals: tuple[int, float], area: str = CITY) -> PopulationSet:
    cells = tuple(PopulationCell(year, "both", 0, None, persons) for year, persons in totals)
    return PopulationSet(key, "記入例", basis, area, "10-01", False, None, cells)


def target(quantity: str, first: int, last: int, value: float) -> PopulationTarget:
    return PopulationTarget(quantity, first, last, value, "人", "", None)


def event(year: int, quantity: str, number: float, area: str = CITY) -> VitalEvent:
    return VitalEvent(area, year, quantity, number)


def standings(targets, sets=(), events=()):
    return population_standings(Statistics((), tuple(sets), tuple(targets), ()), events, CITY)


def test_a_total_stands_beside_census_register_and_projection() -> None:
    found = standings(
        [target(TOTAL, 2030, 2030, 90_000)],
        [
            counted("c", Basis.CENSUS, (2015, 95_000), (2020, 94_000)),
            counted("other", Basis.CENSUS, (2025, 1), area="20202"),
            counted("p18", Basis.PROJECTION, (2030, 88_000)),
            counted("p23", Basis.PROJECTION, (2030, 89_000), (2035, 87_000)),
        ],
        [event(2022, "register_population", 96_500), event(2023, "register_population", 96_000)],
    )
    assert [(one.basis, one.year, one.figure, one.gap) for one in found] == [
        (Basis.CENSUS, 2020, 94_000, 4_000),
        # The register's count of 2023 is that of 1 January 2024.
        (Basis.REGISTER, 2024, 96_000, 6_000),
        (Basis.PROJECTION, 2030, 89_000, -1_000),
    ]


def test_a_change_stands_beside_the_mean_of_the_years_it_speaks_of() -> None:
    """-600, -700 and -800 in the years of the target: -700 a year; 2020 and 2026 lie outside."""
    numbers = {2020: -1, 2021: -600, 2022: -700, 2023: -800, 2026: -1}
    events = [event(year, "natural_change", number) for year, number in numbers.items()]
    events += [event(2023, "natural_change", 5, area="20202"), event(2022, "social_change", 250)]
    found = standings([target(NATURAL, 2021, 2025, -582), target(SOCIAL, 2021, 2025, 233)], (),
                      events)  # fmt: skip
    assert [(one.year, one.figure, one.mean, one.gap) for one in found] == [
        (2023, -800, -700, -218),
        (2022, 250, 250, 17),
    ]


def test_a_target_without_any_figure_is_left_out() -> None:
    assert standings([target(TOTAL, 2030, 2030, 1), target(NATURAL, 2021, 2025, -1)]) == ()
