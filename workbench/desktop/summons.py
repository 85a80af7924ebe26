"""Comes to the front when the plan of this window is opened once more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from workbench.store import summons


class Summons(QObject):
    """Watches the folder in which this window is asked to come forward."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder: Path | None = summons.listen()
        self._watcher = QFileSystemWatcher(self)
        if self._folder is not None and self._watcher.addPath(str(self._folder)):
            self._watcher.directoryChanged.connect(self._look)

    def _look(self, _folder: str = "") -> None:
        if self._folder is not None and summons.answer(self._folder):
            come_forward(self._window)

    def stop(self) -> None:
        """Be asked no longer: the window closes."""
        if self._folder is not None:
            summons.stop(self._folder)
            self._folder = None


def come_forward(window: QWidget) -> None:
    """Bring a window to the front; where the system does not allow it, it asks for attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
