"""The former municipalities: fitted to the city at the start and after every period."""

import dataclasses

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.population.area_projection import AreaFuture, project_areas
from workbench.population.areas import AreaCensus, estimate_areas, fit_areas, rogers_castro
from workbench.population.city import project_city
from workbench.population.engine import SEXES
from workbench.population.levers import Assumptions

#: 国勢調査 令和2年 第1-1表.
CODES = ("20441", "20461", "20462", "20466", "20467")
SCENARIOS = [Assumptions(), Assumptions(tfr=1.9, families_30s=40, migration_multiplier=0.5)]


@pytest.fixture(scope="module")
def counted(published):
    cells = {
        (row["set"].removeprefix("census2020_"), row["year"], row["sex"]): float(row["persons"])
        for row in published.shipped("azumino/population_cells.csv")
    }
    return [
        AreaCensus(
            code,
            code,
            np.array([cells[code, "2020", sex] for sex in SEXES]),
            cells[code, "2015", "both"],
        )
        for code in CODES
    ]


@pytest.fixture(scope="module")
def areas(inputs, counted):
    return estimate_areas(inputs, counted)


@pytest.fixture(scope="module")
def run(inputs, areas):
    return project_areas(inputs, areas, SCENARIOS)


def test_each_area_has_its_own_men_and_women_and_every_age_adds_up_to_the_city(
    inputs, areas, counted
):
    np.testing.assert_allclose(areas.base.sum(axis=2), inputs.base, rtol=1e-12)
    for index, area in enumerate(counted):
        np.testing.assert_allclose(areas.base[:, :, index].sum(axis=1), area.people, rtol=1e-9)
    # The published total of 明科.
    assert areas.base[:, :, 0].sum() == pytest.approx(7659)


def test_fitting_meets_both_margins_and_keeps_the_odds_of_the_seed():
    random = np.random.default_rng(7)
    seed = random.uniform(1, 50, (2, 6, 4))
    other = random.uniform(1, 50, (2, 6, 4))
    cells, totals = other.sum(axis=2), other.sum(axis=1)
    fitted = fit_areas(seed, cells, totals)
    np.testing.assert_allclose(fitted.sum(axis=2), cells, rtol=1e-9)
    np.testing.assert_allclose(fitted.sum(axis=1), totals, rtol=1e-7)

    def odds(table):
        return table[:, 0, 0] * table[:, 3, 2] / (table[:, 0, 2] * table[:, 3, 0])

    # What defines iterative proportional fitting: every cross-product ratio stays.
    np.testing.assert_allclose(odds(fitted), odds(seed), rtol=1e-9)


def test_an_area_with_ages_of_its_own_keeps_their_shape(inputs, counted):
    old = inputs.base * np.linspace(0.5, 2.0, 19)
    old *= (counted[0].people / old.sum(axis=1))[:, np.newaxis]
    mixed = estimate_areas(inputs, [dataclasses.replace(counted[0], people=old), *counted[1:]])
    assert mixed.ages_estimated == (False, True, True, True, True)
    np.testing.assert_allclose(mixed.base.sum(axis=2), inputs.base, rtol=1e-9)
    share = mixed.base[:, 13:, 0].sum() / mixed.base[:, :, 0].sum()
    assert share > inputs.base[:, 13:].sum() / inputs.base.sum() + 0.1
    assert "20441" not in str(mixed.notes[1])


def test_extra_growth_is_that_beyond_all_areas_together(areas):
    # By hand: 明科 had 8,285 in 2015 and 7,659 in 2020, the city 95,282 and 94,222.
    assert areas.extra_growth[0] == pytest.approx(7659 / 8285 - 94222 / 95282)
    assert areas.extra_growth.argmin() == 0


def test_extra_migration_brings_about_the_extra_growth_of_one_period(inputs, areas):
    movers = inputs.base.copy()
    movers[:, 1:] = inputs.base[:, :-1]
    movers[:, -1] += inputs.base[:, -1]
    for index, growth in enumerate(areas.extra_growth):
        moved = (areas.extra_migration[:, :, index] * movers).sum()
        assert moved / movers.sum() == pytest.approx(growth)


def test_the_standard_schedule_is_that_of_rogers_and_castro():
    # By hand from the fundamental parameters: 0.02, 0.1; 0.06, 0.1, 20, 0.4; 0.003.
    expected = [
        0.02 + 0.06 * np.exp(2.0 - np.exp(8.0)) + 0.003,
        0.02 * np.exp(-2.0) + 0.06 * np.exp(-1.0) + 0.003,
        0.02 * np.exp(-6.0) + 0.06 * np.exp(-4.0 - np.exp(-16.0)) + 0.003,
    ]
    np.testing.assert_allclose(rogers_castro(np.array([0.0, 20.0, 60.0])), expected)
    assert rogers_castro(np.arange(100.0)).argmax() == 23


def test_the_areas_add_up_to_the_city_in_every_cell_of_every_year(inputs, run):
    city = project_city(inputs, SCENARIOS)
    assert run.years == city.years
    np.testing.assert_allclose(run.population.sum(axis=3), city.population, rtol=1e-10)
    np.testing.assert_allclose(run.total.sum(axis=1), city.total, rtol=1e-10)


def test_without_extra_migration_there_is_nothing_to_fit(inputs, areas):
    result = project_areas(inputs, areas, SCENARIOS, future=AreaFuture.NONE)
    assert result.fitted.max() < 1e-12


def test_an_area_projected_alone_with_the_citys_rates_is_the_same(inputs, areas):
    alone = dataclasses.replace(inputs, base=areas.base[:, :, 2])
    expected = project_city(alone, [Assumptions()]).population[..., 0]
    result = project_areas(inputs, areas, [Assumptions()], future=AreaFuture.NONE)
    np.testing.assert_allclose(result.population[:, :, :, 2, 0], expected, rtol=1e-9)


def test_what_becomes_of_extra_migration_changes_the_areas_and_not_the_city(inputs, areas):
    runs = {kind: project_areas(inputs, areas, [Assumptions()], future=kind) for kind in AreaFuture}
    akashina = [runs[kind].total[-1, 0, 0] for kind in ("held", "fading", "none")]
    assert akashina == sorted(akashina)
    assert akashina[0] < akashina[1] - 100 < akashina[2] - 200
    for result in runs.values():
        assert result.total[-1].sum() == pytest.approx(runs["none"].total[-1].sum())


def test_fading_extra_migration_is_gone_after_thirty_years(inputs, areas):
    result = project_areas(inputs, areas, [Assumptions()], until=2060)
    shares = result.total[:, 0, 0] / result.total[:, :, 0].sum(axis=1)
    first, last = shares[1] - shares[0], shares[-1] - shares[-2]
    assert first < -0.005
    # Only its older age structure goes on working.
    assert abs(last) < abs(first) / 3
    assert np.all(result.fitted[:6] > 1e-6)


def test_the_size_of_the_correction_is_small_and_said(run):
    assert run.fitted.max() < 0.02
    assert run.emptied == 0


def test_an_area_in_two_halves_has_half_of_everything(inputs, counted):
    half = dataclasses.replace(
        counted[1], people=counted[1].people / 2, earlier=counted[1].earlier / 2
    )
    whole = project_areas(inputs, estimate_areas(inputs, counted), SCENARIOS)
    split = project_areas(inputs, estimate_areas(inputs, [*counted, half, half][2:]
                          + counted[:1]), SCENARIOS)  # fmt: skip
    np.testing.assert_allclose(split.total[:, 3], whole.total[:, 1] / 2, rtol=1e-9)
    np.testing.assert_allclose(split.total[:, 3], split.total[:, 4])


def test_pupils_of_the_areas_add_up_to_those_of_the_city(inputs, run):
    pupils = run.count("primary_pupils")
    assert pupils.shape == (7, 5, 2)
    city = project_city(inputs, SCENARIOS)
    children = city.count(5, 9) + city.count(10, 14)
    assert np.all(pupils.sum(axis=1) < children)
    np.testing.assert_allclose(run.count("total"), run.total)


def test_areas_run_in_single_years_too(yearly_inputs, counted, run):
    yearly = estimate_areas(yearly_inputs, counted)
    result = project_areas(yearly_inputs, yearly, [Assumptions()], until=2040)
    # Rates of 明科 bend the most: added yearly they apply to ever fewer people.
    np.testing.assert_allclose(result.total[::5, :, 0], run.total[:5, :, 0], rtol=0.02)
    np.testing.assert_allclose(result.total[::5, 1:4, 0], run.total[:5, 1:4, 0], rtol=0.003)
    assert result.population.shape[1:4] == (2, 101, 5)


def test_many_areas_are_one_run(inputs):
    count = 400
    people = np.tile(inputs.base.sum(axis=1) / count, (count, 1))
    parts = [AreaCensus(str(i), str(i), each, None) for i, each in enumerate(people)]
    result = project_areas(inputs, estimate_areas(inputs, parts), [Assumptions()])
    assert np.ptp(result.total[-1, :, 0]) < 1e-6


def test_more_leaving_than_there_are_is_held_and_counted(inputs, counted):
    shrinking = [dataclasses.replace(counted[0], earlier=40_000.0), *counted[1:]]
    result = project_areas(
        inputs, estimate_areas(inputs, shrinking), [Assumptions()], future=AreaFuture.HELD
    )
    assert result.emptied > 0
    assert result.population.min() >= 0
    city = project_city(inputs, [Assumptions()])
    np.testing.assert_allclose(result.population.sum(axis=3), city.population, rtol=1e-9)


def test_areas_that_are_not_the_citys_parts_are_one_sentence(inputs, counted):
    for wrong, code in (([], "population.no_areas"), (counted[1:], "population.areas_differ")):
        with pytest.raises(PersonError) as caught:
            estimate_areas(inputs, wrong)
        assert caught.value.code == code
    assert "86,563" in str(caught.value)


def test_an_unknown_past_means_no_extra_migration_and_is_not_mentioned(inputs, counted):
    silent = [dataclasses.replace(each, earlier=None) for each in counted]
    areas = estimate_areas(inputs, silent)
    assert not areas.extra_migration.any()
    assert len(areas.notes) == 2
