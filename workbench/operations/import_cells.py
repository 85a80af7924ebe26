"""What all writing of an import shares: the cell of a row, and what says the plan moved on."""

from __future__ import annotations

from workbench.errors import PersonError
from workbench.language import message
from workbench.plan.structure import Provenance
from workbench.store.journal import Row


def cell_columns(provenance: Provenance | None, source_id: int) -> Row:
    """Return the columns that say in which cell of a workbook a row stands."""
    return {
        "source_id": source_id,
        "sheet": provenance.sheet if provenance else "",
        "cell": provenance.cell if provenance else "",
        "original": provenance.original if provenance else "",
    }


def changed_meanwhile() -> PersonError:
    """Return the error for a proposal that no longer fits the plan."""
    return PersonError(
        "import.plan_changed",
        message("The plan has changed since the difference was shown."),
        remedy=message("Read the workbook again and look at the new difference."),
    )
