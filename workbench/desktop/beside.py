"""The page with a panel at its side: beside it where both have room, else over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from workbench.desktop.page_stack import RoomForPages


class Beside(QWidget):
    """Places the room for pages and, at its right, a panel that comes and goes.

    A page that would have to be scrolled sideways for the panel keeps its whole width; the panel
    then lies over its right edge, as something to be looked at and closed again. A page has the
    width it needs for its figures: one narrower than that hides more than the panel does.
    """

    #: The keyboard has gone to a control that the panel covers.
    in_the_way = Signal()

    def __init__(self, room: RoomForPages) -> None:
        super().__init__()
        self.room = room
        self._panel: QWidget | None = None
        room.setParent(self)
        room.wants_other_room.connect(self._arrange)
        self._edge = QFrame(self)
        self._edge.setFrameShape(QFrame.Shape.VLine)
        self._edge.setFrameShadow(QFrame.Shadow.Plain)
        self._edge.setForegroundRole(QPalette.ColorRole.Mid)
        self._edge.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keyboard)

    def set_panel(self, panel: QWidget) -> None:
        """Take in the panel, which shows and hides itself."""
        self._panel = panel
        panel.setParent(self)
        # Nothing of the page shines through.
        panel.setAutoFillBackground(True)
        panel.installEventFilter(self)
        self._arrange()

    @property
    def lies_over(self) -> bool:
        """Return whether the panel is shown over the page, for want of room beside it."""
        return not self._edge.isHidden()

    def minimumSizeHint(self) -> QSize:
        return self.room.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self.room.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest)
        if watched is self._panel and event.type() in kinds:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        room, panel = self.rect(), self._panel
        if panel is None or panel.isHidden():
            self.room.setGeometry(room)
            self._edge.hide()
            return
        wide = min(panel.minimumSizeHint().expandedTo(panel.minimumSize()).width(), room.width())
        beside = room.adjusted(0, 0, -wide, 0)
        is_over = self.room.needed_width() > beside.width()
        self.room.setGeometry(room if is_over else beside)
        panel.setGeometry(beside.right() + 1, 0, wide, room.height())
        self._edge.setGeometry(beside.right(), 0, 1, room.height())
        self._edge.setVisible(is_over)
        panel.raise_()
        self._edge.raise_()

    def _follow_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Say so when whoever goes on by keyboard could not see where they are."""
        panel = self._panel
        if now is None or panel is None or not self.lies_over:
            return
        if self.room.isAncestorOf(now):
            middle = now.mapTo(self, now.rect().center())
            if panel.geometry().contains(middle):
                self.in_the_way.emit()
