"""What every export needs, whatever it writes: what is wanted, the file's name, the swap.

The command line takes its choices from here before it knows the command, so little is imported.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message

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
    internal
        Whether what is marked as internal goes out, too; None for what is usual of the kind, see
        `exporting.HOLDS_INTERNAL`.
    """

    fiscal_year: int | None = None
    department: str = ""
    departments: tuple[str, ...] = ()
    internal: bool | None = None


EVERYTHING = Wanted()

#: Told how many of how many parts are done, before each and before the last file is swapped in.
#: It may raise `Stopped`: then nothing more is written, and no file is left half-way.
Told = Callable[[int, int], None]


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """A person wants no longer what is being written."""


def to_nobody(_done: int, _all: int) -> None:
    """Tell nobody how far a work has come."""


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
    from workbench.store.errors import SYSTEM_ERRORS, from_system  # noqa: PLC0415 - brings SQLite

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except SYSTEM_ERRORS as error:
        raise from_system(folder, error) from error


def write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a complete file beside `path`, then swap it in.

    Raises `PersonError` when the system refuses, and whatever `write` raises; a file that was
    there stays as it was.
    """
    from workbench.store.errors import SYSTEM_ERRORS, from_system  # noqa: PLC0415 - brings SQLite

    beside = path.with_name(f".{path.stem[:40]}.writing{path.suffix}")
    try:
        write(beside)
        beside.replace(path)
    except SYSTEM_ERRORS as error:
        raise from_system(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
