"""Hands for the tour: what a person does with pointer and keyboard, as real events."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from workbench.desktop.questions import Answer
from workbench.desktop.tour.recorder import TourError

#: Seconds that one step may wait for reading, setting pages or writing.
_PATIENCE = 60.0

_LEFT = Qt.MouseButton.LeftButton


class AnsweredQuestions:
    """Answers the window's questions as the person on the tour would."""

    def __init__(self) -> None:
        self.plan: Path | None = None
        self.name: Path | None = None

    def unsaved_work(self, parent: QWidget, name: str) -> Answer:
        return Answer.DISCARD

    def plan_to_open(self, parent: QWidget, folder: Path, title: str = "") -> Path | None:
        return self.plan

    def workbooks_to_import(self, parent: QWidget, folder: Path) -> list[Path]:
        return []

    def file_to_write(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        return self.name

    def go_ahead(self, parent: QWidget, question: str, details: str, verb: str) -> bool:
        return True

    def tell(self, parent: QWidget, sentence: str) -> None:
        raise TourError(sentence)

    def picture_to_read(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        return None

    def colour(self, parent: QWidget, title: str, proposed: str) -> str | None:
        return None

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        return None

    def password(self, parent: QWidget, name: str) -> str | None:
        return None

    def printer(self, parent: QWidget, printer: object) -> bool:
        return False


def let_paint() -> None:
    """Let everything that has been asked for be laid out and painted."""
    for _ in range(3):
        QApplication.processEvents()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Go on with the window until `condition` holds; raise `TourError` when it never does."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TourError(f"waited in vain: {what}")
        QApplication.processEvents()
        time.sleep(0.002)
    let_paint()


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and let go the left button."""
    if not widget.isVisible() or not widget.isEnabled():
        raise TourError(f"{widget.accessibleName() or widget} cannot be clicked")
    QTest.mouseClick(widget, _LEFT, pos=at or widget.rect().center())
    let_paint()


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)
    let_paint()


def type_in(widget: QWidget, text: str) -> None:
    """Type a text as an input method hands it over, which is how Japanese is typed."""
    click(widget)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
    let_paint()


def drag_slider(slider: QSlider, share: float, moving: Callable[[], None]) -> None:
    """Drag a slider's handle to a share of its way, calling `moving` before letting go."""
    start = slider.handle_place().toPoint()  # type: ignore[attr-defined]
    end = QPoint(round(slider.width() * share), start.y())
    QTest.mousePress(slider, _LEFT, pos=start)
    for step in range(1, 9):
        at = start + (end - start) * step / 8
        QTest.mouseMove(slider, at)
        let_paint()
    moving()
    QTest.mouseRelease(slider, _LEFT, pos=end)
    let_paint()


def drop(window: QWidget, file: Path) -> None:
    """Drag a file from the desktop onto the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at = window.rect().center()
    copy, nothing = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(at, copy, data, _LEFT, nothing)
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        raise TourError(f"{file.name} may not be dropped on the window")
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, _LEFT, nothing))
    let_paint()
