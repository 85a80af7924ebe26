"""Published figures that the tests hold the engine against; absent figures skip the test."""

import csv
from pathlib import Path

import numpy as np
import pytest

from workbench.population.ages import AgeGroups
from workbench.population.census import distribute_unknown, regroup_open
from workbench.population.city import CityInputs, EarlierCensus, derive_inputs
from workbench.population.engine import SEXES
from workbench.population.life_tables import survival_from_deaths
from workbench.population.single_years import single_year_inputs

ROOT = Path(__file__).resolve().parents[2]
DATA, REFERENCE = ROOT / "data", ROOT.parent / "shared" / "reference"
FIVE_YEARS = AgeGroups(5, 19)


def shipped(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table that ships with the program."""
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table; skip the test when it is not beside the repository."""
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"published figures are absent: ../shared/reference/{name}")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Published:
    """The published tables as arrays."""

    def rows(self, name):
        return rows_of(name)

    def shipped(self, name):
        return shipped(name)

    def azumino(self, dataset, year):
        """Population by sex and 5-year age to 90+, unknown ages distributed."""
        key = f"census{year}" if dataset == "census" else dataset
        cells, unknown = np.zeros((2, 19)), np.zeros(2)
        for row in shipped("azumino/population_cells.csv"):
            if (row["set"], int(row["year"])) != (key, year) or row["sex"] not in SEXES:
                continue
            sex, people = SEXES.index(row["sex"]), float(row["persons"])
            if not row["age_from"]:
                unknown[sex] = people
            elif (row["age_from"], row["age_to"]) != ("0", ""):
                cells[sex, int(row["age_from"]) // 5] = people
        assert cells.all(), f"no table {dataset} of {year}"
        return distribute_unknown(regroup_open(cells, 19), unknown)

    def survival(self, year):
        """Japan's five-year survival ratios to 90+, (sex, age)."""
        ratios = np.full((2, 19), np.nan)
        for row in shipped("japan/survival_5yr.csv"):
            closed = row["into_age_to"] != "" and int(row["into_age_from"]) < 90
            if int(row["year"]) == year and (closed or row["from_label"] == "85+"):
                group = int(row["into_age_from"]) // 5
                ratios[SEXES.index(row["sex"]), group] = float(row["ratio"])
        return ratios

    def fertility(self, year):
        """Japan's age-specific fertility rates, (age,)."""
        rates = np.zeros(19)
        for row in shipped("japan/asfr_5yr.csv"):
            if int(row["year"]) == year:
                rates[int(row["age_from"]) // 5] = float(row["births_per_woman_year"])
        return rates

    def life_table(self, year):
        """Japan's probabilities of dying by single age, men and women, as long as each goes."""
        rows = [row for row in shipped("japan/life_table_qx.csv") if int(row["year"]) == year]
        return [np.array([float(row["qx"]) for row in rows if row["sex"] == sex]) for sex in SEXES]

    def survival_ratios(self, year, groups):
        """Survival ratios computed from the life table, (sex, age)."""
        return np.stack([survival_from_deaths(table, groups) for table in self.life_table(year)])

    def single_age_fertility(self, year):
        """Japan's fertility rates by single age, (age,)."""
        rates = np.zeros(101)
        for row in shipped("japan/asfr_single_age.csv"):
            if int(row["year"]) == year:
                rates[int(row["age"])] = float(row["births_per_woman_year"])
        return rates

    def single_year_inputs(self) -> CityInputs:
        """安曇野市 in single ages and yearly steps."""
        survival = self.survival_ratios(2020, AgeGroups(1, 101))
        return single_year_inputs(self.inputs(), survival, self.single_age_fertility(2020))

    def inputs(self) -> CityInputs:
        """安曇野市, to be continued from the 2020 estimate."""
        return derive_inputs(
            self.azumino("census", 2015),
            self.azumino("estimate2020", 2020),
            self.survival(2020),
            self.fertility(2020),
            1.41,
            earlier=[
                EarlierCensus(2010, self.azumino("census", 2010), self.survival(2015), 1.48),
                EarlierCensus(2005, self.azumino("census", 2005), self.survival(2015), 1.44),
            ],
        )


@pytest.fixture(scope="session")
def published():
    return Published()


@pytest.fixture(scope="session")
def inputs(published):
    return published.inputs()


@pytest.fixture(scope="session")
def yearly_inputs(published):
    return published.single_year_inputs()
