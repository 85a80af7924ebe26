"""How a workbook comes to be seen on the import page, and for how long the window holds still.

Seen from dropping the file to the shown sheet, as a ratio to calamine's bare reading of it; the
longest pause of the event loop meanwhile is what a person feels. The same for taking 160,000
values in, taking them back and doing it again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import python_calamine

from tests.benchmarks.importing import SETTLEMENT_CARDS, fastest, write_sheet

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

OFUNATO = SETTLEMENT_CARDS.with_name("ofunato_project_evaluation_r7.xlsx")
_PATIENCE = 60.0
#: Seconds from which on a pause is felt.
_FELT = 0.1


def main() -> None:
    """Print for each workbook how long it takes to be seen, and the longest pause."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = str(Path(folder, "home"))
        large = Path(folder, "large.xlsx")
        write_sheet(large)
        measure(
            Path(folder), [path for path in (large, SETTLEMENT_CARDS, OFUNATO) if path.exists()]
        )


def measure(folder: Path, paths: list[Path]) -> None:
    """Drop the workbooks on a window, each twice: the first time imports what reading needs."""
    from PySide6.QtWidgets import QApplication

    from workbench.desktop.application import make_application
    from workbench.desktop.document import Document
    from workbench.desktop.garbage import Garbage
    from workbench.desktop.importing.files import State
    from workbench.desktop.questions import DialogQuestions
    from workbench.desktop.window import MainWindow
    from workbench.operations.sample import create_sample
    from workbench.store.planfile import PlanFile

    make_application("ja")
    plan = folder / "plan.plandb"
    create_sample(plan).close()
    window = MainWindow(Document(PlanFile.open(plan)), DialogQuestions())
    window.resize(1366, 768)
    window.show()
    # As in the program, where the collector waits until nobody is at work.
    Garbage(window)
    for path in paths:
        copies = [Path(shutil.copy(path, folder / f"{number} {path.name}")) for number in range(2)]
        for copy in copies:
            start, pause = time.perf_counter(), 0.0
            window.take_in([copy])
            page = window.pages.importing
            while page.current is None or page.current.state is State.READING or pause == 0.0:
                before = time.perf_counter()
                QApplication.processEvents()
                pause = max(pause, time.perf_counter() - before)
                time.sleep(0.001)
                if time.perf_counter() - start > _PATIENCE:
                    raise TimeoutError(path.name)
            taken = time.perf_counter() - start
        bare = fastest(lambda path=path: _read_bare(path))
        click.echo(
            f"{path.name:40} shown in {taken:6.3f} s  {taken / bare:5.1f} × calamine"
            f"  longest pause {1000 * pause:5.0f} ms"
        )
    _measure_large_steps(window, paths[0])
    window.document.close()
    window.tasks.close()


def _measure_large_steps(window: MainWindow, path: Path) -> None:
    """Take a large workbook in, take that back, and do it again."""
    from PySide6.QtWidgets import QApplication

    from workbench.desktop.importing.files import State

    page, document = window.pages.importing, window.document
    while page.files.files:
        page.remove_file()
    window.take_in([path])

    def is_at_rest() -> bool:
        return (
            page.current.state is State.READ
            and window.tasks.is_idle
            and not page.taking_in.is_writing
            and not document.apart.is_running
        )

    def wait() -> list[float]:
        pauses: list[float] = []
        # A moment longer: what has come is drawn.
        while True:
            at_rest = is_at_rest()
            before = time.perf_counter()
            QApplication.processEvents()
            pauses.append(time.perf_counter() - before)
            time.sleep(0.001)
            if at_rest and is_at_rest():
                return pauses

    wait()
    for words, begin in (
        ("taken in", page.apply),
        ("taken back", document.undo),
        ("done again", document.redo),
    ):
        start = time.perf_counter()
        begin()
        called = time.perf_counter() - start
        pauses = [called, *wait()]
        click.echo(
            f"160,000 values {words:10} in {time.perf_counter() - start:6.3f} s"
            f"  longest pause {1000 * max(pauses):5.0f} ms,"
            f" {sum(pause > _FELT for pause in pauses)} of more than {1000 * _FELT:.0f} ms"
        )


def _read_bare(path: Path) -> None:
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    for index in range(len(workbook.sheet_names)):
        workbook.get_sheet_by_index(index).to_python()
