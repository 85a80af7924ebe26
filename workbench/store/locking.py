"""Who has a plan open: a small file beside it, made atomically, that others read."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.language import message
from workbench.store.errors import FileError, from_system
from workbench.store.journal import person


@dataclass(frozen=True)
class Holder:
    """Who holds the lock, on which machine, since when (ISO time), in which process."""

    who: str
    machine: str
    since: str
    process: int

    def is_gone(self) -> bool:
        """Tell whether the holder was a process of this machine that has ended."""
        return self.machine == _machine() and not _is_running(self.process)


def lock_path(plan: Path) -> Path:
    """Return where the lock of a plan lies."""
    return plan.with_name(f"{plan.name}.lock")


def holder(plan: Path) -> Holder | None:
    """Return who has the plan open; None when nobody has or the lock cannot be read."""
    try:
        return Holder(**json.loads(lock_path(plan).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def acquire(plan: Path) -> None:
    """Take the lock, replacing a stale one; raise `FileError` when somebody holds it."""
    path = lock_path(plan)
    mine = Holder(
        person(), _machine(), datetime.datetime.now(datetime.UTC).isoformat("T", "seconds"),
        os.getpid(),
    )  # fmt: skip
    for _attempt in range(2):
        try:
            with path.open("x", encoding="utf-8") as stream:
                json.dump(asdict(mine), stream, ensure_ascii=False)
        except FileExistsError:
            held = holder(plan)
            if held is not None and not held.is_gone():
                raise _open_elsewhere(plan, held) from None
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        except OSError as error:
            raise from_system(plan, error) from error
        else:
            return
    raise FileError(
        "file.lock_contested",
        message("Somebody else is opening this plan at the same moment."),
        remedy=message("Try again in a few seconds."),
        place=str(plan),
    )


def release(plan: Path) -> None:
    """Give the lock back, if it is ours."""
    held = holder(plan)
    if held is not None and (held.machine, held.process) == (_machine(), os.getpid()):
        with contextlib.suppress(OSError):
            lock_path(plan).unlink()


def _open_elsewhere(plan: Path, held: Holder) -> FileError:
    return FileError(
        "file.open_elsewhere",
        message(
            "{who} on {machine} has had this plan open since {since}.",
            who=held.who,
            machine=held.machine,
            since=held.since,
        ),
        remedy=message("Ask for it to be closed, or open it for reading only."),
        place=str(plan),
    )


def _machine() -> str:
    return platform.node()


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_running_on_windows(process: int) -> bool:
    """Ask Windows for a handle: signal 0 would end the process there."""
    import ctypes  # noqa: PLC0415 - used on Windows only

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    still_active = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(still_active))
    kernel.CloseHandle(handle)
    return still_active.value == 259
