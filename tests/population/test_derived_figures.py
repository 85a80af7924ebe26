"""Figures derived from a run, the Cabinet Office's pair, hindcasts and the band of evidence."""

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.population.ages import AgeGroups
from workbench.population.city import project_city
from workbench.population.indicators import derive_indicators, households, median_age
from workbench.population.levers import Assumptions
from workbench.population.life_tables import survival_to
from workbench.population.measures import MEASURES, count, measure
from workbench.population.scenarios import (
    continuation,
    influence,
    influence_of,
    simulation_1,
    simulation_2,
)
from workbench.population.uncertainty import (
    OfficialErrors,
    error_growth,
    hindcast,
    uncertainty_band,
)


@pytest.fixture(scope="module")
def run(inputs):
    return project_city(inputs, [make(inputs).assumptions for make in PAIR])


PAIR = (continuation, simulation_1, simulation_2)


def test_the_base_year_has_the_age_groups_of_the_census_of_2020(run):
    found = derive_indicators(run)
    # 国勢調査 2020: 11,380 / 52,798 / 30,044; the estimate's whole persons miss it by one.
    for key, persons in [("children", 11380), ("working_age", 52798), ("aged_65", 30044)]:
        assert found.people[key][0, 0] == pytest.approx(persons, abs=1)
    assert found.share("aged_65")[0, 0] == pytest.approx(0.319, abs=0.0005)
    assert found.dependency_ratio[0, 0] == pytest.approx((11380 + 30044) / 52798, abs=1e-4)


def test_pupils_lie_within_their_five_year_groups(run):
    found = derive_indicators(run).people
    children = run.count(5, 9) + run.count(10, 14)
    pupils = found["primary_pupils"] + found["lower_secondary_pupils"]
    assert np.all(pupils < children)
    np.testing.assert_allclose(pupils, children * 0.9, rtol=0.03)
    np.testing.assert_allclose(found["preschool"] + pupils, found["children"], rtol=1e-12)


def test_pupils_of_yearly_steps_are_those_of_five_year_steps(run, yearly_inputs):
    yearly = derive_indicators(project_city(yearly_inputs, [Assumptions()])).people
    five = derive_indicators(run).people
    for key in ("primary_pupils", "lower_secondary_pupils"):
        np.testing.assert_allclose(yearly[key][::5, 0], five[key][:, 0], rtol=0.03)


def test_medical_and_care_demand_by_hand(run):
    def weighted(year, weights):
        return sum(w * run.count(*ages)[year, 0] for ages, w in weights.items())

    medical = {(0, 14): 0.6, (15, 39): 0.4, (40, 64): 1.0, (65, 74): 2.3, (75, None): 3.9}
    care = {(40, 64): 1.0, (65, 74): 9.7, (75, None): 87.3}
    found = derive_indicators(run)
    for index, weights in [(found.medical_demand, medical), (found.care_demand, care)]:
        assert np.all(index[0] == 100)
        expected = 100 * weighted(4, weights) / weighted(0, weights)
        assert index[4, 0] == pytest.approx(expected)


def test_the_median_age_halves_the_people():
    even = np.full((1, 2, 19, 1), 10.0)
    run_ages = AgeGroups(5, 19)
    assert median_age(even, run_ages)[0, 0] == pytest.approx(47.5)
    old = np.zeros((1, 2, 19, 1))
    old[:, :, 18] = 5.0
    assert median_age(old, run_ages)[0, 0] == 90
    young = np.zeros((1, 2, 19, 1))
    young[:, :, 0] = 5.0
    assert median_age(young, run_ages)[0, 0] == 2.5


@pytest.mark.parametrize("count", [16, 17, 18])
def test_survival_into_an_earlier_open_group_is_that_of_the_life_table(published, count):
    direct = published.survival_ratios(2020, AgeGroups(5, count))
    np.testing.assert_allclose(survival_to(published.survival(2020), count), direct, atol=2e-6)
    np.testing.assert_array_equal(survival_to(direct, count), direct)
    with pytest.raises(ValueError, match="cannot become"):
        survival_to(direct, 19)


def test_households_come_from_headship_rates(run):
    heads = np.zeros((2, 19))
    heads[0, 6] = 0.5
    people = run.population[:, 0, 6]
    np.testing.assert_allclose(households(run, heads), people * 0.5)
    with pytest.raises(ValueError, match="shape"):
        households(run, heads[:, :-1])


def test_every_measure_counts_something_of_its_own(run):
    counted = [count(run.population, run.ages, each)[2, 0] for each in MEASURES]
    assert len({round(people) for people in counted}) == len(MEASURES)
    assert count(run.population, run.ages, measure("total"))[0, 0] == pytest.approx(94222)


#: 新庄市人口ビジョン: 社人研推計 and シミュレーション①, 2010–2040, and the published 影響度.
SHINJO = [38850, 36877, 34967, 32968, 30975, 28999, 27018]
SHINJO_RAISED = [38850, 36877, 34996, 33124, 31321, 29582, 27848]
SHINJO_INFLUENCE = [100.0, 100.0, 100.1, 100.5, 101.1, 102.0, 103.1]


def test_the_influence_of_natural_change_is_that_published_by_shinjo():
    raised = np.array(SHINJO_RAISED, dtype=float)
    found = influence(np.array(SHINJO, dtype=float), raised, raised)
    assert [round(100 * float(each), 1) for each in found.natural] == SHINJO_INFLUENCE


def test_simulation_1_raises_fertility_to_replacement_by_2030_and_keeps_migration(inputs):
    raised = simulation_1(inputs).assumptions
    assert (raised.tfr, raised.tfr_year) == (2.1, 2030)
    assert raised.migration_multiplier == 1


def test_simulation_2_has_no_net_migration(run):
    assert np.all(run.net_migration[:, 2] == 0)
    assert np.all(run.net_migration[:, :2] != 0)


def test_both_influences_follow_from_the_three_runs(run):
    found = influence_of(run, 2040)
    totals = run.total[run.years.index(2040)]
    assert found.natural == pytest.approx(totals[1] / totals[0])
    assert found.social == pytest.approx(totals[2] / totals[1])
    with pytest.raises(ValueError, match="baseline"):
        influence_of(project_city(run.inputs, [Assumptions()]), 2040)


@pytest.fixture(scope="module")
def tables(published):
    found = {year: published.azumino("census", year) for year in range(1980, 2016, 5)}
    return found | {2020: published.azumino("estimate2020", 2020)}


@pytest.fixture(scope="module")
def errors(published):
    rows = published.shipped("nagano/ipss2018_vs_census2020.csv")
    columns = ("census2015", "ipss2018_for_2020", "census2020")
    return OfficialErrors(*(np.array([float(row[c]) for row in rows]) for c in columns))


@pytest.mark.parametrize("start", [2000, 2005, 2010])
def test_a_hindcast_meets_the_later_censuses_as_well_as_it_did(tables, start):
    found = hindcast(tables, start)
    assert found.years[-1] == 2020
    np.testing.assert_allclose(found.observed.sum(axis=(1, 2))[-1], 94222)
    # By hand: everyone of 20–24 five years on is as many as before, in proportion.
    before, base = tables[start - 5], tables[start]
    expected = base[:, 3] * base[:, 4] / before[:, 3]
    np.testing.assert_allclose(found.projected[0, :, 4], expected)
    assert np.all(np.abs(found.error) < 0.15)


def test_hindcast_children_come_from_the_ratio_of_the_start(tables):
    found = hindcast(tables, 2010)
    base, first = tables[2010], found.projected[0]
    ratio = base[:, 0].sum() / base[1, 3:10].sum()
    assert first[:, 0].sum() / first[1, 3:10].sum() == pytest.approx(ratio)


def test_a_hindcast_without_its_censuses_is_one_sentence(tables):
    for start in (1980, 2020, 2003):
        with pytest.raises(PersonError) as caught:
            hindcast(tables, start)
        assert caught.value.code == "population.hindcast"


def test_the_band_is_nothing_at_the_base_and_widens(run, tables, errors):
    hindcasts = [hindcast(tables, start) for start in range(1985, 2020, 5)]
    band = uncertainty_band(run.years, run.total, errors, hindcasts)
    np.testing.assert_allclose(band.lower[0], run.total[0])
    assert np.all(np.diff(band.half_width) > 0)
    assert np.all(band.lower[1:] < run.total[1:])
    assert np.all(band.upper[1:] > run.total[1:])
    assert "20" in str(band.source)
    # The UN's 80 % half-widths for all Japan are 1.1, 3.3 and 5.7 % in 2030, 2040 and 2050.
    for year, japan in [(2030, 0.011), (2040, 0.033), (2050, 0.057)]:
        assert band.half_width[run.years.index(year)] > japan


def test_a_higher_level_makes_a_wider_band(run, errors):
    widths = [
        uncertainty_band(run.years, run.total, errors, [], level=level).half_width[-1]
        for level in (0.5, 0.8, 0.95)
    ]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3


def test_the_share_of_errors_under_the_band_at_five_years_is_its_level(run, errors):
    band = uncertainty_band(run.years, run.total, errors, [])
    under = np.abs(np.log1p(errors.alike(94222.0))) <= band.half_width[1] + 1e-12
    assert under.mean() == pytest.approx(0.8, abs=0.05)


def test_errors_of_the_municipalities_nearest_in_size_are_taken():
    base = np.geomspace(500, 400_000, 77)
    errors = OfficialErrors(base, base, base * (1 + base / 1e6))
    alike = errors.alike(400_000)
    np.testing.assert_allclose(np.sort(alike), np.sort(base[-20:] / 1e6))


def test_the_growth_of_errors_is_read_from_the_hindcasts(tables):
    class Found:
        def __init__(self, power):
            self.horizons = (5, 10, 20)
            self.error = 0.01 * (np.array(self.horizons) / 5) ** power

    for power in (0.6, 1.0, 1.4):
        assert error_growth([Found(power)]) == pytest.approx(power)
    assert error_growth([Found(3.0)]) == 1.5
    assert error_growth([]) == 1.0
    assert 0.5 <= error_growth([hindcast(tables, start) for start in (2000, 2005, 2010)]) <= 1.5
