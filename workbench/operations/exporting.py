"""Workbooks out of the plan, by kind; what is heavy is imported when a kind is written.

The command line takes its choices from `EXPORTS`, so this module imports next to nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.language import speaking
from workbench.operations.file_writing import (
    EVERYTHING,
    Told,
    Wanted,
    checked,
    is_folder,
    to_nobody,
)

if TYPE_CHECKING:
    from workbench.store.database import Database


class Export(Protocol):
    """Writes one kind to a workbook, or to a folder where the kind may be many files."""

    def __call__(
        self, database: Database, path: Path, wanted: Wanted = ..., told: Told = ..., /
    ) -> tuple[Path, ...]:
        """Return the files that were written."""


def export_template(
    database: Database, path: Path, wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the template for the departments: one workbook, or into a folder one for each.

    Raises `PersonError` for a department that has nothing to fill in, and when a file cannot be
    written; one that was there stays then.
    """
    from workbench.operations import template_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"), _read(database, "template", wanted) as read:
        if is_folder(path):
            return template_exports.write_each(read, path, wanted, told)
        return template_exports.write_one(read, checked(path), wanted, told)


def export_book(
    database: Database, path: Path, wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the readable book: plan, themes, indicators, population, sources.

    The date in it is that of the plan's last change, so the same plan gives the same bytes.
    Raises `PersonError` when the file cannot be written; one that was there stays then.
    """
    from workbench.operations import book_export  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"), _read(database, "book", wanted) as read:
        return book_export.write(read, checked(path), told)


def export_data(
    database: Database, path: Path, wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the plan as machine-readable data: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"), _read(database, "data", wanted) as read:
        return data_exports.write_data(read, checked(path, folder=True), told)


def export_population(
    database: Database, path: Path, wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the results of every scenario in long form: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`, and when the plan lacks what a projection needs.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"), _read(database, "population", wanted) as read:
        return data_exports.write_population(read, checked(path, folder=True), told)


#: What holds parts marked as internal unless somebody says otherwise: departments are asked about
#: all of the plan, what is for everybody goes without them.
HOLDS_INTERNAL: Mapping[str, bool] = {
    "template": True,
    "book": False,
    "data": False,
    "population": False,
}


def _read(
    database: Database, kind: str, wanted: Wanted
) -> contextlib.AbstractContextManager[Database]:
    from workbench.operations.internal_parts import readable  # noqa: PLC0415 - brings the store

    asked = wanted.internal
    return readable(database, internal=HOLDS_INTERNAL[kind] if asked is None else asked)


#: What `workbench export --kind` offers.
EXPORTS: Mapping[str, Export] = {
    "template": export_template,
    "book": export_book,
    "data": export_data,
    "population": export_population,
}
