"""Asking the window that has a plan open already to come to the front, without a socket.

Every running window keeps a folder of its own in the program's folder and watches it. Whoever
wants to see it puts an empty file there; the window takes the file away when it comes forward.
See ``docs/decisions/0010-one-window-for-a-plan.md``.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from pathlib import Path

from workbench.store import locking
from workbench.store.errors import FileError
from workbench.store.home import home, room
from workbench.store.processes import Process, machine, this_process

#: How long a window may take to answer, in seconds: one that hangs does not keep others out.
PATIENCE = 1.5

_PAUSE = 0.02
_REQUEST = "show"


def listen() -> Path | None:
    """Make and return the folder in which this process is asked; None where none can be made.

    Folders of processes that have ended are removed.
    """
    with contextlib.suppress(FileError, OSError):
        for held in room("windows").iterdir():
            if _process(held).is_gone():
                shutil.rmtree(held, ignore_errors=True)
        mine = _folder(this_process())
        mine.mkdir(exist_ok=True)
        return mine
    return None


def answer(folder: Path) -> bool:
    """Tell whether this process has been asked to come to the front; it is asked only once."""
    try:
        (folder / _REQUEST).unlink()
    except OSError:
        return False
    return True


def stop(folder: Path) -> None:
    """Be no longer there to be asked."""
    shutil.rmtree(folder, ignore_errors=True)


def ask(plan: Path) -> bool:
    """Ask the window of this person that has `plan` open to come forward; tell whether it did.

    False where nobody has it open, or somebody else, or a window that does not answer.
    """
    held = locking.holder(plan)
    if held is None or held.machine != machine() or held.is_gone():
        return False
    if held.process.id == this_process().id:
        return False
    folder = _folder(held.process)
    request = folder / _REQUEST
    try:
        if not folder.is_dir():
            return False
        _let_come_forward(held.process.id)
        request.touch()
        until = time.monotonic() + PATIENCE
        while request.exists():
            if time.monotonic() > until:
                request.unlink(missing_ok=True)
                return False
            time.sleep(_PAUSE)
    except OSError:
        return False
    return True


def _folder(process: Process) -> Path:
    began = "".join(one for one in process.began if one.isalnum())
    return home() / "windows" / f"{process.id}-{began}"


def _process(folder: Path) -> Process:
    number, _, _began = folder.name.partition("-")
    return Process(machine(), int(number) if number.isdigit() else 0)


def _let_come_forward(process: int) -> None:
    """Pass on the right to come to the front, which Windows gives to what was just started."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows has it

        ctypes.windll.user32.AllowSetForegroundWindow(process)
