"""Printed forms set off the main thread, through a connection of the thread's own."""

from __future__ import annotations

from pathlib import Path

from workbench.operations import exporting, reporting
from workbench.store.database import Database

#: For the picture of a form in the list, the preview, and the printer.
SMALL, SCREEN, PRINTER = 36.0, 144.0, 300.0


def pages(plan: Path, kind: str, pixels_per_inch: float) -> list[bytes]:
    """Return a form's pages as PNG."""
    database = Database(plan, read_only=True)
    try:
        return reporting.preview(database, kind, pixels_per_inch=pixels_per_inch)
    finally:
        database.close()


def write_pdf(plan: Path, kind: str, path: Path) -> None:
    """Write a form as PDF."""
    database = Database(plan, read_only=True)
    try:
        reporting.write_report(database, kind, path)
    finally:
        database.close()


def write_book(plan: Path, path: Path) -> None:
    """Write the plan as a workbook."""
    database = Database(plan, read_only=True)
    try:
        exporting.export_book(database, path)
    finally:
        database.close()
