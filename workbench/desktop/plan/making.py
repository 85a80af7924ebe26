"""Making a row of the plan and going on with it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.desktop.document import Document
from workbench.operations.lookups import made_id
from workbench.store.database import Database
from workbench.store.journal import Outcome


def made_by(document: Document, operation: Callable[[Database], Outcome]) -> int | None:
    """Run an operation and return the id of what it made, None when it was refused."""
    outcomes: list[Outcome] = []

    def noted(database: Database) -> Outcome:
        outcomes.append(operation(database))
        return outcomes[0]

    return made_id(outcomes[0]) if document.run(noted) else None
