"""Parts of a municipality: who lives there by age, and how their migration differs.

Counts of a former municipality often know men and women only. Its age structure is then the
municipality's, fitted to its own men and women by iterative proportional fitting, and is an
estimate wherever it shows. What its population gained or lost beyond the municipality as a whole
in the years before is taken to be migration, spread over the ages by the standard schedule of
Rogers & Castro (1981, Model Migration Schedules, IIASA RR-81-30): most of it at 20–29 and among
small children, little among the old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.city_inputs import CityInputs
from workbench.population.stepping import arriving

#: The fundamental parameters of Rogers & Castro's schedule: children with their parents, the
#: labour force, and a level for all ages.
_CHILDREN, _CHILDREN_FALL = 0.02, 0.1
_LABOUR, _LABOUR_FALL, _LABOUR_AGE, _LABOUR_RISE = 0.06, 0.1, 20.0, 0.4
_EVERYONE = 0.003
#: Those born in a period live through half of it on average.
_NEWBORN_EXPOSURE = 0.5
#: Parts may differ from the whole by this much: they were counted, or rounded, apart.
_WIDEST_GAP = 0.01
_ROUNDS, _CLOSE = 500, 1e-10


@dataclass(frozen=True)
class AreaCensus:
    """What was counted of a part of the municipality.

    Attributes
    ----------
    code, name
        The area's.
    people
        In the base year, by sex, (sex,), or by sex and age in the municipality's age groups,
        (sex, age), persons.
    earlier
        Everyone `span` years before within the same boundary, persons; None when not known.
    """

    code: str
    name: str
    people: Floats
    earlier: float | None = None
    span: int = 5


@dataclass(frozen=True)
class AreaInputs:
    """The parts of a municipality, ready to be carried forward.

    Attributes
    ----------
    codes, names
        Of each area.
    base
        Population in the base year, (sex, age, area), persons; adds up to the municipality's.
    ages_estimated
        Which areas have the municipality's age structure for want of their own, (area,).
    extra_migration
        Net migration rates beyond the municipality's own, (sex, age, area), by the age arrived
        at, per period of one age group's width.
    extra_growth
        What these rates rest on: growth of the population in one period beyond that of all
        areas together, (area,); 0 where no earlier figure is known.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    base: Floats
    ages_estimated: tuple[bool, ...]
    extra_migration: Floats
    extra_growth: Floats

    @property
    def notes(self) -> tuple[Message, ...]:
        """What has to be said wherever figures of the areas show."""
        estimated = [name for name, e in zip(self.names, self.ages_estimated, strict=True) if e]
        notes = [
            message("The areas are projected with the municipality's rates and fitted to add up.")
        ]
        if estimated:
            notes.append(
                message(
                    "Ages of {areas} are an estimate: the municipality's age structure, fitted to "
                    "the area's own men and women.",
                    areas="、".join(estimated),
                )
            )
        if self.extra_growth.any():
            notes.append(
                message(
                    "What an area grew or shrank beyond the municipality in the years before the "
                    "base is taken to be migration that goes on, by age as in the standard "
                    "schedule of Rogers and Castro."
                )
            )
        return tuple(notes)


def estimate_areas(city: CityInputs, areas: Sequence[AreaCensus]) -> AreaInputs:
    """Return the parts of a municipality by sex and age, adding up to it in every cell.

    Raises
    ------
    PersonError
        When there are no areas, or men or women of all areas together are not those of the
        municipality (by more than one per cent: less is fitted away).
    """
    if not areas:
        raise PersonError("population.no_areas", message("No parts of the municipality are known."))
    by_sex = np.stack([np.reshape(each.people, (2, -1)).sum(axis=1) for each in areas], axis=1)
    _check_parts(by_sex, city.base)
    seed = np.stack([_seed(each, city.base) for each in areas], axis=2)
    growth = _extra_growth(areas, by_sex.sum(axis=0), city.ages.width)
    schedule = _standard_schedule(city)
    return AreaInputs(
        tuple(each.code for each in areas),
        tuple(each.name for each in areas),
        fit_areas(seed, city.base, by_sex),
        tuple(np.ndim(each.people) == 1 for each in areas),
        schedule[:, :, np.newaxis] * growth,
        growth,
    )


def fit_areas(seed: Floats, cells: Floats, totals: Floats) -> Floats:
    """Return the areas' population nearest to `seed` that meets both margins, (sex, age, area).

    Iterative proportional fitting (Deming & Stephan 1940). `cells` is the whole, (sex, age), and
    is met exactly; `totals` are the areas' own men and women, (sex, area), first scaled to add up
    to the whole. Where the seed has nobody at all, the areas' totals are the seed.
    """
    whole = cells.sum(axis=1)
    # An area without men or women stays without; only an empty whole has no share to give.
    wanted = totals * _ratio(whole, totals.sum(axis=1))[:, np.newaxis]
    shares = _ratio(wanted, whole[:, np.newaxis])
    empty = seed.sum(axis=2, keepdims=True) <= 0
    fitted: Floats = np.where(empty, shares[:, np.newaxis, :], seed)
    for _ in range(_ROUNDS):
        fitted = fitted * _ratio(wanted, fitted.sum(axis=1))[:, np.newaxis, :]
        fitted = fitted * _ratio(cells, fitted.sum(axis=2))[:, :, np.newaxis]
        if np.abs(fitted.sum(axis=1) - wanted).max() <= _CLOSE * max(1.0, float(whole.max())):
            break
    return fitted


def _ratio(wanted: Floats, found: Floats) -> Floats:
    """Return wanted ÷ found, 0 where nothing was found."""
    return np.divide(wanted, found, out=np.zeros(np.broadcast(wanted, found).shape),
                     where=np.asarray(found) != 0)  # fmt: skip


def _seed(area: AreaCensus, whole: Floats) -> Floats:
    """Return the area's own table, or the whole's ages for its men and women, (sex, age)."""
    if np.ndim(area.people) == 2:
        if area.people.shape != whole.shape:
            raise ValueError(f"{area.code}: a table of shape {area.people.shape}")
        return area.people
    return whole * _ratio(area.people, whole.sum(axis=1))[:, np.newaxis]


def _check_parts(by_sex: Floats, base: Floats) -> None:
    parts, whole = by_sex.sum(axis=1), base.sum(axis=1)
    if np.any(np.abs(parts - whole) > _WIDEST_GAP * whole):
        raise PersonError(
            "population.areas_differ",
            message(
                "The areas have {parts} people together, the municipality {whole}: they are not "
                "its parts, or not of the same day.",
                parts=f"{parts.sum():,.0f}",
                whole=f"{whole.sum():,.0f}",
            ),
            remedy=message("Use the areas' figures from the same census as the base."),
        )


def _extra_growth(areas: Sequence[AreaCensus], people: Floats, width: int) -> Floats:
    """Return each area's growth in a period beyond that of all areas with an earlier figure."""
    known = np.array([each.earlier is not None and each.earlier > 0 for each in areas])
    growth = np.zeros(len(areas))
    if known.any():
        earlier = np.array([each.earlier or 1.0 for each in areas])
        together = people[known].sum() / earlier[known].sum()
        spans = np.array([each.span for each in areas])
        growth[known] = ((people / earlier - together) * width / spans)[known]
    return growth


def _standard_schedule(city: CityInputs) -> Floats:
    """Return migration by the age arrived at relative to that of everyone, (sex, age)."""
    movers = arriving(city.base)
    movers[:, 0] = city.base[:, 0]
    by_age = rogers_castro(_ages_on_the_way(city.ages))
    by_age[0] *= _NEWBORN_EXPOSURE
    mean = (by_age * movers).sum() / movers.sum()
    return np.broadcast_to(by_age / mean, city.base.shape)


def _ages_on_the_way(groups: AgeGroups) -> Floats:
    """Return the mean age at which a cohort lived during the period, by the group it reaches."""
    ages = groups.starts.astype(np.float64)
    ages[0] = groups.width / 4.0
    return ages


def rogers_castro(ages: Floats) -> Floats:
    """Return the standard migration schedule at exact ages, moves a year up to a common factor."""
    labour = ages - _LABOUR_AGE
    return (
        _CHILDREN * np.exp(-_CHILDREN_FALL * ages)
        + _LABOUR * np.exp(-_LABOUR_FALL * labour - np.exp(-_LABOUR_RISE * labour))
        + _EVERYONE
    )
