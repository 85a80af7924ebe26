"""Workbooks out of the plan, by kind; what is heavy is imported when a kind is written.

The command line takes its choices from `EXPORTS`, so this module imports next to nothing.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import PersonError
from workbench.language import message, speaking

if TYPE_CHECKING:
    from workbench.store.database import Database

#: What a workbook's name ends in.
ENDING = ".xlsx"


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
    """

    fiscal_year: int | None = None
    department: str = ""


EVERYTHING = Wanted()

#: Writes one kind to a workbook, or to a folder where the kind may be many files; returns those.
Export = Callable[["Database", Path, Wanted], tuple[Path, ...]]


def export_template(
    database: Database, path: Path, wanted: Wanted = EVERYTHING
) -> tuple[Path, ...]:
    """Write the template for the departments: one workbook, or into a folder one for each.

    Raises `PersonError` for a department that has nothing to fill in, and when a file cannot be
    written; one that was there stays then.
    """
    from workbench.operations import template_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        if is_folder(path):
            return template_exports.write_each(database, path, wanted)
        return template_exports.write_one(database, checked(path), wanted)


def export_book(database: Database, path: Path, _wanted: Wanted = EVERYTHING) -> tuple[Path, ...]:
    """Write the readable book: plan, themes, indicators, population, sources.

    The date in it is that of the plan's last change, so the same plan gives the same bytes.
    Raises `PersonError` when the file cannot be written; one that was there stays then.
    """
    from workbench.operations import book_export  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return book_export.write(database, checked(path))


def export_data(database: Database, path: Path, _wanted: Wanted = EVERYTHING) -> tuple[Path, ...]:
    """Write the plan as machine-readable data: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return data_exports.write_data(database, checked(path, folder=True))


def export_population(
    database: Database, path: Path, _wanted: Wanted = EVERYTHING
) -> tuple[Path, ...]:
    """Write the results of every scenario in long form: a workbook, or a folder of CSV files.

    Raises `PersonError` as `export_book`, and when the plan lacks what a projection needs.
    """
    from workbench.operations import data_exports  # noqa: PLC0415 - brings XlsxWriter

    with speaking("ja"):
        return data_exports.write_population(database, checked(path, folder=True))


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


def write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a complete file beside `path`, then swap it in.

    Raises `PersonError` when the system refuses; a file that was there stays as it was.
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
