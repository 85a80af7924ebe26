"""The row of page buttons above the pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from workbench.desktop import icons, look
from workbench.desktop.look import SPACING
from workbench.desktop.places import PAGES
from workbench.language import tr

_HEIGHT = 5 * SPACING
_ICON = 20


class PageButton(QAbstractButton):
    """A page's name with its icon, underlined in the accent while the page is shown."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self._page = page
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(look.text_font(bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

        self._icons: dict[str, QIcon] = {}

    def _icon(self, colour: str) -> QIcon:
        if colour not in self._icons:
            self._icons[colour] = icons.icon(self._page, colour)
        return self._icons[colour]

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + _ICON + 4 * SPACING, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole
        colours = look.current_colours()
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(role.Mid if self.isDown() else role.Base))
            painter.drawRoundedRect(self.rect().adjusted(2, 4, -2, -4), 4, 4)
        colour = colours.text if self.isChecked() else colours.muted
        icon = self._icon(colour)
        top = (self.height() - _ICON) // 2
        left = SPACING + SPACING // 2
        icon.paint(painter, QRect(left, top, _ICON, _ICON))
        painter.setFont(self.font())
        painter.setPen(self.palette().color(role.WindowText) if self.isChecked() else colour)
        words = self.rect().adjusted(left + _ICON + SPACING // 2, 0, -SPACING, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isChecked():
            painter.fillRect(
                SPACING, self.height() - 3, self.width() - 2 * SPACING, 3,
                self.palette().color(role.Accent),
            )  # fmt: skip
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(role.Accent), 1))
            painter.drawRoundedRect(self.rect().adjusted(2, 4, -3, -5), 4, 4)


class PageBar(QWidget):
    """Buttons for the pages, one of them down; `extra` takes what stands at the right."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, PageButton] = {}
        self._group = QButtonGroup(self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACING, 0, 2 * SPACING, 0)
        self.row.setSpacing(0)
        for number, (page, name) in enumerate(_names().items(), start=1):
            button = PageButton(page, name)
            shortcut = QKeySequence(f"Ctrl+{number}")
            keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{name} ({keys})")
            button.setAccessibleName(name)
            button.clicked.connect(lambda _checked=False, to=page: self.chosen.emit(to))
            self._group.addButton(button)
            self.buttons[page] = button
            self.row.addWidget(button)
        self.row.addStretch(1)

    def show_current(self, page: str) -> None:
        """Mark the page that is shown."""
        self.buttons[page].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def _names() -> dict[str, str]:
    names = (tr("Plan"), tr("Population"), tr("Import"), tr("Progress"), tr("Reports"))
    return dict(zip(PAGES, names, strict=True))
