"""Where the pages are shown: one of them at a time, scrolled where the window is too small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class _Holder(QWidget):
    """Fills itself with the stack and asks for the least room of the page shown.

    It has no layout of its own: one would ask for the height the pages like best.
    """

    #: Another page is shown, or the page needs more or less room than before.
    changed = Signal()

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self._stack = stack
        stack.setParent(self)
        stack.currentChanged.connect(self.updateGeometry)
        stack.currentChanged.connect(self.changed)

    def minimumSizeHint(self) -> QSize:
        page = self._stack.currentWidget()
        return QSize() if page is None else page.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A page needs more or less room than before; whoever scrolls has to know.
            self.updateGeometry()
            self.changed.emit()
        return super().event(event)


class RoomForPages(QScrollArea):
    """Shows the stack whole, or a part of it where the screen is smaller than the page needs.

    An office screen of 1366 × 768 set to 150 % leaves 911 × 512.
    """

    wants_other_room = Signal()

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self._holder = _Holder(stack)
        self._holder.changed.connect(self.wants_other_room)
        self.setWidget(self._holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def needed_width(self) -> int:
        """Return the pixels across without which the page shown has to be scrolled sideways."""
        return self._holder.minimumSizeHint().width()
