"""Choosing one of a few words: in a row of buttons, or from a list that opens.

Nothing is chosen by moving about. Arrow keys and the wheel only look; a click, Space or Enter
chooses. Otherwise passing three choices on the way to the fourth would be three undo steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import DrawnButton

#: What can be chosen: a key of ours and the word for it.
Option = tuple[object, str]

_LEAST_WIDTH = 14 * SPACING


class ChoiceBox(QComboBox):
    """A list that opens; `chosen` carries the key of what a person has picked there."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Iterable[Option] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFont(look.text_font())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # A long choice gives way where there is little room, and says the rest on hovering.
        self.setMinimumWidth(look.scaled(_LEAST_WIDTH))
        self.currentTextChanged.connect(self.setToolTip)
        self._keys: list[object] = []
        self.set_options(options)
        self.activated.connect(self._pick)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer these, keeping what is chosen if it is still among them."""
        offered = list(options)
        if offered == [(key, self.itemText(at)) for at, key in enumerate(self._keys)]:
            return
        held = self.key
        with QSignalBlocker(self):
            self.clear()
            self._keys = [key for key, _word in offered]
            self.addItems([word for _key, word in offered])
        self.show_choice(held)

    def show_choice(self, key: object) -> None:
        """Show what the plan holds; nothing when it is not among the options."""
        self._held = key
        with QSignalBlocker(self):
            self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)
        self.setToolTip(self.currentText())

    @property
    def key(self) -> object:
        """Return the key of what is shown, None when nothing is."""
        at = self.currentIndex()
        return self._keys[at] if 0 <= at < len(self._keys) else None

    def _pick(self, at: int) -> None:
        if self._keys[at] != self._held:
            self.chosen.emit(self._keys[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page is scrolled, not the choice.
        event.ignore()


_OPENING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_F4,
)


class Choice(DrawnButton):
    """One word of a row of choices: framed, ticked and tinted when it is the one."""

    def __init__(self, word: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(word)
        self.setCheckable(True)
        self.setFont(look.text_font())
        self.setAccessibleName(name or word)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # Room for the tick whether it is shown or not, so that nothing moves.
        width = metrics.horizontalAdvance(f"✓ {self.text()}") + 2 * SPACING
        return QSize(width, metrics.height() + SPACING)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(1, 1, -1, -1)
        edge = colours.accent if self.hasFocus() or self.isChecked() else colours.line
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            edge = colours.official
        painter.setPen(QPen(QColor(edge), 1.5 if self.hasFocus() else 1))
        soft = QColor(colours.accent_soft)
        painter.setBrush(soft if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 4, 4)
        role = QPalette.ColorRole.Text if self.isChecked() else QPalette.ColorRole.PlaceholderText
        if not self.isEnabled() and not self.isChecked():
            role = QPalette.ColorRole.Mid
        # What was chosen is read as well when it can be chosen no longer.
        painter.setPen(self.palette().color(QPalette.ColorGroup.Active, role))
        word = f"✓ {self.text()}" if self.isChecked() else self.text()
        painter.setFont(self.font())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


class Choices(QWidget):
    """A row of words of which one is chosen, or none; pressing the chosen one takes it back."""

    #: The key of what a person has chosen, None when it was taken back.
    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._name = name
        self._held: object = None
        self._offered: list[Option] = []
        self.buttons: dict[object, Choice] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING // 2)
        self._row.addStretch(1)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these."""
        if list(options) == self._offered:
            return
        self._offered = list(options)
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for at, (key, word) in enumerate(options):
            button = Choice(word, f"{self._name} {word}", self)
            button.clicked.connect(lambda _checked=False, of=key: self._pick(of))
            self._row.insertWidget(at, button)
            self.buttons[key] = button
        self.show_choice(self._held)

    def show_choice(self, key: object) -> None:
        """Show what the plan holds."""
        self._held = key
        for held, button in self.buttons.items():
            button.setChecked(held == key)

    def _pick(self, key: object) -> None:
        wanted = None if key == self._held else key
        # The plan decides; what it holds is shown until it has taken the choice.
        self.show_choice(self._held)
        self.chosen.emit(wanted)
