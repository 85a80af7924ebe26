"""Single ages and yearly steps say the same as five-year groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.population.ages import AgeGroups
from workbench.population.city import project_city
from workbench.population.levers import Assumptions, PeriodOverride
from workbench.population.life_tables import person_years
from workbench.population.single_years import yearly_migration
from workbench.population.splitting import people_between, split_ages, stationary_tail

FIVE = AgeGroups(5, 19)
TAIL = np.ones((2, 11))

SCENARIOS = {
    "continuation": Assumptions(),
    "more births and families": Assumptions(tfr=1.8, families_30s=30),
    "no migration": Assumptions(migration_multiplier=0.0),
    "longer lives, fading migration": Assumptions(
        life_expectancy_gain=1.5, migration_future="fading"
    ),
    "migration of the years before": Assumptions(migration_base="previous"),
    "mean of three periods": Assumptions(
        migration_base="mean_of_three", tfr_path="logistic", tfr=1.6
    ),
    "a value for some years": Assumptions().with_override(
        PeriodOverride("migration_multiplier", 2025, 2035, 1.2)
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_yearly_steps_agree_with_five_year_steps_within_half_a_percent_after_20_years(
    inputs, yearly_inputs, name
):
    five, one = (project_city(given, [SCENARIOS[name]], 2040) for given in (inputs, yearly_inputs))
    assert one.years == tuple(range(2020, 2041))
    np.testing.assert_allclose(one.total[::5], five.total, rtol=0.005)
    for ages in [(0, 14), (15, 64), (65, None), (75, None)]:
        found, expected = one.count(*ages)[-1], five.count(*ages)[-1]
        np.testing.assert_allclose(found, expected, rtol=0.02)


def test_yearly_births_and_changes_add_up_to_those_of_five_years(inputs, yearly_inputs):
    five, one = (project_city(given, [Assumptions()], 2040) for given in (inputs, yearly_inputs))
    births = one.births.reshape(4, 5, 1).sum(axis=1)
    np.testing.assert_allclose(births, five.births, rtol=0.02)
    assert one.balance_error < 1e-6


def test_the_split_base_keeps_every_group_of_the_estimate(inputs, yearly_inputs):
    closed = yearly_inputs.base[:, :90].reshape(2, 18, 5).sum(axis=2)
    np.testing.assert_allclose(closed, inputs.base[:, :18], rtol=1e-12)
    np.testing.assert_allclose(yearly_inputs.base[:, 90:].sum(axis=1), inputs.base[:, 18])
    assert yearly_inputs.base.min() >= 0


@settings(max_examples=100)
@given(st.lists(st.floats(0, 1e5), min_size=19, max_size=19))
def test_splitting_keeps_every_group_and_makes_no_negative_cell(people):
    population = np.array([people, people[::-1]])
    singles = split_ages(population, FIVE, TAIL)
    assert singles.shape == (2, 101)
    assert singles.min() >= 0
    scale = max(1.0, *people)
    groups = np.add.reduceat(singles, FIVE.starts, axis=1)
    np.testing.assert_allclose(groups, population, atol=1e-9 * scale)


def test_splitting_an_even_population_leaves_it_even():
    singles = split_ages(np.full((2, 19), 500.0), FIVE, TAIL)
    np.testing.assert_allclose(singles[:, :90], 100.0)


def test_splitting_a_straight_slope_leaves_it_straight_inside():
    ages = np.arange(101.0)
    straight = 1000 - 9 * ages
    population = np.add.reduceat(np.stack([straight] * 2), FIVE.starts, axis=1)
    singles = split_ages(population, FIVE, TAIL)
    np.testing.assert_allclose(singles[:, 20:70], np.stack([straight] * 2)[:, 20:70], rtol=1e-3)


def test_splitting_works_for_every_year_and_scenario_at_once(inputs):
    result = project_city(inputs, [Assumptions(), Assumptions(tfr=1.8)])
    by_year = np.moveaxis(result.population, 0, 2)
    together = split_ages(by_year, FIVE, TAIL)
    alone = split_ages(result.population[3, :, :, 1], FIVE, TAIL)
    np.testing.assert_allclose(together[:, :, 3, 1], alone)


def test_ages_within_the_open_group_follow_the_tail():
    tail = stationary_tail(np.full((2, 101), 0.5), 90)
    np.testing.assert_allclose(tail[:, 1:10] / tail[:, :9], 0.5)
    np.testing.assert_allclose(tail[:, 10], tail[:, 9])  # L(99) × 0.5 / (1 − 0.5)


@pytest.mark.parametrize("year", [2015, 2020])
def test_five_year_survival_ratios_come_out_of_the_life_table(published, year):
    # The published table closes itself a little differently above 113: 5e-7.
    found = published.survival_ratios(year, FIVE)
    np.testing.assert_allclose(found, published.survival(year), atol=1e-6)


def test_life_expectancy_comes_out_of_the_life_table(published):
    # 厚生労働省 第23回完全生命表, 2020: 81.56 and 87.71 years.
    found = [person_years(table).sum() for table in published.life_table(2020)]
    np.testing.assert_allclose(found, [81.56, 87.71], atol=0.005)


def test_five_years_of_yearly_migration_do_to_a_cohort_what_the_period_did(inputs, yearly_inputs):
    survival, rate = yearly_inputs.survival, yearly_inputs.migration_rate
    grown = np.log((survival + rate) / survival)
    expected = np.log((inputs.survival + inputs.migration_rate) / inputs.survival)
    for group in range(1, 18):
        starts = range(5 * group - 5, 5 * group)
        passed = [grown[:, age + 1 : age + 6].sum(axis=1) for age in starts]
        np.testing.assert_allclose(np.mean(passed, axis=0), expected[:, group], atol=1e-9)


def test_no_migration_stays_none_in_single_years(inputs, yearly_inputs):
    none = np.zeros_like(inputs.migration_rate)
    assert not yearly_migration(none, inputs.survival, yearly_inputs.survival, FIVE).any()


def test_a_cohort_that_is_gone_has_no_yearly_rate(inputs, yearly_inputs):
    with pytest.raises(ValueError, match="gone"):
        yearly_migration(-inputs.survival, inputs.survival, yearly_inputs.survival, FIVE)


def test_the_fertility_pattern_keeps_the_rate(yearly_inputs):
    assert yearly_inputs.fertility_pattern.sum() == pytest.approx(1.41)


@given(
    st.integers(0, 89).flatmap(lambda first: st.tuples(st.just(first), st.integers(first, 89))),
    st.integers(0, 2**32 - 1),
)
def test_ages_are_counted_as_they_are_split(ages, seed):
    population = np.random.default_rng(seed).uniform(0, 9000, (2, 19, 3))
    singles = split_ages(population, FIVE, TAIL)
    (first, last), at_most = ages, population.sum()
    found = people_between(population, FIVE, first, last)
    np.testing.assert_allclose(
        found, singles[:, first : last + 1].sum(axis=1), atol=1e-12 * at_most
    )
    older = people_between(population, FIVE, first, None)
    np.testing.assert_allclose(older, singles[:, first:].sum(axis=1), rtol=1e-12)


def test_ages_within_the_open_group_are_not_counted():
    with pytest.raises(ValueError, match="92"):
        people_between(np.ones((2, 19)), FIVE, 80, 92)
