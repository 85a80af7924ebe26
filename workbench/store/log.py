"""What the program did, for whoever mends it: a small log and reports of unexpected errors.

Neither holds plan content. The log takes names of events, numbers and codes and nothing else; a
report leaves out what an exception says, because that may quote the plan, and paths of this PC.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import sqlite3
import sys
import traceback
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench import __version__
from workbench.errors import PersonError
from workbench.store.home import home

#: The log begins anew at this size in bytes; so many earlier ones are kept.
_LARGEST = 256 * 1024
_KEPT = 3

#: Reports beyond this number make place for new ones.
_REPORTS_KEPT = 20

#: A code of the program: ASCII, without spaces or path separators.
_CODE = re.compile(r"[A-Za-z0-9_.+\-]{1,40}")

#: The newest events, for a report.
_recent: deque[str] = deque(maxlen=100)

Fact = int | float | str


def note(event: str, **facts: Fact) -> None:
    """Write an event down, with numbers and codes; any other text is left out.

    A log that cannot be written is no reason to stop anything.
    """
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    words = " ".join([_plain(event), *(f"{name}={_plain(fact)}" for name, fact in facts.items())])
    line = f"{now} {words}"
    _recent.append(line)
    with contextlib.suppress(OSError):
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        _rotate(path)
        with path.open("a", encoding="ascii") as stream:
            stream.write(f"{line}\n")


def log_path() -> Path:
    """Return where the log lies."""
    return home() / "log" / "workbench.log"


def reports() -> list[Path]:
    """Return the reports of unexpected errors, newest first."""
    return sorted((home() / "reports").glob("*.txt"), reverse=True)


def report(error: BaseException, parts: Mapping[str, str] | None = None) -> Path | None:
    """Write a report of an unexpected error and return where it lies; None when it cannot be.

    It says which program on which system (`parts` adds versions of others, as Qt's), the newest
    events and where in the code it happened.
    """
    note("error.unexpected", type=type(error).__name__)
    moment = datetime.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    path = home() / "reports" / f"{moment}.txt"
    lines = [
        f"Planning workbench {__version__}",
        *(f"{name} {version}" for name, version in {**_versions(), **(parts or {})}.items()),
        "",
        "What was done before:",
        *_recent,
        "",
        *_trace(error),
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for old in reports()[_REPORTS_KEPT:]:
            old.unlink()
    except OSError:
        return None
    return path


def _plain(fact: Fact) -> str:
    if isinstance(fact, float):
        return f"{fact:.1f}"
    text = str(fact)
    return text if isinstance(fact, int) or _CODE.fullmatch(text) else "-"


def _rotate(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size < _LARGEST:
            return
        for number in range(_KEPT, 0, -1):
            older = path.with_suffix(f".{number}.log")
            newer = path.with_suffix(f".{number - 1}.log") if number > 1 else path
            with contextlib.suppress(FileNotFoundError):
                newer.replace(older)


def _versions() -> dict[str, str]:
    import platform  # noqa: PLC0415 - only a report asks for it

    return {
        "Python": sys.version.split()[0],
        "SQLite": sqlite3.sqlite_version,
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _trace(error: BaseException) -> Iterator[str]:
    """Yield where an error came from: files of the code, lines, functions, and the error's type."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _trace(cause)
        yield "and from this:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_in_code(frame.filename)}:{frame.lineno} {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (
        f" {_plain(error.code)}" if isinstance(error, PersonError) else ""
    )


def _in_code(filename: str) -> str:
    """Return a file of the code without the folders of this PC, which may name a person."""
    parts = Path(filename).parts
    for anchor in ("workbench", "site-packages"):
        if anchor in parts:
            last = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[last:])
    return parts[-1] if parts else "?"
