"""How far off projections have been: hindcasts, and a band from the errors that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.census import cohort_ratios
from workbench.population.engine import ChildWomanRatio, Period, project

#: Municipalities nearest in size whose errors make the band.
_ALIKE = 20
#: The horizon of the official projection's errors, and the bounds of how errors grow beyond it.
_HORIZON = 5
_LEAST_GROWTH, _MOST_GROWTH = 0.5, 1.5


@dataclass(frozen=True)
class OfficialErrors:
    """What an official projection said of some municipalities five years on, and what came.

    All (municipality,), persons: the census it started from, the projection, the later census.
    """

    base: Floats
    projected: Floats
    observed: Floats

    @property
    def relative(self) -> Floats:
        """Observed ÷ projected − 1, (municipality,)."""
        return self.observed / self.projected - 1.0

    def alike(self, population: float) -> Floats:
        """Return the relative errors of the municipalities nearest in size."""
        distance = np.abs(np.log(self.base / population))
        return self.relative[np.argsort(distance, kind="stable")[:_ALIKE]]


@dataclass(frozen=True)
class Hindcast:
    """What this method, started from an earlier census, would have said of the later ones.

    `projected` and `observed` are (year, sex, age), persons.
    """

    start: int
    years: tuple[int, ...]
    projected: Floats
    observed: Floats

    @property
    def error(self) -> Floats:
        """Observed ÷ projected − 1 of the total, (year,)."""
        error: Floats = self.observed.sum(axis=(1, 2)) / self.projected.sum(axis=(1, 2)) - 1.0
        return error

    @property
    def horizons(self) -> tuple[int, ...]:
        """Years from the start to each later census."""
        return tuple(year - self.start for year in self.years)


def hindcast(tables: Mapping[int, Floats], start: int) -> Hindcast:
    """Return the hindcast from the census of `start` to every later one.

    As in the continuation, what happened to each cohort in the five years before the start
    (survival and net migration together) goes on; children come from the child–woman ratio of
    the start, since fertility rates of the time are not at hand. `tables` holds population by
    census year, (sex, age) in five-year groups. Raises `PersonError` when the census five years
    before or any later one is missing.
    """
    before = start - _HORIZON
    years = tuple(sorted(year for year in tables if year > start))
    if before not in tables or start not in tables or not years:
        raise PersonError(
            "population.hindcast",
            message(
                "A hindcast from {start} needs the censuses of {before} and {start} and a later "
                "one.",
                start=start,
                before=before,
            ),
        )
    base = np.asarray(tables[start], dtype=np.float64)
    groups = AgeGroups(_HORIZON, base.shape[1])
    ratios = cohort_ratios(tables[before], base)
    ratios[:, 0] = 1.0
    women = base[1, groups.indices(15, 49)].sum()
    children = ChildWomanRatio(base[:, 0].sum() / women, base[0, 0] / base[1, 0])
    steps = (years[-1] - start) // _HORIZON
    run = project(base, [Period(ratios[:, :, np.newaxis], children)] * steps, groups)
    reached = [(year - start) // _HORIZON for year in years]
    return Hindcast(
        start,
        years,
        run.population[reached, :, :, 0],
        np.stack([np.asarray(tables[year], dtype=np.float64) for year in years]),
    )


def error_growth(hindcasts: Sequence[Hindcast]) -> float:
    """Return the power with which errors grow with the horizon.

    From the root mean square error of all hindcasts at each horizon, relative to that at five
    years: least squares through it on logarithmic scales, each horizon counting as often as it
    was met, kept between a random walk's 0.5 and 1.5. Without hindcasts beyond five years: 1.
    """
    squares: dict[int, list[float]] = {}
    for each in hindcasts:
        for horizon, error in zip(each.horizons, each.error.tolist(), strict=True):
            squares.setdefault(horizon, []).append(error**2)
    if _HORIZON not in squares or len(squares) < 2:
        return 1.0
    weights = np.array([len(found) for found in squares.values()], dtype=np.float64)
    sizes = np.sqrt([np.mean(found) for found in squares.values()])
    away = np.log(np.array(list(squares)) / _HORIZON)
    grown = np.log(sizes / np.sqrt(np.mean(squares[_HORIZON])))
    power = float((weights * away * grown).sum() / (weights * away**2).sum())
    return min(max(power, _LEAST_GROWTH), _MOST_GROWTH)


@dataclass(frozen=True)
class Band:
    """A band around a projection: (year, …), persons, and where it comes from."""

    lower: Floats
    upper: Floats
    half_width: Floats
    level: float
    growth: float
    municipalities: int
    hindcasts: int

    @cached_property
    def factors(self) -> tuple[Floats, Floats]:
        """What a total is multiplied with for the lower and the upper edge, (year,) each."""
        return np.exp(-self.half_width), np.exp(self.half_width)

    @property
    def source(self) -> Message:
        """Where the band comes from, in one sentence."""
        return message(
            "{level} % of the errors for 2020 of the official projection of 2018 in the "
            "{municipalities} municipalities of the prefecture nearest in size were smaller; "
            "their growth with time (to the power {growth}) is that of {hindcasts} hindcasts "
            "from this municipality's censuses.",
            level=round(self.level * 100),
            municipalities=self.municipalities,
            growth=f"{self.growth:.2f}",
            hindcasts=self.hindcasts,
        )


def uncertainty_band(
    years: Sequence[int],
    total: Floats,
    errors: OfficialErrors,
    hindcasts: Sequence[Hindcast],
    *,
    level: float = 0.8,
) -> Band:
    """Return the band around a total, (year, …), whose first year is the base and certain.

    Half-width at five years: the error, without sign, that a share `level` of the municipalities
    nearest in size stayed under; from there it grows by the power of `error_growth`. It is
    relative, and as wide upwards as downwards in ratio. Empirical, not a model: `Band.source`
    belongs on the chart.
    """
    alike = errors.alike(float(np.ravel(total)[0]))
    growth = error_growth(hindcasts)
    horizon = np.asarray(years, dtype=np.float64) - years[0]
    at_five = float(np.quantile(np.abs(np.log1p(alike)), level))
    half_width = at_five * (horizon / _HORIZON) ** growth
    widths = half_width.reshape(-1, *(1,) * (total.ndim - 1))
    return Band(
        total * np.exp(-widths),
        total * np.exp(widths),
        half_width,
        level,
        growth,
        len(alike),
        len(hindcasts),
    )
