"""What each lever is in each period, and how setting one changes the assumptions: no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import Floats
from workbench.population.city_inputs import CityInputs
from workbench.population.levers import LEVERS, Assumptions, PeriodOverride
from workbench.population.scenario_levers import ScenarioLevers, period_means

#: The levers that can be set for single periods, in the order of the page.
BY_PERIOD = tuple(lever for lever in LEVERS if lever.by_period)


@dataclass(frozen=True)
class PeriodValues:
    """Levers by period.

    Parameters
    ----------
    values
        The mean of each lever over each period, (period,), by key.
    overridden
        Which of them are set for the period itself, (period,), by key.
    begun
        The share of each period in which the changes have begun, (period,), 0 to 1.
    """

    values: Mapping[str, Floats]
    overridden: Mapping[str, list[bool]]
    begun: Floats


def period_values(
    inputs: CityInputs, assumptions: Assumptions, years: tuple[int, ...]
) -> PeriodValues:
    """Return the levers of each period between two of `years`."""
    levers = ScenarioLevers.of([assumptions])
    single = np.arange(years[0], years[-1])
    width, periods = inputs.ages.width, len(years) - 1

    def mean(yearly: Floats) -> Floats:
        laid_out = np.broadcast_to(yearly, (len(single), 1))
        return period_means(laid_out, width)[:, 0]

    values = {
        lever.key: mean(
            levers.tfr(single, inputs.tfr)
            if lever.key == "tfr"
            else levers.yearly(lever.key, single)
        )
        for lever in BY_PERIOD
    }
    held = {(one.key, one.from_year, one.to_year) for one in assumptions.overrides}
    overridden = {
        lever.key: [(lever.key, years[index], years[index + 1]) in held for index in range(periods)]
        for lever in BY_PERIOD
    }
    return PeriodValues(values, overridden, mean(levers.active(single)))


def with_typed(
    assumptions: Assumptions, key: str, from_year: int, to_year: int, typed: str
) -> Assumptions:
    """Return the assumptions with what was typed for a lever's period; nothing takes it back.

    Full-width digits count as digits. Raises `PersonError` for what is no number or out of range.
    """
    text = unicodedata.normalize("NFKC", typed).replace(",", "").strip()
    if not text:
        span = (key, from_year, to_year)
        kept = [
            one for one in assumptions.overrides if (one.key, one.from_year, one.to_year) != span
        ]
        return replace(assumptions, overrides=tuple(kept))
    try:
        value = float(text)
    except ValueError as error:
        raise PersonError(
            "population.typed_number",
            message("{text} is not a number.", text=typed.strip()),
            remedy=message("Type a number, or nothing to go back to the lever's own course."),
        ) from error
    return assumptions.with_override(PeriodOverride(key, from_year, to_year, value))
