"""People of some ages are read off a published table only where its groups tell them."""

import pytest

from workbench.plan.statistics import Basis, PopulationCell, PopulationSet


def held(*cells: tuple[str, int | None, int | None, float]) -> PopulationSet:
    made = tuple(PopulationCell(2020, *cell) for cell in cells)
    return PopulationSet("k", "記入例", Basis.PROJECTION, "20220", "10-01", False, None, made)


BY_FIVE = held(
    *((sex, age, age + 4, float(persons + age)) for sex, persons in (("male", 100), ("female", 200))
      for age in range(0, 85, 5)),
    ("male", 85, None, 50.0), ("female", 85, None, 60.0), ("male", None, None, 7.0),
    ("male", 0, None, 9999.0), ("female", 0, None, 9999.0), ("both", 0, 14, 1.0),
)  # fmt: skip
BY_THREE = held(("both", 0, None, 100.0), ("both", 0, 14, 20.0), ("both", 15, 64, 50.0),
                ("both", 65, None, 30.0))  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "sex", "persons"),
    [
        (0, 14, "", 100 + 105 + 110 + 200 + 205 + 210),
        (20, 39, "female", 220 + 225 + 230 + 235),
        (75, None, "male", 175 + 180 + 50),
        # Everyone is the published total, those of unknown age among them.
        (0, None, "", 2 * 9999),
        (6, 11, "", None),
        (0, 12, "", None),
        (90, None, "", None),
    ],
)
def test_five_year_groups_tell_what_they_fill_exactly(first, last, sex, persons) -> None:
    assert BY_FIVE.count(2020, first, last, sex) == persons


@pytest.mark.parametrize(
    ("first", "last", "sex", "persons"),
    [(0, 14, "", 20), (15, 64, "", 50), (65, None, "", 30), (0, None, "", 100),
     (75, None, "", None), (20, 39, "female", None)],
)  # fmt: skip
def test_three_groups_tell_no_more_than_three(first, last, sex, persons) -> None:
    assert BY_THREE.count(2020, first, last, sex) == persons


def test_another_year_tells_nothing() -> None:
    assert BY_THREE.count(2025, 0, 14) is None
