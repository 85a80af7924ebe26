"""A strip above the page that says what went wrong and what to do; it closes when it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.language import tr


class Notice(QWidget):
    """One sentence with its remedy, perhaps a link that applies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setFont(look.text_font())
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = Link()
        self.link.hide()
        self.link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.link.clicked.connect(self._follow)
        self._then: Callable[[], object] | None = None
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(tr("Close this message"))
        self.close_button.setToolTip(tr("Close this message"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACING, SPACING, SPACING, SPACING)
        row.setSpacing(2 * SPACING)
        row.addWidget(self._words, 1)
        row.addWidget(self.link)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return self._words.text() if not self.isHidden() else ""

    def tell(self, sentence: str, link: str = "", then: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a link that does `then`."""
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self._then = then
        self.show()

    def _follow(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.mix(colours.sheet, colours.target, 0.12)))
        painter.fillRect(0, 0, SPACING // 2, self.height(), QColor(colours.bad))
