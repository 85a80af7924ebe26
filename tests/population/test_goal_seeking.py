"""What it takes: goal seeking, the frontier, and runs held to a path."""

import numpy as np
import pytest

from workbench import language
from workbench.errors import PersonError
from workbench.population.city import project_city
from workbench.population.frontier import frontier
from workbench.population.held_paths import (
    HeldBy,
    PlannedChange,
    hold_changes,
    hold_total,
)
from workbench.population.levers import LEVERS, Assumptions, PeriodOverride
from workbench.population.measures import Measure, count
from workbench.population.seeking import seek

#: The plan's target (後期基本計画 第3章第2節).
TARGET, YEAR = 86_000, 2040
REACHING = ["tfr", "migration_multiplier", "couples_20s", "families_30s", "couples_60s",
            "young_adult_migration_multiplier", "child_rearing_migration_multiplier"]  # fmt: skip


@pytest.mark.parametrize("lever", REACHING)
def test_the_plans_target_is_reached_to_the_person(inputs, lever):
    sought = seek(inputs, Assumptions(), lever, "total", YEAR, TARGET)
    assert sought.met
    assert sought.reached == pytest.approx(TARGET, abs=0.01)
    again = project_city(inputs, [sought.assumptions], until=YEAR).total[-1, 0]
    assert again == pytest.approx(TARGET, abs=0.01)


@pytest.mark.parametrize(
    ("measure", "target"), [("primary_pupils", 3800), ("women_20_39", 6800), ("aged_75", 18500)]
)
def test_other_measures_can_be_sought(inputs, measure, target):
    sought = seek(inputs, Assumptions(), "couples_20s", measure, YEAR, target)
    if measure == "aged_75":
        assert not sought.met
        return
    population = project_city(inputs, [sought.assumptions], until=YEAR).population[-1:]
    assert count(population, inputs.ages, sought.measure)[0, 0] == pytest.approx(target, abs=0.01)


def test_a_measure_of_ones_own_can_be_sought(inputs):
    workers = Measure("workers", LEVERS[0].name, 20, 64)
    sought = seek(inputs, Assumptions(), "migration_multiplier", workers, YEAR, 39_000)
    assert sought.met


def test_yearly_steps_find_nearly_the_same(inputs, yearly_inputs):
    five, one = (
        seek(given, Assumptions(), "families_30s", "total", YEAR, TARGET).value
        for given in (inputs, yearly_inputs)
    )
    assert one == pytest.approx(five, rel=0.05)


@pytest.mark.parametrize("spoken", ["ja", "en"])
@pytest.mark.parametrize("target", [200_000, 1_000])
def test_a_target_beyond_reach_is_said_and_the_nearest_named(inputs, target, spoken):
    language.set_language(spoken)
    sought = seek(inputs, Assumptions(), "tfr", "total", YEAR, target)
    assert not sought.met
    assert sought.value == (2.3 if target > 100_000 else 0.8)
    assert f"{sought.reached:,.0f}" in str(sought.sentence)
    assert sought.lowest <= sought.reached <= sought.highest


def test_a_lever_without_effect_on_the_measure_cannot_meet_it(inputs):
    sought = seek(inputs, Assumptions(), "tfr", "women_20_39", YEAR, 7_500)
    assert not sought.met
    assert sought.lowest == pytest.approx(sought.highest)


def test_what_is_already_met_needs_nothing(inputs):
    now = project_city(inputs, [Assumptions()], until=YEAR).total[-1, 0]
    sought = seek(inputs, Assumptions(), "families_30s", "total", YEAR, float(now))
    assert sought.met
    assert sought.value == pytest.approx(0, abs=1e-3)


def test_the_rest_of_the_assumptions_is_held(inputs):
    held = Assumptions(tfr=1.7).with_override(PeriodOverride("couples_20s", 2025, 2030, 30))
    sought = seek(inputs, held, "migration_multiplier", "total", YEAR, TARGET)
    assert sought.met
    assert sought.assumptions == held.replace("migration_multiplier", sought.value)


@pytest.mark.parametrize("year", [2020, 2019])
def test_a_target_year_not_after_the_base_is_one_sentence(inputs, year):
    with pytest.raises(PersonError) as caught:
        seek(inputs, Assumptions(), "tfr", "total", year, TARGET)
    assert caught.value.code == "population.horizon"


def test_a_year_between_the_steps_is_one_sentence(inputs, yearly_inputs):
    with pytest.raises(PersonError) as caught:
        seek(inputs, Assumptions(), "tfr", "total", 2038, TARGET)
    assert caught.value.code == "population.seek_year"
    assert seek(yearly_inputs, Assumptions(), "migration_multiplier", "total", 2038, TARGET).met


def test_a_year_is_no_lever_to_seek(inputs):
    with pytest.raises(PersonError):
        seek(inputs, Assumptions(), "tfr_year", "total", YEAR, TARGET)


def test_every_point_of_the_frontier_is_the_run_it_stands_for(inputs):
    found = frontier(inputs, Assumptions(), YEAR, TARGET, shape=(4, 5))
    for row, column in [(0, 0), (3, 4), (2, 1)]:
        point = Assumptions(tfr=found.tfr[row], families_30s=found.households[column])
        total = project_city(inputs, [point], until=YEAR).total[-1, 0]
        assert found.people[row, column] == pytest.approx(total, abs=1e-6)


def test_on_the_frontiers_line_the_target_is_met_exactly(inputs):
    found = frontier(inputs, Assumptions(), YEAR, TARGET, shape=(16, 9))
    inside = np.flatnonzero(~np.isnan(found.line))
    assert inside.size > 8
    points = [Assumptions(tfr=found.tfr[i], families_30s=found.line[i]) for i in inside]
    totals = project_city(inputs, points, until=YEAR).total[-1]
    np.testing.assert_allclose(totals, TARGET, atol=1e-3)
    assert np.all(np.diff(found.line[inside]) < 0)


def test_beyond_the_range_the_line_ends_and_the_need_is_still_told(inputs):
    found = frontier(inputs, Assumptions(), YEAR, TARGET, shape=(16, 3))
    assert np.isnan(found.line[-1])
    assert found.needed[-1] < 0


def test_the_frontier_serves_any_measure_and_kind_of_household(inputs):
    pupils = Measure("pupils", LEVERS[0].name, 6, 11)
    found = frontier(
        inputs, Assumptions(), YEAR, 3_800,
        household_lever="couples_20s", measured=pupils, shape=(8, 8),
    )  # fmt: skip
    assert np.isfinite(found.line).any()
    with pytest.raises(ValueError, match="measures_from"):
        frontier(inputs, Assumptions(), YEAR, TARGET, household_lever="measures_from")


def test_the_plans_yearly_changes_lead_to_the_totals_it_names(inputs):
    # 94,222 + 5 × (−582 + 233) and 5 × (−681 + 263) from there.
    plan = [PlannedChange(2020, 2025, -582, 233), PlannedChange(2025, 2030, -681, 263)]
    run = hold_changes(inputs, Assumptions(), plan)
    np.testing.assert_allclose(run.total, [94222, 92477, 90387], atol=1e-4)
    np.testing.assert_allclose(run.natural_change_per_year, [-582, -681], atol=1e-5)
    np.testing.assert_allclose(run.net_migration_per_year, [233, 263], atol=1e-5)
    assert run.possible


@pytest.mark.parametrize("by", list(HeldBy))
def test_a_run_keeps_to_the_plans_path(inputs, yearly_inputs, by):
    for given, expected in [
        (inputs, [94222, 92500, 92500 - 6500 / 3, 92500 - 13000 / 3, 86000]),
        (yearly_inputs, None),
    ]:
        run = hold_total(given, Assumptions(), {2025: 92_500, YEAR: TARGET}, by)
        totals = run.total if expected else run.total[[0, 5, 20]]
        np.testing.assert_allclose(totals, expected or [94222, 92500, 86000], atol=1e-4)
        change = run.natural_change_per_year + run.net_migration_per_year
        width = given.ages.width
        np.testing.assert_allclose(np.diff(run.total), width * change, atol=1e-6)


def test_a_path_held_by_births_leaves_migration_as_observed_and_the_other_way_round(inputs):
    births = hold_total(inputs, Assumptions(), {YEAR: TARGET}, HeldBy.BIRTHS)
    assert not births.extra_migrants_per_year.any()
    assert np.all(births.tfr > 1.41)
    migration = hold_total(inputs, Assumptions(), {YEAR: TARGET}, HeldBy.MIGRATION)
    np.testing.assert_allclose(migration.tfr, 1.41)
    assert migration.extra_migrants_per_year.sum() > 0


def test_the_implied_migration_put_into_the_run_leads_back_to_the_path(inputs):
    held = Assumptions(couples_20s=20)
    run = hold_total(inputs, held, {2025: 92_500}, HeldBy.MIGRATION)
    # Families of three, of the same ages as the implied newcomers.
    families = run.extra_migrants_per_year[0] / 3
    if families < 0:
        pytest.skip("people would have to leave")
    total = project_city(inputs, [held.replace("families_30s", families)], until=2025).total
    assert total[-1, 0] == pytest.approx(92_500, abs=1e-4)


def test_an_impossible_path_says_so(inputs):
    assert not hold_total(inputs, Assumptions(), {2025: 80_000}, HeldBy.BIRTHS).possible


def test_a_plan_with_a_gap_is_one_sentence(inputs):
    with pytest.raises(PersonError) as caught:
        hold_changes(inputs, Assumptions(), [PlannedChange(2023, 2025, -582, 233)])
    assert caught.value.code == "population.plan_gap"


@pytest.mark.parametrize("path", [{}, {2020: 94_222}, {2033: 90_000}])
def test_a_path_the_run_does_not_reach_is_one_sentence(inputs, path):
    with pytest.raises(PersonError):
        hold_total(inputs, Assumptions(), path)
