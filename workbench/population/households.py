"""Newcomer households: who moves in with each, as data that can be edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.engine import SEXES, Newcomers


@dataclass(frozen=True)
class Member:
    """`persons` of one sex, spread evenly over the single ages from `age_from` to `age_to`."""

    sex: str
    age_from: int
    age_to: int
    persons: float


@dataclass(frozen=True)
class HouseholdType:
    """A kind of household that moves in; `key` is that of its lever."""

    key: str
    members: tuple[Member, ...]

    @property
    def persons(self) -> float:
        """People in one household."""
        return sum(member.persons for member in self.members)

    def by_age(self, groups: AgeGroups) -> Floats:
        """Return the people of one household by their age on arrival, (sex, age)."""
        people = np.zeros((len(SEXES), groups.count))
        for member in self.members:
            ages = np.arange(member.age_from, member.age_to + 1)
            places = np.minimum(ages // groups.width, groups.count - 1)
            np.add.at(people[SEXES.index(member.sex)], places, member.persons / len(ages))
        return people


def _couple(age_from: int, age_to: int) -> tuple[Member, ...]:
    return tuple(Member(sex, age_from, age_to, 1.0) for sex in SEXES)


#: The compositions a new plan begins with. The one child is a boy or a girl with equal weight.
HOUSEHOLDS: tuple[HouseholdType, ...] = (
    HouseholdType("couples_20s", _couple(20, 29)),
    HouseholdType(
        "families_30s",
        (*_couple(30, 39), *(Member(sex, 0, 4, 0.5) for sex in SEXES)),
    ),
    HouseholdType("couples_60s", _couple(60, 69)),
)


def newcomers(
    households_a_year: Mapping[str, Floats],
    groups: AgeGroups,
    types: tuple[HouseholdType, ...] = HOUSEHOLDS,
) -> Newcomers | None:
    """Return the people who move in during a period of one age group's width, or None if nobody.

    `households_a_year` gives households a year by type, (scenario,).
    """
    coming = [kind for kind in types if households_a_year[kind.key].any()]
    if not coming:
        return None
    return Newcomers(
        np.stack([kind.by_age(groups) for kind in coming], axis=-1),
        groups.width * np.stack([households_a_year[kind.key] for kind in coming]),
    )
