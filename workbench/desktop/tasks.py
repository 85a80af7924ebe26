"""Long work off the main thread: one pool, results handed back on the main thread.

The pool's owner lives on the main thread and owns the signal, so that no signal object is
destroyed on a worker thread. Work that needs the plan opens a connection of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]

#: Seconds after which a thread at work lets the window go on. Python's own 5 ms add up: drawing
#: a list asks for Python's lock dozens of times, and would wait as long each time.
_GIVES_WAY = 0.0005


@dataclass
class Task:
    """Work under way; cancelling lets its result fall."""

    number: int
    done: Done
    failed: Failed
    cancelled: bool = False

    def cancel(self) -> None:
        """Want the result no longer."""
        self.cancelled = True


class Tasks(QObject):
    """Runs functions on worker threads and hands their results back here."""

    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        sys.setswitchinterval(_GIVES_WAY)
        self._numbers = count(1)
        self._waiting: dict[int, Task] = {}
        self._finished.connect(self._hand_back)

    def start(
        self, work: Callable[[], Any], done: Done, failed: Failed, *, urgent: bool = True
    ) -> Task:
        """Run `work` on a worker thread, then `done` with its result or `failed` here.

        What is not `urgent` waits until everything that is has begun.
        """
        task = Task(next(self._numbers), done, failed)
        self._waiting[task.number] = task

        def run() -> None:
            if task.cancelled:
                self._finished.emit(task.number, None, None)
                return
            try:
                result = work()
            except BaseException as error:  # handed to the main thread
                self._finished.emit(task.number, None, error)
            else:
                self._finished.emit(task.number, result, None)

        self._pool.start(run, 1 if urgent else 0)
        return task

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._waiting

    @Slot(int, object, object)
    def _hand_back(self, number: int, result: object, error: BaseException | None) -> None:
        task = self._waiting.pop(number, None)
        if task is None or task.cancelled:
            return
        if error is None:
            task.done(result)
        else:
            task.failed(error)

    def close(self) -> None:
        """Let every result fall and wait for the threads to end; more may be started after."""
        for task in self._waiting.values():
            task.cancel()
        self._pool.clear()
        self._pool.waitForDone()
        self._waiting.clear()
