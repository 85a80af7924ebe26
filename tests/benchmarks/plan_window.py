"""How the window keeps up with a plan of 5,000 elements: editing, scrolling, expanding, searching.

Everything goes through the real window on Qt's offscreen platform: an edit is timed from the
call of its operation until Qt has painted what it changed. Beside each median stands what the
processor was busy with it, which other programs on the machine change less.
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
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks._large_plan import create_large
from workbench.desktop.application import make_application
from workbench.desktop.document import Document
from workbench.desktop.places import element_place
from workbench.desktop.window import MainWindow
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.structure import add_element, move_elements
from workbench.operations.themes import add_theme
from workbench.plan.structure import Role
from workbench.plan.values import number
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.planfile import PlanFile

_EDITS = 30
_SHOWN = 200


def settle(app: QApplication) -> None:
    """Let Qt do what is waiting."""
    for _ in range(5):
        app.processEvents()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor milliseconds of some work."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - busy)


def line(label: str, taken: list[tuple[float, float]], bound: str, *, worst: bool = False) -> None:
    """Print the median of some timings, or the worst of them."""
    pick = max if worst else statistics.median
    wall, busy = (pick(part) for part in zip(*taken, strict=True))
    click.echo(f"  {label:<42} {wall:6.1f} ms, busy {busy:6.1f} ms ({bound})")


def bare_commit(path: Path) -> None:
    """Print what a commit of one row costs without this program, in a file of the same size."""
    connection = sqlite3.connect(path, isolation_level=None)
    taken = []
    for step in range(_EDITS):

        def write(step: int = step) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE element SET name = ? WHERE id = 100", [f"{step}"])
            connection.execute("COMMIT")

        taken.append(timed(write))
    connection.close()
    line("a bare commit of one row by sqlite3", taken, "part of every edit below")


def edits(app: QApplication, document: Document) -> None:
    """Print edits of each kind: committed, journalled and repainted."""
    shown = document.plan.elements[_SHOWN]
    siblings = document.plan.children(shown.parent_id)
    first = siblings[0].id
    other = next(
        one.id
        for one in document.plan.elements
        if one.level_id == document.plan.element(shown.parent_id or 0).level_id
        and one.id != shown.parent_id
    )

    def value(database: Database, step: int) -> Outcome:
        return set_value(database, Slot(1 + step, Role.ACTUAL, 2026), number(10_000 + step))

    def name(database: Database, step: int) -> Outcome:
        return edit_text(database, ELEMENT_NAME, shown.id, f"名称を変える {step}")

    def added(database: Database, step: int) -> Outcome:
        return add_element(database, shown.parent_id, f"新しい事業 {step}")

    def order(database: Database, step: int) -> Outcome:
        return move_elements(database, [first], shown.parent_id, 1 - step % 2)

    def parent(database: Database, step: int) -> Outcome:
        to = shown.parent_id if step % 2 else other
        return move_elements(database, [shown.id], to, 0)

    def theme(database: Database, step: int) -> Outcome:
        return add_theme(database, f"テーマ {step}")

    medians: list[float] = []
    for label, edit in (
        ("a value", value),
        ("the name of what is shown", name),
        ("an element added", added),
        ("the order among siblings", order),
        ("to another parent", parent),
        ("a theme added", theme),
    ):
        taken = []
        for step in range(_EDITS):
            settle(app)

            def run(step: int = step, edit: Callable[[Database, int], Outcome] = edit) -> None:
                assert document.run(lambda database: edit(database, step))
                app.processEvents()

            taken.append(timed(run))
        line(label, taken, "under 30")
        medians.append(statistics.median(busy for _wall, busy in taken))
        taken = [timed(lambda: (document.undo(), app.processEvents())) for _ in range(_EDITS)]
        line(f"… undone: {label}", taken, "under 30")
        click.echo(f"    busy, a value = 1: {medians[-1] / medians[0]:.2f}")


def walking(app: QApplication, window: MainWindow) -> None:
    """Print the worst step of expanding, scrolling and walking through the tree."""
    view = window.pages.plan.tree.view
    taken = []
    for row in range(1, 11):
        index = view.model().index(row, 0)
        taken.append(timed(lambda at=index: (view.expand(at), app.processEvents())))
    line("expanding a goal, the worst", taken, "under 50", worst=True)
    line("expanding everything", [timed(lambda: (view.expandAll(), app.processEvents()))], "once")
    bar = view.verticalScrollBar()
    taken = []
    for step in range(60):
        to = bar.maximum() * step // 60
        taken.append(timed(lambda to=to: (bar.setValue(to), app.processEvents())))
    line("scrolling, the worst step", taken, "under 50", worst=True)
    bar.setValue(0)
    settle(app)
    view.setFocus()
    taken = []
    for _ in range(60):
        taken.append(timed(lambda: (QTest.keyClick(view, Qt.Key.Key_Down), app.processEvents())))
    line("from element to element, its page shown", taken, "under 50")


def typing(app: QApplication, window: MainWindow) -> None:
    """Print the letters of a search, each until the tree shows what it finds."""
    window.pages.plan.texts.prepare()
    end = time.monotonic() + 60
    while not window.tasks.is_idle and time.monotonic() < end:
        app.processEvents()
    for query in ("児", "児童", "ＤＸ", "ＤＸ 推進", "見つからない", ""):
        taken = [timed(lambda q=query: (window.search.setText(q), app.processEvents()))]
        line(f"typing {query}" if query else "clearing the search", taken, "under 100")


def main() -> None:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "large.plandb"
        create_large(path).close()
        app = make_application("ja")
        opened: list[MainWindow] = []

        def open_window() -> None:
            window = MainWindow(Document(PlanFile.open(path)))
            window.show()
            settle(app)
            opened.append(window)

        line("opening the window on it", [timed(open_window)], "once")
        window = opened[0]
        window.go_to(element_place(window.document.plan.elements[_SHOWN].id))
        settle(app)
        bare_commit(_copy(path, Path(folder) / "bare.db"))
        click.echo("one edit, committed, journalled and repainted")
        edits(app, window.document)
        click.echo("the tree")
        typing(app, window)
        walking(app, window)
        click.echo("one edit, everything in the tree unfolded")
        edits(app, window.document)
        window.document.close()


def _copy(path: Path, to: Path) -> Path:
    to.write_bytes(path.read_bytes())
    return to


if __name__ == "__main__":
    main()
