"""Looks for garbage when nobody is at work, so that the window never holds still for it.

Python looks through everything that has been alive for long whenever a quarter more has come to
it; with a large workbook read and compared that stops every thread for most of a second, and again
and again while the next one is read. Almost all of our objects go when nobody holds them any more;
what is left are circles, which can wait until the person rests or has turned to another window.
What is young is looked through all along, as that takes no time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

#: Milliseconds between two looks at whether somebody is at work.
_LOOKS_EVERY = 3_000
#: So many looks in a row must find nobody at work.
_RESTS = 3
#: Rounds among the younger objects until it is worth looking among all.
_ENOUGH = 10
_NEVER = 1_000_000_000


class Garbage(QObject):
    """Keeps Python from looking through old objects, and does so itself in good moments."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        young, middle, _old = gc.get_threshold()
        gc.set_threshold(young, middle, _NEVER)
        self._seen: object = None
        self._rests = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOKS_EVERY)

    def _look(self) -> None:
        seen = _where_somebody_is()
        self._rests = self._rests + 1 if seen == self._seen else 0
        self._seen = seen
        if gc.get_count()[2] >= _ENOUGH and (self._rests >= _RESTS or not _is_in_front()):
            self.collect()

    def collect(self) -> None:
        """Look through everything now."""
        gc.collect()
        self._rests = 0


def _where_somebody_is() -> object:
    """Return what changes when somebody moves the mouse or types."""
    caret = QGuiApplication.inputMethod().cursorRectangle()
    place = QCursor.pos()
    return (
        (place.x(), place.y()),
        (caret.x(), caret.y()),
        id(QGuiApplication.focusObject()),
        QGuiApplication.mouseButtons().value,
    )


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
