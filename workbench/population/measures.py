"""What is counted in a population: everyone, pupils, women of 20–39, …, for every year."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.language import Message, message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.engine import SEXES
from workbench.population.splitting import people_between


@dataclass(frozen=True)
class Measure:
    """People of some ages (`age_to` None: and older) and of one sex or both."""

    key: str
    name: Message
    age_from: int = 0
    age_to: int | None = None
    sex: str | None = None


MEASURES: tuple[Measure, ...] = (
    Measure("total", message("Total population")),
    Measure("children", message("Ages 0–14"), 0, 14),
    Measure("working_age", message("Ages 15–64"), 15, 64),
    Measure("aged_65", message("Ages 65 and over"), 65),
    Measure("aged_75", message("Ages 75 and over"), 75),
    Measure("preschool", message("Preschool children (0–5)"), 0, 5),
    Measure("primary_pupils", message("Primary school pupils (6–11)"), 6, 11),
    Measure("lower_secondary_pupils", message("Junior high school pupils (12–14)"), 12, 14),
    Measure("women_20_39", message("Women of 20–39"), 20, 39, "female"),
)

_BY_KEY = {measure.key: measure for measure in MEASURES}


def measure(key: str) -> Measure:
    """Return the measure with this key; raise `KeyError` when there is none."""
    return _BY_KEY[key]


def count(population: Floats, groups: AgeGroups, measured: Measure) -> Floats:
    """Return the people a measure counts, (year, scenario), persons.

    `population` is (year, sex, age, scenario). Ages that lie within five-year groups (pupils of
    6–11) are read off the groups split into single ages; a run of single years has them itself.
    Raises `ValueError` when they lie within the open group.
    """
    sexes = slice(None)
    if measured.sex is not None:
        sexes = slice(SEXES.index(measured.sex), SEXES.index(measured.sex) + 1)
    if not groups.aligned(measured.age_from, measured.age_to):
        by_sex = population[:, sexes].transpose(1, 2, 0, 3)
        by_sex = people_between(by_sex, groups, measured.age_from, measured.age_to)
        counted: Floats = by_sex.sum(axis=0)
        return counted
    ages = groups.indices(measured.age_from, measured.age_to)
    people: Floats = population[:, sexes, ages].sum(axis=(1, 2))
    return people
