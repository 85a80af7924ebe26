"""What the import page shows before there is a file: where to drop one, and what is recognised."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.desktop import icons, look
from workbench.desktop.importing.words import LAYOUTS
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.language import tr


class DropArea(QWidget):
    """A dashed frame to drop workbooks on; the window takes what is dropped anywhere."""

    choose_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = push_button(tr("Choose files…"))
        self.button.clicked.connect(self.choose_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        column.setSpacing(SPACING)
        column.addStretch(2)
        column.addWidget(self._picture)
        for text, size, muted in (
            (tr("Drop Excel workbooks here"), look.LARGE, False),
            (tr("You see first what they would change; nothing is taken in before that."),
             look.BODY, True),
        ):  # fmt: skip
            words = look.label(text, size=size, muted=muted)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setWordWrap(True)
            column.addWidget(words)
        column.addSpacing(SPACING)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.sources = Link(tr("Files taken in so far…"), size=look.SMALL)
        column.addWidget(self.sources, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(3 * SPACING)
        known = tr("Recognised by themselves: {kinds}", kinds="　".join(map(str, LAYOUTS.values())))
        words = look.label(known, size=look.SMALL, muted=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        column.addWidget(words)
        column.addStretch(3)

        self._draw_picture()

    def _draw_picture(self) -> None:
        icon = icons.icon("import", look.current_colours().muted)
        self._picture.setPixmap(icon.pixmap(32, 32))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_picture"):
            self._draw_picture()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        dashes = QPen(self.palette().color(QPalette.ColorRole.Dark), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(dashes)
        edge = QRectF(self.rect()).adjusted(3 * SPACING, 3 * SPACING, -3 * SPACING, -3 * SPACING)
        painter.drawRoundedRect(edge, SPACING, SPACING)
