"""A page of paper: one scrolled column of readable width, with section headings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.surface import make_surface

#: Longer lines than this are tiring to read.
COLUMN_WIDTH = 960


#: Per cent of the type's own line, which is set solid.
LINE_HEIGHT = 130


class Paper(QScrollArea):
    """A page of paper; fill `column`, which is at most `width` pixels wide.

    It scrolls downwards, and sideways only where its widest part has no room at all.
    """

    def __init__(self, parent: QWidget | None = None, *, width: int = COLUMN_WIDTH) -> None:
        super().__init__(parent)
        make_surface(self, QPalette.ColorRole.NoRole)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        sheet = QWidget()
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        sheet.setAutoFillBackground(True)
        inner = QWidget()
        inner.setMaximumWidth(width)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACING)
        around = QHBoxLayout(sheet)
        around.setContentsMargins(4 * SPACING, 3 * SPACING, 4 * SPACING, 4 * SPACING)
        around.addWidget(inner, 1)
        # What is left over on a wide screen stays empty on the right.
        around.addStretch(0)
        around.setAlignment(inner, Qt.AlignmentFlag.AlignTop)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setWidget(sheet)


class Heading(QWidget):
    """The title of a section with a hairline running on to the edge."""

    def __init__(self, text: str, note: str = "") -> None:
        super().__init__()
        row = self._row = QHBoxLayout(self)
        self.set_room_above(2 * SPACING)
        row.setSpacing(SPACING)
        self._title = look.label(text, bold=True)
        row.addWidget(self._title)
        self._note = _Note()
        self.set_note(note)
        row.addWidget(self._note)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(QPalette.ColorRole.Mid)
        row.addWidget(line, 1)

    def set_room_above(self, pixels: int) -> None:
        """Keep so much room above the title."""
        self._row.setContentsMargins(0, pixels, 0, 0)

    def set_title(self, text: str) -> None:
        """Show another title."""
        self._title.setText(text)

    def set_note(self, note: str) -> None:
        """Say something small behind the title."""
        self._note.show_whole(note)
        self._note.setVisible(bool(note))


class _Note(QLabel):
    """As much of a small text as there is room for; the whole of it on hovering."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.text_font(look.SMALL))
        look.mute(self)

    def show_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


def prose(text: str = "", *, muted: bool = False, size: float = look.BODY) -> QLabel:
    """Return a text that wraps and can be marked and copied."""
    made = look.label(muted=muted, size=size)
    made.setTextFormat(Qt.TextFormat.RichText)
    show_prose(made, text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    # What Qt would reserve is for a text broken in another width; a form leaves a gap then.
    made.setMinimumHeight(made.fontMetrics().height())
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return made


def show_prose(label: QLabel, text: str) -> None:
    """Show a plain text with the line spacing that Japanese wants."""
    lines = look.escaped(text).replace("\n", "<br>")
    label.setText(f'<div style="line-height:{LINE_HEIGHT}%">{lines}</div>')
    label.setAccessibleName(text)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go when their own events are over."""
    while (item := layout.takeAt(0)) is not None:
        widget, below = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif below is not None:
            clear(below)
