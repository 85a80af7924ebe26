"""How a plan of 5,000 elements, 20,000 indicators and 200,000 values opens, edits and is searched.

Opening is measured against plain sqlite3 reading the same rows, undoing an import against the
import's own write; edits and searches against what a person notices.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from tests.benchmarks._large_plan import create_large
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.progress import progress_report
from workbench.operations.search import build_index, refresh_index
from workbench.operations.structure import add_element
from workbench.plan.structure import Plan, Role
from workbench.plan.values import number
from workbench.store import journal
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, refreshed

_TREE = ("profile", "level", "element", "theme", "theme_link", "indicator")
_EDITS = 60
_IMPORTED = 20_000
_TYPED = ("児", "児童", "待機児童", "ＤＸ", "dx 推進", "移住 定住", "見つからない")


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """Return the median time of some work."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def alternating(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of two works done in turn, so that a busy machine slows both."""
    pairs = [(milliseconds(first, 1), milliseconds(second, 1)) for _ in range(9)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(
        pair[1] for pair in pairs
    )


def opening(path: Path) -> None:
    """Print opening to a usable tree beside plain reading."""

    def plain(tables: tuple[str, ...]) -> None:
        connection = sqlite3.connect(path)
        for table in tables:
            connection.execute(f"SELECT * FROM {table}").fetchall()
        connection.close()

    def tree() -> None:
        database = Database(path, read_only=True)
        load_plan(database)
        database.close()

    def document() -> None:
        with PlanFile.open(path, read_only=True) as opened:
            load_plan(opened.database)

    bare, ours = alternating(lambda: plain(_TREE), tree)
    _line("the tree, same rows by sqlite3 = 1", ours, bare, "at most 2")
    everything = (*_TREE, "indicator_value", "journal", "journal_change")
    bare, ours = alternating(lambda: plain(everything), document)
    _line("the document, all its rows by sqlite3 = 1", ours, bare, "at most 2")


def editing(database: Database) -> None:
    """Print one edit: committed, journalled, the plan refreshed from what it touched."""
    plan = load_plan(database)

    def value(step: int) -> Outcome:
        return set_value(database, Slot(1 + step, Role.ACTUAL, 2026), number(10_000 + step))

    def name(step: int) -> Outcome:
        return edit_text(database, ELEMENT_NAME, 100 + step, f"名称を変える {step}")

    def element(step: int) -> Outcome:
        return add_element(database, 101 + step, f"新しい事業 {step}")

    for label, edit in (("a value", value), ("a name", name), ("an element added", element)):
        median = _median_edit(plan, database, edit)
        click.echo(f"  {label:<42} {median:6.1f} ms (under 30)")


def _median_edit(plan: Plan, database: Database, edit: Callable[[int], Outcome]) -> float:
    taken = []
    for step in range(_EDITS):
        start = time.perf_counter()
        outcome = edit(step)
        plan = refreshed(plan, database, outcome.touched)
        plan.children(None)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def importing(database: Database) -> None:
    """Print undoing an import of 20,000 values beside its own write."""
    rows = [
        {"indicator_id": one, "role": "actual", "fiscal_year": 2027, "kind": "number",
         "number": float(one), "original": "1,234"}
        for one in range(1, _IMPORTED + 1)
    ]  # fmt: skip

    def write() -> None:
        with transaction(database, "import.apply", {"workbook": "x"}) as change:
            change.insert_many("indicator_value", rows)

    wrote, undid = alternating(write, lambda: journal.undo(database))
    _line("undo of 20,000 rows, their import = 1", undid, wrote, "at most 2")
    write()
    redone = milliseconds(lambda: (journal.undo(database), journal.redo(database)), 3)
    click.echo(f"  {'undo and redo of it':<42} {redone:6.0f} ms")
    journal.undo(database)


def searching(database: Database) -> None:
    """Print the making of the index and a search of every text."""
    index = build_index(database)
    click.echo(
        f"  {'making the index':<42} {milliseconds(lambda: build_index(database), 3):6.0f} ms"
    )
    for query in _TYPED:
        found = len(index.search(query))
        median = milliseconds(lambda q=query: index.search(q))
        click.echo(f"  typing {query:<30} {found:>5} hits {median:6.1f} ms (under 100)")
    tree = milliseconds(lambda: index.element_ids("児童"))
    click.echo(f"  {'filtering the tree':<42} {tree:6.1f} ms (under 100)")
    outcome = edit_text(database, ELEMENT_NAME, 500, "索引に入る名称")
    taken = milliseconds(lambda: refresh_index(index, database, outcome))
    click.echo(f"  {'following an edit':<42} {taken:6.1f} ms")


def _line(label: str, ours: float, bare: float, bound: str) -> None:
    click.echo(f"  {label:<42} {ours / bare:6.2f} ({bound}); {ours:.0f} ms, {bare:.0f} ms")


def main() -> None:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "large.plandb"
        create_large(path).close()
        click.echo(f"a file of {path.stat().st_size / 1e6:.0f} MB")
        click.echo("opening")
        opening(path)
        with PlanFile.open(path) as opened:
            database = opened.database
            click.echo("one edit, committed and journalled, the tree refreshed")
            editing(database)
            click.echo("an import")
            importing(database)
            click.echo("search")
            searching(database)
            click.echo("progress")
            taken = milliseconds(lambda: progress_report(database, 2025), 3)
            click.echo(f"  {'all indicators of two years':<42} {taken:6.0f} ms")


if __name__ == "__main__":
    main()
