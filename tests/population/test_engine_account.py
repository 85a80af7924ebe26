"""The account balances for whatever goes in, and the mistakes others made are not made here."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import PersonError
from workbench.population.ages import AgeGroups
from workbench.population.census import cohort_ratios, distribute_unknown, regroup_open
from workbench.population.engine import (
    SEXES,
    BirthExposure,
    ChildWomanRatio,
    Fertility,
    Newcomers,
    Period,
    Timing,
    project,
    project_population,
    sex_shares,
)

FIVE = AgeGroups(5, 19)
SURVIVAL = np.concatenate([[0.9], np.linspace(0.99, 0.7, 17), [0.4]])[:, np.newaxis] * np.ones(
    (2, 1, 1)
)
RATES = np.where((FIVE.starts >= 15) & (FIVE.starts < 50), 0.04, 0.0)[:, np.newaxis]


def one_step(base, **more):
    given = {"survival": SURVIVAL, "births": Fertility(RATES, 1.05), **more}
    return project(base, [Period(**given)], FIVE).accounts[0]


def people(seed=1, scenarios=1):
    return np.random.default_rng(seed).uniform(100, 3000, (2, 19, scenarios))


@st.composite
def projections(draw):
    """Any valid input: widths, sexes, conventions, both fertility forms, several scenarios."""
    by_ratio = draw(st.booleans())
    width = draw(st.sampled_from([1, 5] if by_ratio else [1, 2, 5, 10, 20]))
    least = 50 // width + 1 if by_ratio else 2
    groups = AgeGroups(width, draw(st.integers(least, least + 12)))
    sexes = draw(st.sampled_from([SEXES, ("female",), ("male",)]))
    scenarios = draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (len(sexes), groups.count, draw(st.sampled_from([1, scenarios])))
    kind = draw(st.sampled_from(["closed", "rate", "even", "end", "rate and even", "rate and end"]))
    survival = random.uniform(0.3, 1.5, shape)
    rate = random.uniform(-0.2, 0.5, shape) if "rate" in kind else None
    counted = random.uniform(-2e4, 2e4, shape) if "even" in kind or "end" in kind else None
    if by_ratio:
        births = ChildWomanRatio(random.uniform(0, 1.5, shape[2]), random.uniform(0, 1.5))
    else:
        rates = random.uniform(0, 0.3, (groups.count, shape[2]))
        rates[0] = 0
        births = Fertility(rates, random.uniform(0, 1.5))
    period = Period(
        survival,
        births,
        migration_rate=rate,
        migrants=counted,
        timing=Timing.END if "end" in kind else Timing.EVEN,
        birth_exposure=draw(st.sampled_from(list(BirthExposure))),
    )
    if counted is not None and draw(st.booleans()):
        people = random.uniform(-5, 5, (len(sexes), groups.count, 3))
        kinds = Newcomers(people, random.uniform(0, 1e3, (3, shape[2])))
        period = replace(period, newcomers=kinds)
    if draw(st.booleans()):
        period = replace(period, mortality=random.uniform(0.5, 1.5, (len(sexes), shape[2])))
    base = random.uniform(0, 1e6, (len(sexes), groups.count, scenarios))
    return base, [period] * draw(st.integers(1, 3)), groups, sexes


@settings(max_examples=150)
@given(projections())
def test_the_account_balances_for_any_valid_input(projection):
    base, periods, groups, sexes = projection
    result = project(base, periods, groups, sexes)
    scale = max(1.0, np.abs(result.population).max() / 1e8)
    assert result.balance_error < 1e-6 * scale
    for account in result.accounts:
        change = account.natural_change + account.social_change
        total = account.start.sum(axis=(0, 1)) + change
        np.testing.assert_allclose(
            account.end.sum(axis=(0, 1)), total, atol=1e-6 * scale, rtol=1e-12
        )


@settings(max_examples=50)
@given(projections())
def test_scenarios_do_not_touch_each_other(projection):
    base, periods, groups, sexes = projection
    if any(np.shape(each)[-1] > 1 for p in periods for each in (p.survival,)):
        return
    together = project(base, periods, groups, sexes).population
    for column in range(base.shape[2]):
        alone = project(base[:, :, column], periods, groups, sexes).population
        # Sums over ages may be taken in another order.
        np.testing.assert_allclose(together[..., column], alone[..., 0], rtol=1e-11, atol=1e-6)


@settings(max_examples=50)
@given(projections())
def test_the_population_alone_is_that_of_the_accounts(projection):
    np.testing.assert_array_equal(project_population(*projection), project(*projection).population)


@settings(max_examples=50)
@given(projections())
def test_newcomers_by_kind_are_the_same_as_their_people_given_by_age(projection):
    base, periods, groups, sexes = projection
    together = [
        replace(p, newcomers=None, migrants=p.newcomers.people + p.migrants) if p.newcomers else p
        for p in periods
    ]
    by_kind, by_age = (project(base, given, groups, sexes) for given in (periods, together))
    np.testing.assert_allclose(by_kind.population, by_age.population, rtol=1e-10, atol=1e-6)


@settings(max_examples=50)
@given(projections())
def test_mortality_multiplied_is_the_same_as_the_powers_of_survival_given(projection):
    base, periods, groups, sexes = projection
    given = [
        p
        if p.mortality is None
        else replace(p, mortality=None, survival=p.survival ** p.mortality[:, np.newaxis])
        for p in periods
    ]
    runs = [project(base, each, groups, sexes) for each in (periods, given)]
    for read in (
        lambda run: run.population,
        lambda run: run.births,
        lambda run: run.flows.deaths,
        lambda run: run.flows.net_migration,
    ):
        found, expected = map(read, runs)
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


def test_infants_are_exposed_to_death():
    account = one_step(people())
    np.testing.assert_allclose(account.end[:, 0], account.births * 0.9)
    np.testing.assert_allclose(account.deaths[:, 0], account.births * 0.1)


def test_births_come_from_the_women_of_the_start_and_of_the_end():
    base = np.zeros((2, 19, 1))
    base[1, 2] = 1000.0  # Girls of 10–14 reach 15–19 in the period.
    account = one_step(base)
    assert account.births.sum() == pytest.approx(5 * 0.04 * 0.5 * 1000 * SURVIVAL[1, 3, 0])
    base[1, 2], base[1, 9] = 0.0, 1000.0  # Women of 45–49 leave the ages in it.
    assert one_step(base).births.sum() == pytest.approx(5 * 0.04 * 0.5 * 1000)


def test_the_sex_ratio_is_boys_per_girl():
    shares = sex_shares(1.05, SEXES)[:, 0]
    assert shares[SEXES.index("male")] == pytest.approx(0.512195, abs=1e-6)
    account = one_step(people())
    assert account.births[0, 0] / account.births[1, 0] == pytest.approx(1.05)


@pytest.mark.parametrize("group", range(18))
def test_survival_belongs_to_the_age_arrived_at(group):
    survival = np.ones((2, 19, 1))
    survival[0, group + 1] = 0.5
    base = np.zeros((2, 19, 1))
    base[0, group] = 1000.0
    end = one_step(base, survival=survival).end[0, :, 0]
    assert end[group + 1] == 500.0
    assert end.sum() == 500.0


def test_the_two_oldest_groups_meet_in_the_open_one():
    base = np.zeros((2, 19, 1))
    base[:, 17], base[:, 18] = 100.0, 60.0
    account = one_step(base)
    np.testing.assert_allclose(account.end[:, 18], 160 * 0.4)
    np.testing.assert_allclose(account.deaths[:, 18], 160 * 0.6)


def test_a_cell_driven_below_zero_is_not_clipped():
    migrants = np.full((2, 19, 1), -5000.0)
    account = one_step(people(), migrants=migrants, timing=Timing.END)
    assert account.end.min() < 0
    assert account.balance_error < 1e-6


def test_a_whole_number_base_loses_no_fraction_of_a_person():
    whole = people().astype(np.int64)
    np.testing.assert_array_equal(one_step(whole).end, one_step(whole.astype(float)).end)
    end = one_step(whole).end
    assert np.any(end != np.rint(end))


def test_nothing_is_rounded_between_periods():
    period = Period(SURVIVAL, Fertility(RATES, 1.05))
    tiny = project(people() / 1e6, [period] * 10, FIVE).population
    large = project(people(), [period] * 10, FIVE).population
    np.testing.assert_allclose(tiny * 1e6, large, rtol=1e-12)


def test_zero_migration_runs_and_is_the_closed_population():
    nothing = np.zeros((2, 19, 1))
    closed = one_step(people()).end
    for given_zero in ({"migration_rate": nothing}, {"migrants": nothing},
                       {"migrants": nothing, "timing": Timing.END}):  # fmt: skip
        np.testing.assert_array_equal(one_step(people(), **given_zero).end, closed)


def test_migrants_at_the_end_die_and_give_birth_only_later():
    migrants = np.full((2, 19, 1), 100.0)
    late = one_step(people(), migrants=migrants, timing=Timing.END)
    np.testing.assert_array_equal(late.deaths, one_step(people()).deaths)
    np.testing.assert_array_equal(late.births, one_step(people()).births)
    even = one_step(people(), migrants=migrants)
    assert even.births.sum() > late.births.sum()
    assert even.deaths.sum() > late.deaths.sum()
    np.testing.assert_allclose(even.social_change, late.social_change)


def test_more_survival_fertility_or_migrants_mean_more_people():
    plain = one_step(people()).end.sum()
    assert one_step(people(), survival=SURVIVAL * 1.01).end.sum() > plain
    assert one_step(people(), births=Fertility(RATES * 1.1, 1.05)).end.sum() > plain
    assert one_step(people(), migration_rate=np.full((2, 19, 1), 0.01)).end.sum() > plain
    assert one_step(people(), migrants=np.full((2, 19, 1), 1.0)).end.sum() > plain


def test_a_shape_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="shape"):
        project(np.ones((2, 18, 1)), [], FIVE)


def test_children_by_ratio_need_somebody_left_of_those_born():
    survival = SURVIVAL.copy()
    survival[:, 0] = 0.0
    with pytest.raises(ValueError, match="nobody"):
        one_step(people(), survival=survival, births=ChildWomanRatio(0.2))


def test_people_of_unknown_age_are_spread_in_proportion():
    spread = distribute_unknown(np.array([[90.0, 10.0], [0.0, 50.0]]), np.array([10.0, 0.0]))
    np.testing.assert_allclose(spread, [[99.0, 11.0], [0.0, 50.0]])
    with pytest.raises(ValueError, match="unknown"):
        distribute_unknown(np.zeros((2, 3)), np.ones(2))


def test_older_groups_are_put_together_but_never_taken_apart():
    regrouped = regroup_open(np.arange(8.0).reshape(2, 4), 3)
    np.testing.assert_array_equal(regrouped, [[0, 1, 5], [4, 5, 13]])
    with pytest.raises(ValueError, match="cannot become"):
        regroup_open(np.ones((2, 4)), 5)


def test_the_ratio_of_an_empty_cohort_is_unknown_rather_than_zero():
    earlier = np.ones((2, 19))
    earlier[1, 4] = 0
    with pytest.raises(PersonError) as caught:
        cohort_ratios(earlier, np.ones((2, 19)))
    assert (caught.value.code, caught.value.place) == ("population.empty_cohort", "female[4]")


@pytest.mark.parametrize(("width", "count", "last"), [(5, 19, "90+"), (1, 101, "100+")])
def test_age_labels(width, count, last):
    groups = AgeGroups(width, count)
    assert groups.labels[-1] == last
    assert AgeGroups.of_labels(groups.labels) == groups


def test_ages_between_groups_are_refused():
    assert FIVE.indices(15, 49) == slice(3, 10)
    assert FIVE.indices(65) == slice(13, 19)
    for ages in [(6, 11), (0, 13), (92, None), (85, 94), (90, 94), (-5, 4)]:
        with pytest.raises(ValueError, match="no group"):
            FIVE.indices(*ages)
