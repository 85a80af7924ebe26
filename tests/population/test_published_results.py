"""The engine comes out at results published by others, cell by cell."""

import itertools

import numpy as np
import pytest

from workbench.population.ages import AgeGroups
from workbench.population.engine import (
    SEXES,
    BirthExposure,
    ChildWomanRatio,
    Fertility,
    Period,
    Timing,
    arriving,
    project,
)
from workbench.population.explicit import project_explicit


def box_6_1(rows):
    """Preston, Heuveline & Guillot (2001), Box 6.1: Sweden 1993, women, closed."""
    person_years = [float(row["nLx_per_100000"]) for row in rows]
    survival = [person_years[0] / 500_000]
    survival += [later / before for before, later in itertools.pairwise(person_years)]
    survival[-1] = person_years[-1] / (person_years[-2] + person_years[-1])
    period = {
        "survival": {"female": survival},
        "fertility": [float(row["asfr_both_sexes"]) for row in rows],
        "sex_ratio_at_birth": 1.05,
    }
    return {
        "ages": list(AgeGroups(5, 18).labels),
        "width": 5,
        "base_year": 1993,
        "population": {"female": [float(row["pop1993_F"]) for row in rows]},
        "periods": [period, period],
    }


@pytest.mark.parametrize(("period", "year", "total"), [(0, 1998, 4449570), (1, 2003, 4478712)])
def test_box_6_1_comes_out_to_the_person_in_every_cell(published, period, year, total):
    rows = published.rows("fixture_preston_box6_1.csv")
    result = project_explicit(box_6_1(rows))
    cells = result["periods"][period]["population"]["female"]
    assert [round(cell) for cell in cells] == [int(row[f"expected_{year}"]) for row in rows]
    assert round(sum(cells)) == total
    assert result["periods"][period]["to_year"] == year


def wide(rows, years):
    """Return a table with a sex, an age and years across as (year, sex, age)."""
    return np.array(
        [[[float(r[y]) for r in rows if r["sex"] == sex] for sex in SEXES] for y in years]
    )


@pytest.fixture(scope="module")
def canada(published):
    """The UN's Canada 1990–2020: single ages, both sexes, migrants at the end of each year."""
    folder = "un_canada_1990_2020/"
    years = [str(year) for year in range(1990, 2020)]
    fertility = np.zeros((30, 101))
    for row in published.rows(folder + "in_asfr.csv"):
        fertility[:, int(row["age_start"])] = [float(row[year]) for year in years]
    births = published.rows(folder + "in_srb_expected_births.csv")
    return {
        "base": wide(published.rows(folder + "in_pop_1990.csv"), ["1990"])[0],
        "survival": wide(published.rows(folder + "in_survival_ratio.csv"), years),
        "migrants": wide(published.rows(folder + "in_net_migration.csv"), years),
        "fertility": fertility,
        "sex_ratio": [float(row["srb"]) for row in births],
        "births": np.array([[float(row[f"births_{sex}"]) for sex in SEXES] for row in births]),
        "deaths": published.rows(folder + "expected_cohort_deaths_by_sex.csv"),
        "population": published.rows(folder + "expected_pop.csv"),
    }


def run_canada(canada, exposure=BirthExposure.BEFORE_MIGRANTS):
    periods = [
        Period(
            canada["survival"][year][..., np.newaxis],
            Fertility(canada["fertility"][year][:, np.newaxis], canada["sex_ratio"][year]),
            migrants=canada["migrants"][year][..., np.newaxis],
            timing=Timing.END,
            birth_exposure=exposure,
        )
        for year in range(30)
    ]
    return project(canada["base"], periods, AgeGroups(1, 101))


@pytest.mark.parametrize("year", [1990, 1991, 2000, 2010, 2020])
def test_canada_agrees_with_the_un_at_every_age_and_sex(canada, year):
    expected = wide(canada["population"], [str(year)])[0]
    found = run_canada(canada).population[year - 1990, :, :, 0]
    np.testing.assert_allclose(found, expected, rtol=1e-11)


def test_canada_has_the_births_of_the_un_in_every_year(canada):
    births = np.array([account.births[:, 0] for account in run_canada(canada).accounts])
    np.testing.assert_allclose(births, canada["births"], rtol=1e-13)


def test_canada_has_the_cohort_deaths_of_the_un_in_every_year(canada):
    deaths = np.array([a.deaths.sum(axis=1)[:, 0] for a in run_canada(canada).accounts])
    expected = [[float(row[sex]) for sex in SEXES] for row in canada["deaths"]]
    np.testing.assert_allclose(deaths, expected, rtol=1e-9)


def test_counting_women_who_come_at_the_end_gives_other_births_than_the_un_today(canada):
    with_migrants = run_canada(canada, BirthExposure.WITH_MIGRANTS).accounts[0].births.sum()
    assert with_migrants / canada["births"][0].sum() == pytest.approx(1.00389, abs=1e-5)


def test_canada_balances(canada):
    assert run_canada(canada).balance_error < 1e-6


def test_canada_agrees_through_the_command_line_document(canada):
    groups = AgeGroups(1, 101)

    def by_sex(cells):
        return dict(zip(SEXES, cells.tolist(), strict=True))

    document = {
        "ages": list(groups.labels),
        "width": 1,
        "base_year": 1990,
        "population": by_sex(canada["base"]),
        "periods": [
            {
                "survival": by_sex(canada["survival"][year]),
                "fertility": canada["fertility"][year].tolist(),
                "sex_ratio_at_birth": canada["sex_ratio"][year],
                "migration": {
                    "kind": "count",
                    "timing": "end",
                    **by_sex(canada["migrants"][year]),
                },
            }
            for year in range(30)
        ],
    }
    result = project_explicit(document)
    last = np.array([result["periods"][-1]["population"][sex] for sex in SEXES])
    np.testing.assert_allclose(last, wide(canada["population"], ["2020"])[0], rtol=1e-11)
    assert result["balance"] < 1e-6


@pytest.mark.parametrize("year", range(2015, 2045, 5))
def test_the_official_projection_of_2018_comes_out_from_its_own_ratios(published, year):
    start = published.azumino("ipss2018", year)
    expected = published.azumino("ipss2018", year + 5)
    ratios = np.ones((2, 19))
    ratios[:, 1:] = expected[:, 1:] / arriving(start)[:, 1:]
    children = expected[:, 0]
    births = ChildWomanRatio(children.sum() / expected[1, 3:10].sum(), children[0] / children[1])
    result = project(start, [Period(ratios[..., np.newaxis], births)], AgeGroups(5, 19))
    assert np.rint(result.population[1, :, :, 0]).tolist() == expected.tolist()
