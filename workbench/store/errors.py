"""What can be wrong with a plan file, in words with a remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import Message, message


class FileError(PersonError):
    """A plan file cannot be opened or saved; the log says so by its code."""


def not_a_plan(path: Path) -> FileError:
    """Return the error for a file that is something else."""
    return FileError(
        "file.not_a_plan",
        message("This is not a plan file."),
        remedy=message("Choose a file with the ending .plandb that this program has saved."),
        place=str(path),
    )


def missing(path: Path) -> FileError:
    """Return the error for a file that is not there."""
    return FileError(
        "file.missing",
        message("There is no such file."),
        remedy=message("Check the name and the folder."),
        place=str(path),
    )


def newer(path: Path, found: int, known: int) -> FileError:
    """Return the error for a file that a later program has written."""
    return FileError(
        "file.newer",
        message(
            "This plan was saved by a newer version of the program (format {found}; this one "
            "reads up to {known}).",
            found=found,
            known=known,
        ),
        remedy=message("Update the program on this PC."),
        place=str(path),
    )


def damaged(path: Path, detail: str) -> FileError:
    """Return the error for a plan file that SQLite cannot read through."""
    return FileError(
        "file.damaged",
        message("This plan file is damaged ({detail}).", detail=detail),
        remedy=message("Open the newest backup; do not save over the damaged file."),
        place=str(path),
    )


def foreign_objects(path: Path, names: str) -> FileError:
    """Return the error for a file with triggers or views that are not ours."""
    return FileError(
        "file.foreign_objects",
        message(
            "This plan file holds parts that this program did not make ({names}).", names=names
        ),
        remedy=message("Ask whoever sent the file for one saved by this program."),
        place=str(path),
    )


def exists(path: Path) -> FileError:
    """Return the error for a new file whose name is taken."""
    return FileError(
        "file.exists",
        message("There is a file of this name already."),
        remedy=message("Choose another name."),
        place=str(path),
    )


def changed_meanwhile(path: Path) -> FileError:
    """Return the error for an original that somebody else has saved."""
    return FileError(
        "file.changed_meanwhile",
        message("The file was changed by somebody else after it was opened here."),
        remedy=message("Save under another name, or merge the two."),
        place=str(path),
    )


def read_only(path: Path) -> FileError:
    """Return the error for a change to a plan that may only be read."""
    return FileError(
        "file.read_only",
        message("This plan can only be read here."),
        remedy=message("Save it under another name, in a folder you can write to."),
        place=str(path),
    )


def half_a_character(error: UnicodeEncodeError) -> PersonError:
    """Return the error for half of a pair that only together is a character, as broken pastes have.

    A lone surrogate is text to Python and to Qt, but none in UTF-8.
    """
    return PersonError(
        "text.half_a_character",
        message(
            "The text holds half a character (U+{code}), which cannot be kept.",
            code=f"{ord(error.object[error.start]):04X}",
        ),
        remedy=message("Take it out, or type the character anew."),
    )


def marked_read_only(path: Path) -> FileError:
    """Return the error for a file whose owner has marked it as read-only."""
    return FileError(
        "file.marked_read_only",
        message("This file is marked as read-only; it is as it was."),
        remedy=message("Open it for reading only, or take the mark away in its properties."),
        place=str(path),
    )


def damaged_contents(path: Path, tables: str) -> FileError:
    """Return the error for a plan file whose contents are not those that were saved."""
    return FileError(
        "file.damaged",
        message(
            "This plan file does not hold what was saved: it is damaged, or another program "
            "changed it ({tables}).",
            tables=tables,
        ),
        remedy=message("Open the newest backup; do not save over the damaged file."),
        place=str(path),
    )


def unsound_copy(path: Path, detail: str) -> FileError:
    """Return the error for a new file that the check before the swap found wanting."""
    return FileError(
        "file.unsound_copy",
        message("The new file did not come out right ({detail}); the plan is as it was.",
                detail=detail),
        remedy=message("Save once more, or to another drive."),
        place=str(path),
    )  # fmt: skip


def not_for_work(path: Path) -> FileError:
    """Return the error for a plan in a folder where no lock can be put beside it."""
    return FileError(
        "file.no_permission",
        message("You may not write in this folder, so the plan cannot be opened for work."),
        remedy=message("Open it for reading only, or ask for the permission."),
        place=str(path),
    )


def too_large(path: Path, megabytes: int) -> FileError:
    """Return the error for a file of a size that no plan has."""
    return FileError(
        "file.too_large",
        message("This file is larger than {megabytes} MB; no plan is.", megabytes=megabytes),
        remedy=message("Choose a file with the ending .plandb that this program has saved."),
        place=str(path),
    )


def gone_meanwhile(path: Path) -> FileError:
    """Return the error for an original that is no longer where it was opened."""
    return FileError(
        "file.gone_meanwhile",
        message("The file is no longer where it was opened from."),
        remedy=message("Save under another name, or put the drive or folder back."),
        place=str(path),
    )


def from_reading(path: Path, error: OSError) -> FileError:
    """Return the error for a file that the operating system does not let be read."""
    if isinstance(error, FileNotFoundError):
        return missing(path)
    detail = error.strerror or str(error)
    return FileError(
        "file.unreadable",
        message("This file cannot be read ({detail}).", detail=detail),
        remedy=message("Check the drive, the network and your permissions, then try again."),
        place=str(path),
    )


def no_backup(folder: Path, error: OSError) -> FileError:
    """Return the caution that a plan was saved without keeping its earlier version."""
    return FileError(
        "file.no_backup",
        message(
            "The plan was saved, but its earlier version could not be kept ({detail}).",
            detail=error.strerror or str(error),
        ),
        remedy=message("Check the folder for backups in the settings."),
        place=str(folder),
    )


def no_folder_for_backups(folder: Path, error: OSError) -> FileError:
    """Return the error for a folder in which backups cannot be kept."""
    return FileError(
        "settings.backup_folder",
        message(
            "Nothing can be kept in this folder ({detail}).", detail=error.strerror or str(error)
        ),
        remedy=message("Choose a folder that you may write to."),
        place=str(folder),
    )


def folder_without_place(folder: Path) -> FileError:
    """Return the error for a folder that does not say on which drive it lies."""
    return FileError(
        "settings.backup_folder",
        message("This does not say where the folder lies."),
        remedy=message("Choose the folder, or write its whole path."),
        place=str(folder),
    )


def not_as_saved(path: Path) -> FileError:
    """Return the caution that a file was touched, though nothing of what it says."""
    return FileError(
        "file.not_as_saved",
        message("The file is not byte for byte the one that was saved, but its contents are."),
        remedy=message("Save it once more; if this happens again, have the drive checked."),
        place=str(path),
    )


def not_synced(folder: Path, error: OSError) -> FileError:
    """Return the caution that a saved plan may not survive a power cut yet."""
    return FileError(
        "file.not_synced",
        message(
            "The plan was saved, but the drive did not confirm it ({detail}).",
            detail=error.strerror or str(error),
        ),
        remedy=message("Save once more, or to another drive."),
        place=str(folder),
    )


def is_of_system(error: sqlite3.Error) -> bool:
    """Tell whether SQLite failed because of the system and not because of what it was asked."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return primary in _OF_SYSTEM


_OF_SYSTEM = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)


def from_system(path: Path, error: Exception) -> FileError:
    """Return the error for what the operating system or SQLite refused to write."""
    number = getattr(error, "errno", None)
    text = str(error).lower()
    what: Message
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text:
        code = "file.disk_full"
        what = message("The disk is full; the plan on it is as it was.")
        remedy = message("Make room, or save to another place.")
    elif number in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in text:
        code = "file.no_permission"
        what = message("You may not write here; the plan is as it was.")
        remedy = message("Ask for the permission, or save to another place.")
    else:
        detail = getattr(error, "strerror", None) or str(error)
        code = "file.system"
        what = message("The system refused ({detail}); the plan is as it was.", detail=detail)
        remedy = message("Check the drive or the network, then try again.")
    return FileError(code, what, remedy=remedy, place=str(path))


#: What reading a damaged database may raise: SQLite quotes the bytes it stumbles over, and those
#: need not be text; a length that was hit can ask for any amount of memory.
DAMAGE_ERRORS = (sqlite3.Error, UnicodeError, MemoryError)

#: What reading or writing a file may raise.
SYSTEM_ERRORS = (OSError, sqlite3.Error)


@contextmanager
def told_as_file_errors(path: Path) -> Iterator[None]:
    """Raise what the system refuses inside the block as `FileError`."""
    try:
        yield
    except SYSTEM_ERRORS as error:
        raise from_system(path, error) from error
