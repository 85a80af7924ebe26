"""The chosen form: its title, what is being done to it, and its pages as they will print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.reports.busy import Busy
from workbench.desktop.reports.preview import Preview, zoom_buttons
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr


class FormView(QWidget):
    """A head with the title, the number of the page and the size of the pages; then the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.title = look.label(size=look.LARGE, bold=True)
        self.message = look.label(muted=True)
        #: Why there are no pages: a sentence with what to do about it.
        self._trouble = prose()
        self.busy = Busy()
        self.preview = Preview()
        self.page_number = QSpinBox()
        self._page_count = look.label(muted=True)
        self._lay_out()
        self.page_number.valueChanged.connect(self.preview.go_to)
        self.preview.turned.connect(self._show_page)
        self._show_page(0)

    def _lay_out(self) -> None:
        self.page_number.setAccessibleName(tr("Page"))
        self.page_number.setToolTip(tr("Page"))
        self.page_number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page_number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_number.setKeyboardTracking(False)
        self.page_number.setFixedWidth(5 * SPACING)
        head = QHBoxLayout()
        head.setContentsMargins(3 * SPACING, SPACING, 2 * SPACING, SPACING)
        head.setSpacing(SPACING)
        head.addWidget(self.title)
        head.addWidget(self.message, 1)
        head.addWidget(self.busy)
        head.addWidget(self.page_number)
        head.addWidget(self._page_count)
        head.addSpacing(SPACING)
        for button in zoom_buttons(self.preview):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._trouble.setContentsMargins(3 * SPACING, 0, 3 * SPACING, SPACING)
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addWidget(self.preview, 1)

    @property
    def trouble(self) -> str:
        """Return why there are no pages, empty when nothing stands in the way."""
        return "" if self._trouble.isHidden() else self._trouble.accessibleName()

    def show_trouble(self, sentence: str) -> None:
        """Say why there are no pages; nothing for an empty sentence."""
        show_prose(self._trouble, sentence)
        self._trouble.setVisible(bool(sentence))

    def _show_page(self, page: int) -> None:
        count = self.preview.page_count
        self.page_number.blockSignals(True)
        self.page_number.setRange(min(count, 1), count)
        self.page_number.setValue(page)
        self.page_number.blockSignals(False)
        self._page_count.setText(f"/ {count}" if count else "")
        for widget in (self.page_number, self._page_count):
            widget.setVisible(count > 1)
