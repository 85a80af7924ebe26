"""Who has a plan open: a small file beside it, made atomically, that others read.

Two files are used. The *lock* says for as long as a plan is open who works on it. The *guard*
is held for the moment in which a lock is made or replaced or a saved file is swapped in, so that
of two who do so at once one waits for the other.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.language import message
from workbench.records import record
from workbench.store import errors, swapping
from workbench.store.errors import FileError
from workbench.store.journal import person
from workbench.store.naming import beside
from workbench.store.processes import Process, process_of, this_process

#: How long somebody who also saves is waited for, in seconds.
PATIENCE = 5.0

#: After this many seconds a guard that another PC left behind is no longer respected.
_GUARD_OUTLIVES = 600.0

_PAUSE = 0.01

#: Tokens of the guards that this program holds at the moment.
_guards_in_use: set[str] = set()


@record
class Holder:
    """Who holds a lock: the person, the process, since when (ISO time, UTC)."""

    who: str
    process: Process
    since: str
    token: str = ""

    @property
    def machine(self) -> str:
        """Return the name of the PC."""
        return self.process.machine

    def is_gone(self) -> bool:
        """Tell whether the holder was a program on this PC that has ended."""
        return self.process.is_gone()


def lock_path(plan: Path) -> Path:
    """Return where the lock of a plan lies."""
    return beside(plan, ".lock")


def holder(plan: Path) -> Holder | None:
    """Return who has the plan open; None when nobody has or the lock cannot be read."""
    with contextlib.suppress(OSError):
        return _read(lock_path(plan))
    return None


class Lock:
    """A plan held by this program; made by `acquire`, given back by `release`."""

    def __init__(self, plan: Path, mine: Holder, taken_from: Holder | None) -> None:
        self._plan = plan
        self._mine = mine
        #: Who was working on the plan when it was taken over.
        self.taken_from = taken_from

    @classmethod
    def acquire(cls, plan: Path, *, take_over: bool = False) -> Lock:
        """Take the lock of a plan, replacing a stale one, or anybody's to `take_over`.

        Raises `FileError` when somebody holds it or the folder cannot be written to.
        """
        mine = _holder_now()
        with guarded(plan):
            held = _held(plan)
            if held is not None and not held.is_gone() and not take_over:
                raise _open_elsewhere(plan, held)
            _write(plan, mine)
        alive = held is not None and not held.is_gone()
        return cls(plan, mine, held if alive else None)

    def confirm(self) -> None:
        """Make sure that the lock is still ours; raise `FileError` when it was taken over.

        A lock that somebody has deleted is made again.
        """
        held = _held(self._plan)
        if held is None:
            with guarded(self._plan):
                held = _held(self._plan)
                if held is None:
                    _write(self._plan, self._mine)
                    return
        if held.token != self._mine.token:
            raise _taken_over(self._plan, held)

    def release(self) -> None:
        """Give the lock back, if it is still ours."""
        with contextlib.suppress(FileError, OSError), guarded(self._plan):
            held = holder(self._plan)
            if held is not None and held.token == self._mine.token:
                swapping.remove(lock_path(self._plan))


@contextmanager
def guarded(plan: Path) -> Iterator[None]:
    """Keep others from locking or swapping this plan inside the block; wait for one who does.

    Raises `FileError` when the wait takes too long or the folder cannot be written to.
    """
    path = beside(plan, ".guard")
    mine = _holder_now()
    _guards_in_use.add(mine.token)
    try:
        _take_guard(plan, path, mine)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                swapping.remove(path)
    finally:
        _guards_in_use.discard(mine.token)


def _take_guard(plan: Path, path: Path, mine: Holder) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(_as_text(mine))
        except FileExistsError:
            _break_abandoned(path)
        except PermissionError as error:
            # Windows says this, too, of a file that is just being deleted.
            if os.name != "nt" or time.monotonic() > until:
                raise errors.from_system(plan, error) from error
        except OSError as error:
            raise errors.from_system(plan, error) from error
        else:
            return
        if time.monotonic() > until:
            raise _busy(plan)
        time.sleep(_PAUSE)


def _break_abandoned(path: Path) -> None:
    """Remove the guard of a program that ended while holding it.

    It is renamed first: of several who find it abandoned only one succeeds in that.
    """
    with contextlib.suppress(OSError):
        held = _read(path)
        age = time.time() - path.stat().st_mtime
        abandoned = _is_abandoned(held) if held is not None else age > PATIENCE / 2
        if not abandoned and age <= _GUARD_OUTLIVES:
            return
        aside = path.with_name(f".{secrets.token_hex(8)}.guard")
        path.rename(aside)
        if _read(aside) == held:
            aside.unlink()
        else:
            # Somebody was faster, and this is the fresh guard: it goes back.
            aside.rename(path)


def _is_abandoned(held: Holder) -> bool:
    """Tell whether nobody will take a guard away, or this program could not when it was done."""
    is_ours = held.process == this_process()
    return held.token not in _guards_in_use if is_ours else held.is_gone()


def _holder_now() -> Holder:
    now = datetime.datetime.now(datetime.UTC).isoformat("T", "seconds")
    return Holder(person(), this_process(), now, secrets.token_hex(8))


def _write(plan: Path, mine: Holder) -> None:
    """Put the lock in place as a whole, for those who read it without the guard."""
    fresh = beside(plan, f".{mine.token}.new")
    try:
        fresh.write_text(_as_text(mine), encoding="utf-8")
        swapping.replace(fresh, lock_path(plan))
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise errors.from_system(plan, error) from error


def _as_text(mine: Holder) -> str:
    return json.dumps(
        {
            "who": mine.who,
            "machine": mine.process.machine,
            "process": mine.process.id,
            "began": mine.process.began,
            "since": mine.since,
            "token": mine.token,
        },
        ensure_ascii=False,
    )


def _held(plan: Path) -> Holder | None:
    try:
        return _read(lock_path(plan))
    except OSError as error:
        raise errors.from_system(plan, error) from error


def _read(path: Path) -> Holder | None:
    """Return who wrote a lock or guard; None when there is none or it says nothing."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Holder(
            str(held["who"]), process_of(held), str(held["since"]), str(held.get("token", ""))
        )
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def _open_elsewhere(plan: Path, held: Holder) -> FileError:
    return FileError(
        "file.open_elsewhere",
        message(
            "{who} on {machine} has had this plan open since {since}.",
            who=held.who,
            machine=held.machine,
            since=_local_time(held.since),
        ),
        remedy=message("Ask for it to be closed, or open it for reading only."),
        place=str(plan),
    )


def _taken_over(plan: Path, held: Holder) -> FileError:
    return FileError(
        "file.taken_over",
        message(
            "{who} on {machine} has taken this plan over at {since}.",
            who=held.who,
            machine=held.machine,
            since=_local_time(held.since),
        ),
        remedy=message("Save under another name; the two can be merged afterwards."),
        place=str(plan),
    )


def _busy(plan: Path) -> FileError:
    return FileError(
        "file.busy",
        message("Somebody else is opening or saving this plan at the same moment."),
        remedy=message("Try again in a few seconds."),
        place=str(plan),
    )


def _local_time(since: str) -> str:
    """Return a moment as the clock on the wall shows it."""
    try:
        moment = datetime.datetime.fromisoformat(since)
    except ValueError:
        return since
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
