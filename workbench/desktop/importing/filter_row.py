"""Chips to show one kind of a list, and a field to find words in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.buttons import push_button
from workbench.language import tr


class FilterRow(QWidget):
    """One chip for each kind, the first for all, and the search at the right.

    Parameters
    ----------
    kinds
        What the chips stand for; None for everything.
    search_name
        What the field is called for those who cannot see it.
    """

    #: The kind whose chip was pressed.
    chosen = Signal(object)

    def __init__(self, kinds: Iterable[Hashable], search_name: str) -> None:
        super().__init__()
        self.search = SearchField(tr("Find in this list"), search_name)
        self.search.setMaximumWidth(look.scaled(28 * SPACING))
        self.chips: dict[Hashable, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING // 2)
        group = QButtonGroup(self)
        for kind in kinds:
            chip = push_button()
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, kind=kind: self.chosen.emit(kind))
            group.addButton(chip)
            self.chips[kind] = chip
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.search, 1)

    def label(self, kind: Hashable, words: str, *, is_there: bool = True) -> None:
        """Put words on a chip; what is not there needs none."""
        self.chips[kind].setText(words)
        self.chips[kind].setVisible(is_there)
