"""A panel below a grid with everything about one of its parts: fields, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.language import tr

#: Narrower than this its two sides stand one beneath the other.
_ENOUGH = 76 * SPACING


class DetailsPanel(QWidget):
    """On the window's surface; fill `left`, and `form` by `add_row`."""

    closed = Signal()
    #: Move the part up (−1) or down (1) among its like.
    shifted = Signal(int)

    def __init__(self, delete_words: str) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.up_link, self.down_link = small_link(tr("Move up")), small_link(tr("Move down"))
        self.delete_link = small_link(delete_words)
        self.close_link = small_link(tr("Close"))
        self.left = QVBoxLayout()
        self.left.setSpacing(SPACING)
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(SPACING)
        self.form.setVerticalSpacing(SPACING // 2)
        self.form.setColumnStretch(1, 1)
        links = QHBoxLayout()
        links.setSpacing(SPACING)
        links.addStretch(1)
        for link in (self.up_link, self.down_link, self.delete_link, self.close_link):
            links.addWidget(link)
        right = QVBoxLayout()
        right.setSpacing(SPACING)
        right.addLayout(links)
        right.addLayout(self.form)
        right.addStretch(1)
        row = self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        row.setSpacing(3 * SPACING)
        row.addLayout(self.left, 1)
        row.addLayout(right, 1)
        self.up_link.clicked.connect(lambda: self.shifted.emit(-1))
        self.down_link.clicked.connect(lambda: self.shifted.emit(1))
        self.close_link.clicked.connect(self.closed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= look.scaled(_ENOUGH)
        self._sides.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def add_row(self, caption: str, field: QWidget) -> QLabel:
        """Add a field with its caption, and return the caption."""
        return add_row(self.form, caption, field)

    def show_order(self, at: int, count: int, *, may_write: bool) -> None:
        """Offer the ways a part can go, being the one at `at` of `count`."""
        for link, can_go in ((self.up_link, at > 0), (self.down_link, at < count - 1)):
            link.setVisible(may_write and count > 1)
            link.setEnabled(can_go)
        self.delete_link.setVisible(may_write)


def add_row(form: QGridLayout, caption: str, field: QWidget) -> QLabel:
    """Add a field with its caption to a form, and return the caption."""
    label = look.label(caption, size=look.SMALL, muted=True)
    label.setContentsMargins(0, SPACING // 2 + 1, 0, 0)
    label.setBuddy(field)
    row = form.rowCount()
    form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
    form.addWidget(field, row, 1)
    return label


def small_link(text: str) -> Link:
    """Return a link in the smallest size that takes no more room than its words."""
    link = Link(text, size=look.SMALL)
    link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return link
