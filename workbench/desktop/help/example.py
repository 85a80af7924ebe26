"""An example of a department's workbook, for trying the import where the plan can take it in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workbench.plan.structure import Plan
from workbench.store.home import home

if TYPE_CHECKING:
    from workbench.desktop.importing.page import ImportPage


def read_example(page: ImportPage, plan: Plan) -> None:
    """Show what the example would change; a plan without its measure is left alone."""
    from workbench.desktop.example_workbook import MEASURE, NAME, write_example

    if all(element.code != MEASURE for element in plan.elements):
        return
    folder = home() / "samples"
    # Where it cannot be written the page says what else can be done.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        page.read_files([write_example(folder / NAME)])
