"""Inputs for yearly steps and single ages, which childcare and school places need."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np

from workbench import places
from workbench.language import message
from workbench.operations.csv_files import read_rows
from workbench.operations.population_inputs import lacking
from workbench.population.ages import AgeGroups, Floats
from workbench.population.city_inputs import CityInputs
from workbench.population.engine import SEXES
from workbench.population.life_tables import survival_from_deaths
from workbench.population.single_years import single_year_inputs

_SINGLE = AgeGroups(1, 101)
#: Ratios of one life table agree to this; those of another one do not.
_SAME_TABLE = 1e-4


def yearly_inputs(inputs: CityInputs) -> CityInputs:
    """Return the inputs of a run in yearly steps that assumes the same as the five-year one.

    Survival and fertility by single age are the national ones that ship with the program. Raises
    `PersonError` when the five-year survival ratios are not those of one of these life tables:
    another table must not stand in for it in silence.
    """
    for year in sorted(_deaths(), reverse=True):
        tables = _deaths()[year]
        five = np.stack([survival_from_deaths(table, inputs.ages) for table in tables])
        if np.abs(five - inputs.survival).max() <= _SAME_TABLE:
            single = np.stack([survival_from_deaths(table, _SINGLE) for table in tables])
            return single_year_inputs(inputs, single, _fertility(year))
    raise lacking(message("the life table by single age that the survival ratios are from"))


@cache
def _deaths() -> dict[int, list[Floats]]:
    """Return probabilities of dying by single age, men and women, by the year of the table."""
    columns: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(places.data() / "japan" / "life_table_qx.csv"):
        columns[int(row["year"])][row["sex"]].append(float(row["qx"]))
    return {year: [np.array(by_sex[sex]) for sex in SEXES] for year, by_sex in columns.items()}


@cache
def _fertility(latest: int) -> Floats:
    """Return births per woman and year by single age, (age,), of the newest year up to one."""
    rows = [
        row
        for row in read_rows(places.data() / "japan" / "asfr_single_age.csv")
        if int(row["year"]) <= latest
    ]
    newest = max(row["year"] for row in rows)
    rates = np.zeros(_SINGLE.count)
    for row in rows:
        if row["year"] == newest:
            rates[int(row["age"])] = float(row["births_per_woman_year"])
    return rates
