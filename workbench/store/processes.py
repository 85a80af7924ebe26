"""Which process wrote something, and whether it still runs.

Numbers of processes are given out again, so the moment a process began is part of what it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from workbench.records import record


@record
class Process:
    """A process of a machine; `began` is empty where the system does not say."""

    machine: str
    id: int
    began: str = ""

    def is_gone(self) -> bool:
        """Tell whether this was a process of this machine that has ended.

        What another machine runs cannot be known from here, so it is never gone.
        """
        if self.machine != machine():
            return False
        if not _is_running(self.id):
            return True
        return bool(self.began) and self.began != _began(self.id)


def this_process() -> Process:
    """Return the process this program runs in."""
    return Process(machine(), os.getpid(), _own_beginning(os.getpid()))


def machine() -> str:
    """Return the name of this PC."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # noqa: PLC0415 - takes time to import, and every start asks

    return platform.node()


def process_of(held: Mapping[str, object]) -> Process:
    """Return the process noted in a file; raise `ValueError` for something else."""
    number = held.get("process")
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        raise ValueError(number)
    return Process(str(held.get("machine", "")), number, str(held.get("began", "")))


@cache
def _own_beginning(process: int) -> str:
    return _began(process)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return _windows_times(process) is not None
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return not _is_dead_linux_process(process)


def _is_dead_linux_process(process: int) -> bool:
    """Tell whether a process has ended and only waits to be noticed by the one that started it."""
    return _linux_stat(process)[:1] == ["Z"]


def _began(process: int) -> str:
    if sys.platform == "win32":
        return _windows_times(process) or ""
    if os.uname().sysname == "Linux":
        fields = _linux_stat(process)
        # The 22nd field, in ticks since this start of the machine.
        return f"{_linux_start_of_machine()}:{fields[19]}" if len(fields) > 19 else ""
    import subprocess  # noqa: PLC0415 - only macOS is asked in this way

    try:
        command = ["/bin/ps", "-o", "lstart=", "-p", str(process)]
        return subprocess.run(command, capture_output=True, text=True, timeout=5).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _linux_stat(process: int) -> list[str]:
    """Return the fields of ``/proc/…/stat`` after the name, which may hold spaces itself."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


@cache
def _linux_start_of_machine() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _windows_times(process: int) -> str | None:
    """Return when a running process began, None for one that does not run.

    Windows is asked for a handle: signal 0 would end the process there.
    """
    import ctypes  # noqa: PLC0415 - used on Windows only

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        # 5: it runs, but belongs to somebody else.
        return "" if ctypes.get_last_error() == 5 else None  # type: ignore[attr-defined,unused-ignore]
    held = ctypes.c_void_p(handle)
    exit_code = ctypes.c_ulong()
    times = [ctypes.c_ulonglong() for _ in range(4)]
    try:
        kernel.GetExitCodeProcess(held, ctypes.byref(exit_code))
        if exit_code.value != 259:  # STILL_ACTIVE
            return None
        kernel.GetProcessTimes(held, *(ctypes.byref(time) for time in times))
    finally:
        kernel.CloseHandle(held)
    return str(times[0].value)
