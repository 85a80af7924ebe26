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

    All ratios are raised to one power for each sex, which scales the force of mortality at every
    age alike. `survival` is (sex, age), `gain` (scenario,) in years, the result (sex, age,
    scenario). Gains beyond what the powers reach stop there.
    """
    powers = _powers_for(survival.tobytes(), survival.shape, width, tuple(np.unique(gain).tolist()))
    chosen = powers[:, np.searchsorted(np.unique(gain), gain)]
    improved: Floats = np.log(survival)[:, :, np.newaxis] * chosen[:, np.newaxis, :]
    # Half the time of a power, which tens of thousands of scenarios feel.
    return np.exp(improved, out=improved)


@lru_cache(maxsize=256)
def _powers_for(
    survival: bytes, shape: tuple[int, ...], width: int, gains: tuple[float, ...]
) -> Floats:
    """Return the power for each sex and gain, (sex, gain)."""
    ratios = np.frombuffer(survival, dtype=np.float64).reshape(shape)
    expectancy = life_expectancy(ratios[:, :, np.newaxis] ** _POWERS, width)
    now = life_expectancy(ratios[:, :, np.newaxis], width)[:, 0]
    return np.stack(
        [
            # Life expectancy falls as the power grows: np.interp wants it rising.
            np.interp(now[sex] + np.array(gains), expectancy[sex, ::-1], _POWERS[::-1])
            for sex in range(shape[0])
        ]
    )
