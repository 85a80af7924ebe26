"""How a workbook comes to be seen on the import page, and for how long the window holds still.

Seen from dropping the file to the shown sheet, as a ratio to calamine's bare reading of it; the
longest pause of the event loop meanwhile is what a person feels.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import click
import python_calamine

from tests.benchmarks.importing import SETTLEMENT_CARDS, fastest, write_sheet

OFUNATO = SETTLEMENT_CARDS.with_name("ofunato_project_evaluation_r7.xlsx")
_PATIENCE = 60.0


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
    window.document.close()
    window.tasks.close()


def _read_bare(path: Path) -> None:
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    for index in range(len(workbook.sheet_names)):
        workbook.get_sheet_by_index(index).to_python()
