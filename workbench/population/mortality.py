"""Life expectancy from survival ratios, and survival that improves by so many years of it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from workbench.population.ages import Floats

#: Powers of the survival ratios, from nearly no deaths to twice as many; 1 is among them, so that
#: no gain leaves the ratios exactly as they are.
_POWERS = np.concatenate([np.arange(0.02, 0.2, 0.003), np.arange(40, 401) / 200.0])


def life_expectancy(survival: Floats, width: int) -> Floats:
    """Return life expectancy at birth, years, from survival ratios with age on axis 1.

    Ratios are into each age group, index 0 from birth, the last one ``T(ω) / T(ω − n)``. With
    ``L(0) = n S(0)`` and ``L(x) = L(x − n) S(x)`` the life table's person-years follow, and
    ``T(ω) = L(ω − n) S(ω) / (1 − S(ω))`` closes it. `survival` is (sex, age, …); the result
    drops the age axis.
    """
    lived = width * np.cumprod(survival[:, :-1], axis=1)
    last = survival[:, -1]
    expectancy: Floats = lived.sum(axis=1) + lived[:, -1] * last / (1.0 - last)
    return expectancy


def improved_survival(survival: Floats, width: int, gain: Floats) -> Floats:
    """Return the survival ratios under which life expectancy is `gain` years longer.

    All ratios are raised to one power for each sex, see `mortality_for`. `survival` is
    (sex, age), `gain` (scenario,) in years, the result (sex, age, scenario).
    """
    return raised(np.log(survival)[:, :, np.newaxis], mortality_for(survival, width, gain))


def mortality_for(survival: Floats, width: int, gain: Floats) -> Floats:
    """Return what multiplies the force of mortality at all ages alike for so many years more.

    Survival ratios are raised to this power. `survival` is (sex, age), `gain` (scenario,) in
    years, the result (sex, scenario). Gains beyond what the powers reach stop there.
    """
    now, expectancy = _expectancy_by_power(survival.tobytes(), survival.shape, width)
    # In rising order: looking each up by itself takes fifteen times as long.
    order = np.argsort(gain)
    powers = np.empty((len(survival), len(gain)))
    for sex, from_now in enumerate(now.tolist()):
        powers[sex, order] = np.interp(from_now + gain[order], expectancy[sex], _POWERS[::-1])
    return powers


def raised(log_survival: Floats, power: Floats, out: Floats | None = None) -> Floats:
    """Return survival ratios raised to a power, (sex, age, scenario), perhaps into `out`.

    `log_survival` is (sex, age, 1), `power` (sex, scenario).
    """
    # Half the time of a power, which tens of thousands of scenarios feel.
    improved: Floats = np.multiply(log_survival, power[:, np.newaxis], out=out)
    return np.exp(improved, out=improved)


@lru_cache(maxsize=16)
def _expectancy_by_power(
    survival: bytes, shape: tuple[int, ...], width: int
) -> tuple[Floats, Floats]:
    """Return life expectancy now, (sex,), and by falling power, (sex, power), years."""
    ratios = np.frombuffer(survival, dtype=np.float64).reshape(shape)[:, :, np.newaxis]
    # Life expectancy falls as the power grows: np.interp wants it rising.
    expectancy = life_expectancy(ratios ** _POWERS[::-1], width)
    return life_expectancy(ratios, width)[:, 0], expectancy
