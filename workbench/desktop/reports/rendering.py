"""What is set and written off the main thread, through a connection of the thread's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QImage

from workbench.desktop.reports.drawing import image_of, small_size
from workbench.operations import reporting
from workbench.operations.reporting import EVERYTHING, Selection
from workbench.report.typesetting import Sheet
from workbench.store.database import Database

_Made = TypeVar("_Made")


def of_plan(plan: Path, work: Callable[[Database], _Made]) -> _Made:
    """Return what `work` makes of a plan."""
    database = Database(plan, read_only=True)
    try:
        return work(database)
    finally:
        database.close()


def pages(plan: Path, kind: str, of: Selection = EVERYTHING) -> list[Sheet]:
    """Return a form's pages."""
    return of_plan(plan, lambda database: reporting.preview(database, kind, of=of))


def with_small_picture(sheets: list[Sheet]) -> tuple[list[Sheet], QImage]:
    """Return pages with the small picture of their first."""
    return sheets, image_of(sheets[0], small_size(sheets[0]), 2.0)
