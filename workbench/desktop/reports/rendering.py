"""Printed forms set off the main thread, through a connection of the thread's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.operations import exporting, reporting
from workbench.operations.reporting import EVERYTHING, Selection
from workbench.store.database import Database

#: For the picture of a form in the list, the preview, and the printer.
SMALL, SCREEN, PRINTER = 36.0, 144.0, 300.0


def pages(plan: Path, kind: str, pixels_per_inch: float, of: Selection = EVERYTHING) -> list[bytes]:
    """Return a form's pages as PNG."""
    database = Database(plan, read_only=True)
    try:
        return reporting.preview(database, kind, pixels_per_inch=pixels_per_inch, of=of)
    finally:
        database.close()


def write_pdf(
    plan: Path, kind: str, path: Path, of: Selection, is_wanted: Callable[[], bool]
) -> None:
    """Write a form as PDF, unless it is no longer wanted once its pages are set."""
    database = Database(plan, read_only=True)
    try:
        content = reporting.report(database, kind, of=of)
    finally:
        database.close()
    if is_wanted():
        exporting.write_beside(path, lambda beside: _write(beside, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def write_book(plan: Path, path: Path) -> None:
    """Write the plan as a workbook."""
    database = Database(plan, read_only=True)
    try:
        exporting.export_book(database, path)
    finally:
        database.close()
