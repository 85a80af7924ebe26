"""What a control lacks for a screen reader, and the room its words lack."""

import html
import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.desktop.everywhere import name_of


def scrolled_sideways(widget: QWidget) -> list[str]:
    return [
        f"{type(area).__name__} {area.horizontalScrollBar().maximum()}"
        for area in widget.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum()
    ]


class Stray(QObject):
    """Notes what is shown as a window without being meant as one: it takes the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: list[str] = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window
            if watched.isWindow() and is_plain and not isinstance(watched, QMainWindow):
                self._seen.append(name_of(watched))
        return False

    def taken(self) -> list[str]:
        """Return what was seen since the last time."""
        seen, self._seen = self._seen, []
        return seen


def is_control(widget: QWidget) -> bool:
    """Tell whether the keyboard or a click does something here."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.focusProxy() is not None:
        return False  # Cells of a header are told as cells of its table.
    if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
        return False
    kinds = QAbstractButton | QLineEdit | QTextEdit | QComboBox | QAbstractSpinBox
    if isinstance(widget, kinds | QAbstractSlider | QAbstractItemView):
        return widget.isEnabled() and not _is_of_qt(widget)
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus


def _is_of_qt(widget: QWidget) -> bool:
    """Tell whether a widget is Qt's own part of another: the arrow of a field, a corner."""
    return type(widget).__module__ == "PySide6.QtWidgets" and isinstance(
        widget.parentWidget(), QLineEdit | QAbstractItemView | QTabBar
    )


def lacking(widget: QWidget) -> str:
    """Return what a screen reader would not find."""
    face = QAccessible.queryAccessibleInterface(widget)
    if face is None or not face.isValid():
        return "nothing is said"
    if not face.text(QAccessible.Text.Name).strip():
        return "no name"
    if isinstance(widget, QAbstractScrollArea):
        return ""  # A pane by its nature, and Qt says so.
    silent = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
    return "no role" if face.role() in silent else ""


def cut_off(widget: QWidget) -> str:
    """Return how many pixels of a widget's words have no room, empty when all have."""
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        return _cut_column(widget)
    if isinstance(widget, QLabel) and widget.text() and "…" not in widget.text():
        return _cut_label(widget, metrics)
    if isinstance(widget, QPushButton) and widget.text():
        needed = metrics.horizontalAdvance(widget.text()) + 8
        return _short_of(needed, widget.width()) or _short_of(metrics.height(), widget.height())
    if isinstance(widget, QAbstractButton) and widget.text():
        hint = widget.minimumSizeHint()
        high = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        return _short_of(hint.width(), widget.width()) or _short_of(
            max(high, metrics.height()), widget.height()
        )
    if isinstance(widget, QComboBox):
        needed = metrics.horizontalAdvance(widget.currentText()) + 24
        return _short_of(needed, widget.width()) if not widget.toolTip() else ""
    if isinstance(widget, QLineEdit) and not widget.text():
        buttons = sum(24 for action in widget.actions() if action.isVisible())
        needed = metrics.horizontalAdvance(widget.placeholderText()) + buttons + 8
        return _short_of(needed, widget.width()) or _short_of(metrics.height(), widget.height())
    return ""


def _cut_column(area: QScrollArea) -> str:
    """Tell whether a column that scrolls downwards only is wider than its room."""
    if area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return ""
    return _short_of(area.widget().width(), area.viewport().width())


def _cut_label(label: QLabel, metrics: QFontMetrics) -> str:
    room = label.contentsRect()
    if label.wordWrap():
        return _short_of(label.heightForWidth(label.width()), label.height())
    lines = html.unescape(re.sub(r"<[^>]+>", "", label.text())).split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    return _short_of(wide, room.width()) or _short_of(len(lines) * metrics.height(), room.height())


def _short_of(needed: int, given: int) -> str:
    """Return what lacks, rounding left aside."""
    return f"needs {needed}, has {given}" if needed > given + 2 else ""
