"""安曇野市 continued from what was observed, and what its levers do."""

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.population.ages import AgeGroups
from workbench.population.city import derive_inputs, project_city, project_city_population
from workbench.population.city_periods import Remembered
from workbench.population.engine import Fertility, Period, project
from workbench.population.households import HOUSEHOLDS, newcomers
from workbench.population.levers import CHOICES, LEVERS, Assumptions, PeriodOverride
from workbench.population.mortality import improved_survival, life_expectancy
from workbench.population.scenario_levers import ScenarioLevers


def total_2040(inputs, **values):
    return float(project_city(inputs, [Assumptions.of(values)], until=2040).total[-1, 0])


def test_the_census_of_2015_keeps_its_total_when_unknown_ages_are_distributed(published):
    assert published.azumino("census", 2015).sum() == pytest.approx(95282)


def test_the_base_is_the_estimate_of_2020_and_says_so(inputs):
    assert inputs.base.sum() == 94222
    assert inputs.base_is_estimate


@pytest.mark.parametrize(
    ("year", "persons"), [(2025, 92100), (2030, 89350), (2035, 86100), (2040, 82500)]
)
def test_continuation_comes_to_the_known_answer_within_200_persons(inputs, year, persons):
    result = project_city(inputs, [Assumptions()], until=2040)
    assert result.total[result.years.index(year), 0] == pytest.approx(persons, abs=200)


@pytest.mark.parametrize(
    ("year", "official", "within"), [(2025, 92161, 0.003), (2040, 84256, 0.025)]
)
def test_continuation_lies_close_to_the_official_projection_of_2023(inputs, year, official, within):
    result = project_city(inputs, [Assumptions()], until=2040)
    assert result.total[result.years.index(year), 0] == pytest.approx(official, rel=within)


def test_from_the_census_of_2015_the_rates_lead_back_to_the_base_of_2020(inputs, published):
    period = Period(
        inputs.survival[..., np.newaxis],
        Fertility(inputs.fertility_pattern[:, np.newaxis], inputs.sex_ratio_at_birth),
        migration_rate=inputs.migration_rate[..., np.newaxis],
    )
    result = project(published.azumino("census", 2015), [period], inputs.ages)
    np.testing.assert_allclose(result.population[1, :, :, 0], inputs.base, rtol=1e-12)


def test_the_account_of_every_scenario_balances(inputs):
    scenarios = [Assumptions(), Assumptions(tfr=2.1, couples_20s=50, life_expectancy_gain=1.5)]
    result = project_city(inputs, scenarios)
    change = result.births - result.deaths + result.net_migration
    np.testing.assert_allclose(np.diff(result.total, axis=0), change, atol=1e-6)
    assert result.balance_error < 1e-6


def test_scenarios_run_together_as_they_run_alone(inputs):
    scenarios = [
        Assumptions(),
        Assumptions(tfr=1.8, tfr_path="logistic", migration_base="mean_of_two"),
        Assumptions(migration_multiplier=0.5, families_30s=20, migration_future="fading"),
        Assumptions(life_expectancy_gain=2.0).with_override(PeriodOverride("tfr", 2025, 2030, 2.0)),
    ]
    together = project_city(inputs, scenarios)
    for column, scenario in enumerate(scenarios):
        alone = project_city(inputs, [scenario]).population[..., 0]
        np.testing.assert_allclose(together.population[..., column], alone, rtol=1e-12)


#: A value for each lever and choice that must move 2040, with what it needs beside it.
CHANGES = {
    "tfr": (1.8, {}),
    "tfr_year": (2045, {"tfr": 1.8}),
    "migration_multiplier": (0.5, {}),
    "young_adult_migration_multiplier": (0.5, {}),
    "child_rearing_migration_multiplier": (0.5, {}),
    "couples_20s": (10, {}),
    "families_30s": (10, {}),
    "couples_60s": (10, {}),
    "measures_from": (2030, {"couples_20s": 10}),
    "migration_fade_year": (2060, {"migration_future": "fading"}),
    "life_expectancy_gain": (1.0, {}),
    "tfr_path": ("exponential", {"tfr": 1.8, "tfr_year": 2040}),
    "migration_base": ("previous", {}),
    "migration_future": ("fading", {}),
}


@pytest.mark.parametrize("key", [each.key for each in (*LEVERS, *CHOICES)])
def test_every_lever_and_choice_changes_the_result(inputs, key):
    value, beside = CHANGES[key]
    before = total_2040(inputs, **beside)
    assert abs(total_2040(inputs, **beside, **{key: value}) - before) > 1


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
def test_every_option_of_a_choice_gives_its_own_result(inputs, choice):
    beside = CHANGES[choice.key][1]
    totals = [total_2040(inputs, **beside, **{choice.key: each}) for each in choice.options]
    assert len({round(total, 3) for total in totals}) == len(choice.options)


@pytest.mark.parametrize("lever", [each for each in LEVERS if each.by_period], ids=lambda e: e.key)
def test_every_lever_can_be_set_for_single_years(inputs, lever):
    value, beside = CHANGES[lever.key]
    override = PeriodOverride(lever.key, 2030, 2035, value)
    changed = Assumptions.of(beside).with_override(override)
    result = project_city(inputs, [Assumptions.of(beside), changed], until=2040)
    at_2030 = result.years.index(2030)
    np.testing.assert_allclose(result.total[: at_2030 + 1, 0], result.total[: at_2030 + 1, 1])
    assert np.all(np.abs(result.total[at_2030 + 1 :, 0] - result.total[at_2030 + 1 :, 1]) > 1)


@pytest.mark.parametrize(
    "key", ["tfr", "couples_20s", "families_30s", "couples_60s", "life_expectancy_gain"]
)
def test_more_of_a_lever_means_more_people(inputs, key):
    lever = next(each for each in LEVERS if each.key == key)
    values = np.linspace(lever.minimum, lever.maximum, 7)
    totals = project_city(inputs, [Assumptions().replace(key, float(v)) for v in values]).total[-1]
    assert np.all(np.diff(totals) > 0)


def test_a_later_fertility_rise_leaves_fewer_people(inputs):
    scenarios = [Assumptions(tfr=1.8, tfr_year=year) for year in (2025, 2030, 2040, 2050)]
    totals = project_city(inputs, scenarios).total[-1]
    assert np.all(np.diff(totals) < 0)


def test_without_migration_the_social_change_is_zero(inputs):
    result = project_city(inputs, [Assumptions(migration_multiplier=0.0)])
    assert np.all(result.net_migration == 0)
    assert result.total[-1, 0] < inputs.base.sum()


def test_fading_migration_is_gone_after_its_year(inputs):
    result = project_city(
        inputs, [Assumptions(migration_future="fading", migration_fade_year=2035)]
    )
    after = result.years.index(2035)
    assert np.all(np.abs(result.net_migration[:after]) > 50)
    assert np.all(result.net_migration[after:] == 0)


def test_newcomers_are_the_people_of_their_households(inputs):
    plain, more = (
        project_city(
            inputs,
            [
                Assumptions(families_30s=households),
            ],
            until=2025,
        )
        for households in (0, 40)
    )
    came = more.net_migration[0, 0] - plain.net_migration[0, 0]
    born = more.births[0, 0] - plain.births[0, 0]
    assert born > 10
    # Besides the newcomers, their newborn migrate at the newborn's rate.
    newborn = born * inputs.migration_rate[:, 0].mean()
    assert came == pytest.approx(40 * 5 * 3 + newborn, abs=0.1)
    assert more.deaths[0, 0] > plain.deaths[0, 0]


def test_household_people_stand_at_their_ages_at_any_width():
    five, single = AgeGroups(5, 19), AgeGroups(1, 101)
    for kind in HOUSEHOLDS:
        yearly = kind.by_age(single)
        assert yearly.sum() == pytest.approx(kind.persons)
        np.testing.assert_allclose(
            yearly[:, :90].reshape(2, 18, 5).sum(2), kind.by_age(five)[:, :18]
        )


def test_no_households_mean_no_counted_migrants():
    nobody = {kind.key: np.zeros(3) for kind in HOUSEHOLDS}
    assert newcomers(nobody, AgeGroups(5, 19)) is None


def test_shares_of_the_three_age_groups_add_up(inputs):
    result = project_city(inputs, [Assumptions()])
    shares = result.share(0, 14) + result.share(15, 64) + result.share(65)
    np.testing.assert_allclose(shares, 1.0)
    # The census of 2020; the estimate's whole persons miss it by at most one.
    assert result.count(0, 14)[0, 0] == pytest.approx(11380, abs=1)
    assert result.count(65)[0, 0] == pytest.approx(30044, abs=1)
    assert result.count(20, 39, "female")[0, 0] == 1665 + 1744 + 1974 + 2486


@pytest.mark.parametrize("future", ["held", "fading"])
@pytest.mark.parametrize("gain", [0.0, 1.0])
def test_hundreds_of_scenarios_are_each_what_they_are_alone(inputs, future, gain):
    count = 300
    varied = {
        "tfr": np.linspace(0.8, 2.3, count),
        "young_adult_migration_multiplier": np.linspace(2.0, 0.0, count),
        "families_30s": np.linspace(0.0, 100.0, count),
        "couples_60s": np.linspace(50.0, 0.0, count),
        "life_expectancy_gain": gain * np.linspace(1.0, 2.0, count),
    }
    held = Assumptions(migration_future=future, measures_from=2025)
    together = project_city_population(inputs, ScenarioLevers.varied(held, varied))
    for index in (0, 117, count - 1):
        alone = held
        for key, values in varied.items():
            alone = alone.replace(key, float(values[index]))
        expected = project_city(inputs, [alone]).population[..., 0]
        np.testing.assert_allclose(together[..., index], expected, rtol=1e-12)


def test_ages_that_are_no_groups_are_refused_rather_than_shown_as_a_total(inputs):
    with pytest.raises(ValueError, match="no group"):
        project_city(inputs, [Assumptions()]).count(6, 11)


def test_a_horizon_before_the_base_is_one_sentence(inputs):
    with pytest.raises(PersonError) as caught:
        project_city(inputs, [Assumptions()], until=2020)
    assert caught.value.code == "population.horizon"


def test_migration_of_a_period_that_is_not_known_is_one_sentence(inputs, published):
    short = published.inputs()
    short = type(short)(**{**vars(short), "earlier_migration": ()})
    with pytest.raises(PersonError) as caught:
        project_city(short, [Assumptions(migration_base="mean_of_two")])
    assert caught.value.code == "population.migration_unknown"


def test_more_people_leaving_than_there_are_is_counted_and_not_clipped(inputs):
    doubled = Assumptions(migration_multiplier=2.0, young_adult_migration_multiplier=2.0)
    assert project_city(inputs, [Assumptions()]).negative_cells == 0
    result = project_city(inputs, [doubled])
    assert result.negative_cells > 0
    assert result.population.min() < 0


@pytest.mark.parametrize("value", [1.01, 0.0, -0.5, float("nan"), 99.7])
def test_a_survival_ratio_that_is_none_is_one_sentence(published, value):
    survival = published.survival(2020)
    survival[1, 3] = value
    with pytest.raises(PersonError) as caught:
        derive_inputs(
            published.azumino("census", 2015),
            published.azumino("estimate2020", 2020),
            survival,
            published.fertility(2020),
            1.41,
        )
    assert (caught.value.code, caught.value.place) == ("population.survival", "female 15-19")


def test_registered_births_may_tell_the_migration_of_the_newborn(published, inputs):
    # The register's calendar years, cut at the censuses' 1 October and split 1.052 : 1.
    within = {2015: 0.25, 2016: 1, 2017: 1, 2018: 1, 2019: 1, 2020: 0.75}
    rows = published.shipped("azumino/vital_events.csv")
    births = sum(
        float(row["value"]) * within.get(int(row["calendar_year"]), 0)
        for row in rows
        if row["quantity"] == "births" and row["area_code"] == "20220"
    )
    given = derive_inputs(
        published.azumino("census", 2015),
        published.azumino("estimate2020", 2020),
        published.survival(2020),
        published.fertility(2020),
        1.41,
        births=births * np.array([1.052, 1.0]) / 2.052,
    )
    assert np.all(given.migration_rate[:, 0] != inputs.migration_rate[:, 0])
    np.testing.assert_array_equal(given.migration_rate[:, 1:], inputs.migration_rate[:, 1:])
    total = project_city(given, [Assumptions()], until=2040).total[-1, 0]
    assert total == pytest.approx(82500, abs=200)


def test_life_expectancy_of_japan_in_2020_comes_from_its_survival_ratios(published):
    # 第23回完全生命表: 81.56 and 87.71 years.
    found = life_expectancy(published.survival(2020), 5)
    np.testing.assert_allclose(found, [81.56, 87.71], atol=0.15)


@pytest.mark.parametrize("gain", [0.0, 0.7, 3.0, 9.0])
def test_survival_improves_by_the_years_asked_for(published, gain):
    survival = published.survival(2020)
    improved = improved_survival(survival, 5, np.array([gain]))[:, :, 0]
    gained = life_expectancy(improved, 5) - life_expectancy(survival, 5)
    np.testing.assert_allclose(gained, gain, atol=0.01)
    assert np.all(improved >= survival - 1e-12)
    assert np.all(improved <= 1)


def test_what_is_remembered_never_changes_a_result(inputs):
    """Move one lever after the other, and some for single periods, with and without memory."""
    remembered = Remembered()
    start = Assumptions(tfr=inputs.tfr)
    moves = [start.replace("tfr", 1.8)]
    for lever in LEVERS:
        value = lever.maximum if lever.default < lever.maximum else lever.minimum
        moves.append(moves[-1].replace(lever.key, value))
        moves.append(start.replace(lever.key, value))
        if lever.by_period:
            override = PeriodOverride(lever.key, 2025, 2030, lever.minimum)
            moves.append(start.with_override(override))
    for choice in CHOICES:
        moves += [start.replace(choice.key, str(option)) for option in choice.options]
    known = [one for one in moves if one.migration_base == "latest"]
    for until in (2040, 2050):
        for one in known:
            again = project_city(inputs, [one], until, remembered=remembered)
            assert np.array_equal(again.population, project_city(inputs, [one], until).population)


@pytest.mark.parametrize(
    "values", [{}, {"tfr": 1.8}, {"migration_multiplier": 0.5}, {"families_30s": 30.0},
               {"life_expectancy_gain": 1.0}, {"migration_future": "fading"}]
)  # fmt: skip
def test_the_flows_of_a_run_are_the_sums_of_its_accounts(inputs, values):
    run = project_city(inputs, [Assumptions(), Assumptions.of(values)]).run
    deaths = np.stack([account.deaths.sum(axis=(0, 1)) for account in run.accounts])
    moved = np.stack([account.net_migration.sum(axis=(0, 1)) for account in run.accounts])
    np.testing.assert_allclose(run.flows.deaths, deaths, rtol=1e-12)
    np.testing.assert_allclose(run.flows.net_migration, moved, rtol=1e-12, atol=1e-9)
