"""How long a template takes beside XlsxWriter writing the same cells bare, within one run.

A plan of 5,000 rows, everything in it made up; bare means the same values into the same cells,
with neither formats nor checks. The plan's promise is 3 × at the most.
"""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click
import openpyxl
import xlsxwriter

from workbench.exchange.answers import Running
from workbench.exchange.gathering import Held
from workbench.exchange.importing import propose_workbook
from workbench.exchange.reading import Limits, read_workbook
from workbench.exchange.styles import TEXT_STAYS_TEXT
from workbench.exchange.templates import TemplateContent, write_template
from workbench.plan.recorded import Recorded
from workbench.plan.structure import (
    Direction,
    Element,
    Indicator,
    Level,
    Plan,
    Profile,
)
from workbench.plan.values import number

MEASURES, EACH = 250, 18
YEAR = 2025


def content() -> TemplateContent:
    """Return 250 measures with 18 indicators each and 2 rows of evaluation: 5,000 rows and more."""
    departments = [f"記入例{number}課" for number in range(25)]
    elements = [Element(1, None, 1, 1, "1", "記入例の目標")]
    indicators: list[Indicator] = []
    values: dict[int, Recorded] = {}
    for place in range(MEASURES):
        element = Element(
            2 + place, 1, 2, place + 1, f"1-{place + 1}", f"記入例の施策{place}の推進と充実",
            department=departments[place % 25],
        )  # fmt: skip
        elements.append(element)
        for each in range(EACH):
            one = len(indicators) + 1
            indicators.append(
                Indicator(
                    one,
                    element.id,
                    each + 1,
                    f"記入例の指標{place}-{each}（年間の利用者数）",
                    "人",
                    (Direction.MORE, Direction.LESS)[each % 2],
                    decimals=(0, 1, None)[each % 3],
                    definition="利用者の延べ人数。年度末に施設ごとに集計する。" * (1 + each % 2),
                )
            )
            figure = number(1000 + one / 10)
            values[one] = Recorded({2022: figure}, {2027: figure}, {2024: figure})
    profile = Profile("記入例市", "20220", "総合計画", "記入例", 2023, 2027, "")
    levels = (Level(1, 0, "目標", "{n}"), Level(2, 1, "施策", "{parent}-{n}"))
    plan = Plan(profile, levels, tuple(elements), (), (), tuple(indicators))
    made_at = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
    return TemplateContent(plan, "記入例", YEAR, values, made_at)


def cells_of(path: Path) -> dict[str, list[tuple[int, int, object]]]:
    """Return every cell that holds something, by sheet."""
    workbook = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in workbook.worksheets
    }


def write_bare(cells: dict[str, list[tuple[int, int, object]]], path: Path) -> None:
    """Write the same values into the same cells, and nothing else."""
    workbook = xlsxwriter.Workbook(str(path), dict(TEXT_STAYS_TEXT))
    for name, held in cells.items():
        sheet = workbook.add_worksheet(name)
        for row, column, value in held:
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
    workbook.close()


def alternately(*jobs: Callable[[], object], rounds: int = 5) -> list[float]:
    """Return the median time of each job, seconds, measured in turns after one warm round."""
    taken: list[list[float]] = [[] for _ in jobs]
    for turn in range(rounds + 1):
        for job, times in zip(jobs, taken, strict=True):
            start = time.perf_counter()
            job()
            if turn:
                times.append(time.perf_counter() - start)
    return [median(times) for times in taken]


def main() -> None:
    """Print the ratios."""
    asked = content()
    with tempfile.TemporaryDirectory() as folder:
        path, bare = Path(folder, "様式.xlsx"), Path(folder, "裸.xlsx")
        write_template(asked, path)
        cells = cells_of(path)
        ours, theirs = alternately(
            lambda: write_template(asked, path), lambda: write_bare(cells, bare)
        )
        rows = sum(len({row for row, _column, _value in held}) for held in cells.values())
        click.echo(
            f"template of {len(asked.plan.indicators):,} indicators, {rows:,} rows,"
            f" {sum(map(len, cells.values())):,} cells: {1000 * ours:.0f} ms"
        )
        click.echo(f"  XlsxWriter, the same cells bare: {1000 * theirs:.0f} ms")
        click.echo(f"  ratio: {ours / theirs:.2f} (at most 3)")
        held = Held(asked.plan, (), (), "20220", running=Running("記入例"))
        (back,) = alternately(
            lambda: propose_workbook(read_workbook(path, limits=Limits(seconds=60)), held), rounds=3
        )
        click.echo(f"  reading it back and comparing: {1000 * back:.0f} ms")


if __name__ == "__main__":
    main()
