"""Workbooks out of the plan, by kind; what is heavy is imported when a kind is written.

The command line takes its choices from `EXPORTS`, so this module imports next to nothing.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.errors import PersonError
from workbench.language import message, speaking

if TYPE_CHECKING:
    from workbench.store.database import Database

#: What a workbook's name ends in.
ENDING = ".xlsx"

#: What no file name may hold on Windows.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class Wanted:
    """What is asked of an export.

    Parameters
    ----------
    fiscal_year
        The year whose results a template asks for; None for the year that is open, or else the
        one that ended last.
    department
        Whose rows a template has; empty for all departments.
    departments
        Those that get a template of their own where each gets one; empty for all of them.
    """

    fiscal_year: int | None = None
    department: str = ""
    departments: tuple[str, ...] = ()


EVERYTHING = Wanted()

#: Told how many of how many parts are done, before each and before the last file is swapped in.
#: It may raise `Stopped`: then nothing more is written, and no file is left half-way.
Told = Callable[[int, int], None]


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """A person wants no longer what is being written."""


def to_nobody(_done: int, _all: int) -> None:
    """Tell nobody how far a work has come."""


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

    with speaking("ja"):
        if is_folder(path):
            return template_exports.write_each(database, path, wanted, told)
        return template_exports.write_one(database, checked(path), wanted, told)


def export_book(
    database: Database, path: Path, _wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the readable book: plan, themes, indicators, population, sources.

    The date in it is that of the plan's last change, so the same plan gives the same bytes.
    Raises `PersonError` when the file cannot be written; one that was there stays then.
    """
    from workbench.operations import book_export  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return book_export.write(database, checked(path), told)


def export_data(
    database: Database, path: Path, _wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the plan as machine-readable data: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return data_exports.write_data(database, checked(path, folder=True), told)


def export_population(
    database: Database, path: Path, _wanted: Wanted = EVERYTHING, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the results of every scenario in long form: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`, and when the plan lacks what a projection needs.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return data_exports.write_population(database, checked(path, folder=True), told)


#: What `workbench export --kind` offers.
EXPORTS: Mapping[str, Export] = {
    "template": export_template,
    "book": export_book,
    "data": export_data,
    "population": export_population,
}


def last_change(database: Database) -> datetime.datetime:
    """Return when the plan was last changed."""
    from workbench.store.journal import entries  # noqa: PLC0415 - brings SQLite

    newest = entries(database, limit=1)
    if not newest:
        return datetime.datetime.now(datetime.UTC)
    return datetime.datetime.fromisoformat(newest[0].at)


def is_folder(path: Path) -> bool:
    """Tell whether a path means a folder: it is one, or its name has no ending."""
    return path.is_dir() or not path.suffix


def checked(path: Path, *, folder: bool = False) -> Path:
    """Return a path that a workbook may be written to, or a folder where that will do.

    Raises `PersonError` for any other ending: a plan file must not be written over by mistake.
    """
    if path.suffix.lower() == ENDING and not path.is_dir():
        return path
    if folder and is_folder(path):
        return path
    raise PersonError(
        "export.ending",
        message("A workbook's name ends in .xlsx."),
        remedy=message("Give a name as {name}.", name=f"{path.stem or 'plan'}{ENDING}"),
        place=str(path),
    )


def file_name(words: str) -> str:
    """Return words as a file may be called on every system."""
    return _FORBIDDEN.sub("_", words)[:60].strip(" .")


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; raise `PersonError` when the system refuses."""
    from workbench.store.errors import SYSTEM_ERRORS, from_system  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except SYSTEM_ERRORS as error:
        raise from_system(folder, error) from error


def write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a complete file beside `path`, then swap it in.

    Raises `PersonError` when the system refuses, and whatever `write` raises; a file that was
    there stays as it was.
    """
    from workbench.store.errors import SYSTEM_ERRORS, from_system  # noqa: PLC0415

    beside = path.with_name(f".{path.stem[:40]}.writing{path.suffix}")
    try:
        write(beside)
        beside.replace(path)
    except SYSTEM_ERRORS as error:
        raise from_system(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
