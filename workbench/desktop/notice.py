"""A strip above the page that says what went wrong and what to do; it closes when it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr

#: The words of a link and what it does.
Choice = tuple[str, Callable[[], object]]


class Notice(QWidget):
    """One sentence with its remedy, perhaps with links that apply it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = prose()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        #: One link for each choice there can be.
        self.links = (self._new_link(0), self._new_link(1))
        self.link = self.links[0]
        self._choices: Sequence[Choice] = ()
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
        for link in self.links:
            row.addWidget(link)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return self._words.accessibleName() if not self.isHidden() else ""

    def _new_link(self, number: int) -> Link:
        link = Link()
        link.hide()
        link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        link.clicked.connect(lambda: self._follow(number))
        return link

    def tell(self, sentence: str, link: str = "", then: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a link that does `then`."""
        self.ask(sentence, [(link, then)] if link and then else [])

    def ask(self, sentence: str, choices: Sequence[Choice]) -> None:
        """Show a sentence, and a link for each of up to two choices."""
        show_prose(self._words, sentence)
        self._choices = choices
        for number, link in enumerate(self.links):
            link.setText(choices[number][0] if number < len(choices) else "")
            link.setVisible(number < len(choices))
        self.show()

    def _follow(self, number: int) -> None:
        _words, then = self._choices[number]
        self.hide()
        then()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.mix(colours.sheet, colours.target, 0.12)))
        painter.fillRect(0, 0, SPACING // 2, self.height(), QColor(colours.bad))
