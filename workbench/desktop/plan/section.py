"""A section of the page: its heading, what it holds, and an invitation while it holds nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading


class Section(QWidget):
    """Folds to its heading and a frame that invites to the first step; fill `body`.

    The links of `offer` stand in that frame; those of `add_link` stand in the heading while the
    section holds something.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = Heading(title)
        self.empty_words = look.label()
        self.empty_hint = look.label(size=look.SMALL, muted=True)
        for label in (self.empty_words, self.empty_hint):
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(SPACING // 2)
        words.addWidget(self.empty_words)
        words.addWidget(self.empty_hint)
        self._empty = _Invitation()
        self._offers = QHBoxLayout(self._empty)
        self._offers.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING + 2)
        self._offers.setSpacing(SPACING)
        self._offers.addLayout(words, 1)
        self._links: list[Link] = []
        self._body = QWidget()
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACING // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.heading)
        column.addWidget(self._empty)
        column.addWidget(self._body)
        self.show_filled(False)

    def offer(self, words: str) -> Link:
        """Return a link that stands in the frame of the empty section."""
        link = Link(words)
        link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._offers.addWidget(link)
        return link

    def add_link(self, words: str) -> Link:
        """Return a link at the right end of the heading, shown while there is something here."""
        link = Link(words)
        link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        link.setVisible(self.is_filled)
        layout = self.heading.layout()
        assert layout is not None
        layout.addWidget(link)
        self._links.append(link)
        return link

    def show_empty_words(self, words: str, hint: str = "") -> None:
        """Say that nothing is here, and what there is to gain."""
        self.empty_words.setText(words)
        self.empty_hint.setText(hint)
        self.empty_hint.setVisible(bool(hint))

    @property
    def is_filled(self) -> bool:
        """Tell whether the section is unfolded."""
        return not self._body.isHidden()

    def show_filled(self, is_filled: bool) -> None:
        """Unfold the section, or fold it to the frame that invites to the first step."""
        self._body.setVisible(is_filled)
        self._empty.setVisible(not is_filled)
        for link in self._links:
            link.setVisible(is_filled)


class _Invitation(QWidget):
    """A place kept free: a dashed frame, as of a form that is still to be filled in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.current_colours().line), 1, Qt.PenStyle.DashLine))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, 4, 4)
