"""How fast the population page follows a lever, against pyqtgraph fed with ready-made arrays."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from workbench.desktop import look
from workbench.desktop.charts.bands import BANDS
from workbench.desktop.population.page import PopulationPage
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.subjects import population_subject
from workbench.operations.population import load_population
from workbench.operations.sample import create_sample
from workbench.population.city import CityProjection, project_city
from workbench.population.levers import LEVERS, Assumptions

MOVES = 120
SIZES = ((1366, 690), (1920, 990))
FRAME = 1000 / 60
SLIDERS = [lever.key for lever in LEVERS if not lever.is_year]


def sample_subject() -> PopulationSubject:
    """Return what the page shows for the sample plan."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = folder
        with create_sample(Path(folder) / "sample.plandb") as plan_file:
            data = load_population(plan_file.database)
            return population_subject(data, data.scenarios[0])


def median_milliseconds(*moves: Callable[[int], None]) -> list[tuple[float, float]]:
    """Return the median time of each move and the painting after it, milliseconds.

    By the clock and of the processor: on a busy machine the second is the steadier one. The
    moves take turns, so that whatever else the machine does weighs on all of them alike.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in moves]
    for step in range(MOVES):
        for move, times in zip(moves, taken, strict=True):
            times.append(milliseconds(move, step))
    return [tuple(np.median(times, axis=0).tolist()) for times in taken]


def milliseconds(move: Callable[[int], None], step: int) -> tuple[float, float]:
    """Return what a move and the painting after it take by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    move(step)
    QApplication.processEvents()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def ready_made(page: PopulationPage, runs: list[CityProjection]) -> Callable[[int], None]:
    """Return a move that feeds the page's own items with arrays and words made beforehand."""
    charts = page.charts
    starts = charts.pyramid._starts()
    fed = []
    for run in runs:
        years = np.asarray(run.years, dtype=float)
        total, people = run.total[:, 0].copy(), run.at(2040)[:, :, 0]
        shown = len(charts.change._outlines.opts["height"]) // 2
        change = np.concatenate(
            [run.natural_change_per_year[:shown, 0], run.social_change_per_year[:shown, 0]]
        )
        bars, parts = [], []
        for band in BANDS:
            inside = (starts >= band.age_from) & (starts <= (band.age_to or np.inf))
            men, women = people[0, inside], people[1, inside]
            left = np.concatenate([-men, np.zeros_like(women)])
            bars.append({"x0": left, "width": np.concatenate([men, women])})
            parts.append(run.share(band.age_from, band.age_to)[:, 0])
        bottoms = np.cumsum(parts, axis=0) - parts
        at_2040 = total[run.years.index(2040)]
        fed.append((years, total, at_2040, change, bars, list(zip(bottoms, parts, strict=True))))

    written = [
        (chart.canvas.labels, chart.canvas.labels._ends, chart.canvas.labels._bars)
        for chart in (charts.total, charts.change, charts.pyramid, charts.shares)
    ]

    picture = page._picture
    band = None
    if picture is not None and picture.band is not None:
        band = np.exp(-picture.band.half_width), np.exp(picture.band.half_width)

    def move(step: int) -> None:
        for labels, ends, bars in written:
            labels.set_ends(ends)
            labels.set_bars(bars)
        years, total, at_2040, change, bands, shares = fed[step % len(fed)]
        charts.total._scenario_line.setData(years, total)
        if band is not None:
            around = np.concatenate([band[0] * total, band[1][::-1] * total[::-1]])
            charts.total._band.setData(np.concatenate([years, years[::-1]]), around)
        charts.total._scenario_dot.setData([2040], [at_2040])
        charts.change._outlines.setOpts(height=change)
        for item, bar in zip(charts.pyramid._bands, bands, strict=True):
            item.setOpts(**bar)
        for item, (bottom, part) in zip(charts.shares._bands, shares, strict=True):
            item.setOpts(y0=bottom, height=part)

    return move


def whole_ways(page: PopulationPage) -> list[tuple[float, float]]:
    """Return what the second move of each lever takes, milliseconds, all others being moved, too.

    From the second move on every place of the lever's slider is known.
    """

    def move(key: str, step: int) -> tuple[float, float]:
        def to(place: int) -> None:
            page.panel.levers[key].slider.setValue(place)
            while page._behind:
                QApplication.processEvents()

        return milliseconds(to, step)

    taken = []
    for round_ in range(10):
        for key in SLIDERS:
            move(key, 2 * round_ + 1)
            taken.append(move(key, 2 * round_ + 2))
    # In the first round not all of them are moved yet.
    return taken[len(SLIDERS) :]


def main() -> None:
    """Print the time of a slider move beside that of the bare items, at both screen sizes."""
    app = QApplication.instance() or QApplication([])
    look.apply_look(app, False)
    subject = sample_subject()
    runs = [
        project_city(subject.inputs, [Assumptions(tfr=1.2 + 0.01 * step)]) for step in range(40)
    ]
    click.echo("slider move to repainted page (median of 120), bare pyqtgraph items = 1")
    for width, height in SIZES:
        page = PopulationPage()
        page.resize(width, height)
        page.show()
        page.set_subject(subject)
        app.processEvents()
        slider = page.panel.levers["tfr"].slider

        def drag(step: int) -> None:
            slider.setValue(40 + step % 40)  # noqa: B023
            # The page answers when control returns to the event loop.
            while page._behind:  # noqa: B023
                QApplication.processEvents()

        bare = ready_made(page, runs)

        median_milliseconds(bare, drag)
        (alone, alone_busy), (whole, busy) = median_milliseconds(bare, drag)
        click.echo(
            f"  {width} × {height}: {whole:.1f} ms, bare {alone:.1f} ms, ratio"
            f" {whole / alone:.2f} (at most 1.5), {whole / FRAME:.2f} of a 60th of a second"
        )
        click.echo(
            f"    of the processor: {busy:.1f} ms, bare {alone_busy:.1f} ms, ratio"
            f" {busy / alone_busy:.2f}"
        )
        taken, taken_busy = np.median(whole_ways(page), axis=0)
        click.echo(
            "    the second move of a lever, which projects all its places:"
            f" {taken:.1f} ms, of the processor {taken_busy:.1f} ms"
        )
        page.close()


if __name__ == "__main__":
    main()
