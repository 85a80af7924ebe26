"""A section of the page: heading, something small behind it, and a link that copies its table."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading
from workbench.language import tr

#: Texts of a section never get narrower, so that no room is kept for more lines than they have.
TEXT_WIDTH = 50 * SPACING


class Section(QWidget):
    """A heading over `column`; `beside` takes what stands at the heading's right.

    The first section of a page needs no room above its heading.
    """

    def __init__(self, title: str, *, is_first: bool = False) -> None:
        super().__init__()
        self.heading = Heading(title)
        self.copy = Link(tr("Copy the table"), size=look.SMALL)
        self.copy.setToolTip(tr("Copy the table (for Excel)"))
        self.beside = QHBoxLayout()
        above = 0 if is_first else 2 * SPACING
        self.beside.setContentsMargins(0, above, 0, 0)
        self.heading.set_room_above(above)
        self.beside.setSpacing(SPACING)
        self.beside.addWidget(self.copy)
        head = QHBoxLayout()
        head.setSpacing(SPACING)
        head.addWidget(self.heading, 1)
        head.addLayout(self.beside)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACING)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACING)
        whole.addLayout(head)
        whole.addLayout(self.column)
        whole.addStretch(1)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets beneath each other."""
        for widget in widgets:
            if widget.hasHeightForWidth():
                widget.setMinimumWidth(TEXT_WIDTH)
            self.column.addWidget(widget)
