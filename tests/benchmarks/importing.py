"""How fast a workbook becomes a shown difference, as ratios to bare calamine and to pandas.

The budget: 20,000 rows of 12 columns take at most three times calamine's own reading plus half a
second, and are at least four times faster than pandas with openpyxl reads the same file.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import pandas as pd
import python_calamine
import xlsxwriter

from workbench.exchange.importing import propose
from workbench.exchange.reading import read_workbook
from workbench.plan.structure import Element, Level, Plan, Profile

ROWS = 20_000
SETTLEMENT_CARDS = (
    Path(__file__).resolve().parents[2].parent
    / "shared"
    / "samples"
    / "real"
    / "settlement_cards_2021.xlsx"
)


#: How often the three that are compared take their turn.
TURNS = 5


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job takes, in seconds."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def fastest(job: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest of some times, seconds: what disturbs a measurement only adds."""
    return min(seconds(job) for _ in range(repeats))


def plan() -> Plan:
    """Return a plan of 記入例 with one measure."""
    return Plan(
        profile=Profile("記入例市", "20220", "総合計画", "記入例", 2023, 2027, ""),
        levels=(Level(1, 0, "施策", "{n}"),),
        elements=(Element(1, None, 1, 1, "1", "記入例"),),
        themes=(),
        theme_links=(),
        indicators=(),
    )


def write_sheet(path: Path) -> None:
    """Write 20,000 rows: four texts, seven results, one target."""
    years = [f"令和{year}年度" for year in range(1, 8)]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("実績")
        sheet.write_row(
            0, 0, ["施策番号", "指標名", "単位", "担当課", *years, "目標値（令和9年度）"]
        )
        for row in range(1, ROWS + 1):
            figures = [row + year / 2 for year in range(8)]
            sheet.write_row(row, 0, ["1", f"記入例の指標{row}", "人", "記入例課", *figures])


def main() -> None:
    """Print the ratios."""
    empty = plan()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.xlsx")
        write_sheet(path)
        jobs: dict[str, Callable[[], object]] = {
            "calamine": lambda: (
                python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            ),
            "read": lambda: read_workbook(path),
            "proposed": lambda: propose(path, empty, (), (), "20220"),
            "pandas": lambda: pd.read_excel(path, engine="openpyxl"),
        }
        turns = [{name: seconds(job) for name, job in jobs.items()} for _ in range(TURNS)]
        small = Path(folder, "small.xlsx")
        with xlsxwriter.Workbook(small) as workbook:
            workbook.add_worksheet().write(0, 0, "記入例")
        overhead = fastest(lambda: read_workbook(small), 5)
    taken = {name: [turn[name] for turn in turns] for name in jobs}
    calamine, read, proposed, pandas = map(statistics.median, taken.values())
    against_pandas = [turn["pandas"] / turn["proposed"] for turn in turns]
    click.echo(f"calamine alone               {calamine:6.3f} s")
    click.echo(f"reading in the child         {read:6.3f} s  {read / calamine:5.1f} ×")
    click.echo(
        f"file to shown difference     {proposed:6.3f} s  {proposed / calamine:5.1f} ×"
        f"  (budget {3 * calamine + 0.5:.3f} s)"
    )
    click.echo(
        f"pandas with openpyxl         {pandas:6.3f} s  {statistics.median(against_pandas):5.1f} ×"
        f" slower, least {min(against_pandas):.1f} ×  (budget 4 ×)"
    )
    click.echo(f"child process, small file    {overhead:6.3f} s")
    if SETTLEMENT_CARDS.is_file():
        cards = fastest(lambda: propose(SETTLEMENT_CARDS, empty, (), (), "20220"))
        click.echo(f"workbook of 47 決算カード    {cards:6.3f} s  (budget 1 s)")
    else:
        click.echo(f"no sample of 決算カード at {SETTLEMENT_CARDS}")


if __name__ == "__main__":
    main()
