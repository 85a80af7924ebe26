"""How fast scenarios are projected, as ratios within one run: filling the same array is 1.

Run on one thread, with made-up rates: speed does not depend on the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import click
import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.city import CityInputs, project_city, project_city_population
from workbench.population.engine import Fertility, Period, project_population
from workbench.population.levers import Assumptions
from workbench.population.scenario_levers import ScenarioLevers

SCENARIOS, YEARS = 10_000, 30
SINGLE, FIVE = AgeGroups(1, 101), AgeGroups(5, 19)
RANDOM = np.random.default_rng(2020)


def seconds(job: Callable[[], object], repeats: int = 5) -> Floats:
    """Return the median time of a job by the clock and of the processor, seconds, once warm.

    On a busy machine the processor's is the steadier one.
    """
    job()
    taken = []
    for _ in range(repeats):
        clock, processor = time.perf_counter(), time.process_time()
        job()
        taken.append((time.perf_counter() - clock, time.process_time() - processor))
    median: Floats = np.median(taken, axis=0)
    return median


def inputs(groups: AgeGroups) -> CityInputs:
    """Return a made-up municipality in these age groups."""
    ages = groups.starts
    survival = np.tile(np.exp(-groups.width * 2e-5 * np.exp(0.1 * ages)), (2, 1))
    fertile = ((ages >= 15) & (ages < 50)).astype(np.float64)
    return CityInputs(
        2020,
        groups,
        RANDOM.uniform(500, 1000, (2, groups.count)) * groups.width,
        True,
        survival,
        RANDOM.uniform(-0.01, 0.01, (2, groups.count)) * groups.width,
        fertile * (1.41 / fertile.sum() / groups.width),
        1.41,
    )


def periods(multiplied: bool) -> list[Period]:
    """Return 30 yearly steps: a TFR for each scenario and year, perhaps its own migration."""
    city = inputs(SINGLE)
    survival = city.survival[:, :, np.newaxis]
    migration = city.migration_rate[:, :, np.newaxis]
    if multiplied:
        migration = migration * RANDOM.uniform(0.0, 2.0, SCENARIOS)
    pattern = city.fertility_pattern[:, np.newaxis] / city.tfr
    return [
        Period(
            survival,
            Fertility(pattern, level=RANDOM.uniform(1.2, 1.8, SCENARIOS)),
            migration_rate=migration,
        )
        for _ in range(YEARS)
    ]


def plain_loop(base: Floats, steps: list[Period], scenario: int) -> Floats:
    """Project one scenario as plain NumPy code does, a step at a time: what vectors replace."""
    result = np.empty((len(steps) + 1, *base.shape))
    result[0] = base
    for year, step in enumerate(steps):
        now, after = result[year], result[year + 1]
        assert isinstance(step.births, Fertility)
        assert step.migration_rate is not None
        kept = step.survival[:, :, 0] + step.migration_rate[:, :, 0]
        after[:, 1:] = now[:, :-1] * kept[:, 1:]
        after[:, -1] += now[:, -1] * kept[:, -1]
        rates = step.births.rates[:, 0] * np.asarray(step.births.level)[scenario]
        births = (rates[1:] * 0.5 * (now[1, 1:] + after[1, 1:])).sum()
        after[0, 0] = births * 1.052 / 2.052 * kept[0, 0]
        after[1, 0] = births / 2.052 * kept[1, 0]
    return result


def yearly_steps() -> None:
    """Print 10,000 scenarios × 30 years × 2 sexes × 101 ages against filling the array."""
    base = inputs(SINGLE).base
    result = np.empty((YEARS + 1, 2, SINGLE.count, SCENARIOS))
    fill = seconds(lambda: result.fill(1.0))
    new = seconds(lambda: np.full(result.shape, 1.0))
    click.echo(f"{SCENARIOS:,} scenarios × {YEARS} years × 2 × {SINGLE.count}, one thread")
    _line("fill the result array", fill, fill, SCENARIOS)
    _line("allocate and fill it", new, fill, SCENARIOS)
    shared = periods(multiplied=False)
    for label, steps in [
        ("project, a TFR path each", shared),
        ("project, and a migration multiplier each", periods(multiplied=True)),
    ]:
        taken = seconds(lambda s=steps: project_population(base, s, SINGLE, into=result))
        _line(label, taken, fill, SCENARIOS)
    into_new = seconds(lambda: project_population(base, shared, SINGLE), 3)
    _line("project into a new array", into_new, fill, SCENARIOS)
    some = 100
    loop = seconds(lambda: [plain_loop(base, shared, i) for i in range(some)], 3) / some
    vector = seconds(lambda: project_population(base, shared, SINGLE, into=result)) / SCENARIOS
    np.testing.assert_allclose(result[..., 7], plain_loop(base, shared, 7), rtol=1e-10)
    clock, processor = loop / vector
    click.echo(
        f"  plain NumPy loop ÷ vectorised, per projection: {clock:.0f} ×,"
        f" of the processor {processor:.0f} ×"
    )
    _memory(lambda: project_population(base, shared, SINGLE), result.nbytes)


def _memory(job: Callable[[], object], result_bytes: int) -> None:
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    click.echo(f"  memory ÷ result array: {peak / result_bytes:.2f}")


def levers_of_each() -> None:
    """Print the same run through the levers, of which each scenario has its own."""
    city = inputs(SINGLE)
    result = np.empty((YEARS + 1, 2, SINGLE.count, SCENARIOS))
    fill = seconds(lambda: result.fill(1.0))
    click.echo("the same through the levers, to 2050, each scenario with values of its own")
    own = {
        "tfr": RANDOM.uniform(0.8, 2.3, SCENARIOS),
        "families_30s": RANDOM.uniform(0.0, 200.0, SCENARIOS),
        "migration_multiplier": RANDOM.uniform(0.0, 2.0, SCENARIOS),
        "life_expectancy_gain": RANDOM.uniform(0.0, 2.0, SCENARIOS),
    }
    for label, keys, assumptions in [
        ("TFR and households", ("tfr", "families_30s"), Assumptions()),
        ("TFR and fading migration", ("tfr", "migration_multiplier"),
         Assumptions(migration_future="fading")),
        ("all of these and life expectancy", tuple(own), Assumptions()),
    ]:  # fmt: skip
        levers = ScenarioLevers.varied(assumptions, {key: own[key] for key in keys})
        taken = seconds(lambda v=levers: project_city_population(city, v, 2050, into=result), 3)
        _line(label, taken, fill, SCENARIOS)
    _memory(lambda: project_city_population(city, levers, 2050), result.nbytes)


def frontier_steps() -> None:
    """Print TFR × households over six five-year steps, and how it grows with the scenarios."""
    city = inputs(FIVE)
    click.echo("TFR × households, 6 five-year steps")
    smallest = 0.0
    for count in (1_000, 10_000, 40_000):
        levers = ScenarioLevers.varied(
            Assumptions(),
            {
                "tfr": RANDOM.uniform(0.8, 2.3, count),
                "families_30s": RANDOM.uniform(0.0, 200.0, count),
            },
        )
        taken = float(seconds(lambda v=levers: project_city_population(city, v, 2050))[0])
        smallest = smallest or taken
        click.echo(
            f"  {count:>6,} scenarios: {1000 * taken:7.1f} ms, {taken / smallest:5.1f} × the first"
        )


def slider() -> None:
    """Print one scenario with its whole account, as a slider asks for it."""
    for label, groups in (("five-year", FIVE), ("yearly", SINGLE)):
        city = inputs(groups)
        job = partial(project_city, city, [Assumptions(tfr=1.8, couples_20s=5)])
        taken = float(seconds(job, 30)[0])
        click.echo(f"one scenario to 2050 with its accounts, {label}: {1000 * taken:.2f} ms")


def _line(label: str, taken: Floats, unit: Floats, scenarios: int) -> None:
    (clock, processor), each = taken / unit, 1e6 * taken[0] / scenarios
    click.echo(
        f"  {label:<42} {clock:5.2f} × fill {each:7.2f} µs a projection,"
        f" of the processor {processor:5.2f} × fill"
    )


def main() -> None:
    """Print all of it, from a process of its own: NumPy takes its threads when it is loaded."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    one_thread = {**os.environ, **dict.fromkeys(threads, "1")}
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.projection"], env=one_thread, check=True
    )


if __name__ == "__main__":
    yearly_steps()
    levers_of_each()
    frontier_steps()
    slider()
