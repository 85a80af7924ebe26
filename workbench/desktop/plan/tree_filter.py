"""The line over the tree that says what it is narrowed down to, and unfolds to the choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.plan.filter_choices import FilterChoices


class TreeFilter(QWidget):
    """Folded until it is wanted; what is chosen stays in force when it is folded again."""

    #: The ids of the elements that pass, None for all; and whether an edit has changed them.
    narrowed = Signal(object, bool)

    def __init__(self, make_choices: Callable[[], FilterChoices]) -> None:
        super().__init__()
        self._make_choices = make_choices
        self._choices: FilterChoices | None = None
        self._passing: frozenset[int] | None = None
        self.open_link = _link()
        self.open_link.clicked.connect(self.toggle)
        self.clear_link = _link(tr("Clear"))
        self.clear_link.clicked.connect(self._clear)
        self.count = look.label(size=look.SMALL, muted=True)
        line = QHBoxLayout()
        line.setSpacing(SPACING // 2)
        line.addWidget(self.open_link)
        line.addStretch(1)
        line.addWidget(self.count)
        line.addWidget(self.clear_link)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        self._column.setSpacing(SPACING // 2)
        self._column.addLayout(line)
        self._show_line()

    def _clear(self) -> None:
        self.choices.clear()

    @property
    def choices(self) -> FilterChoices:
        """Return what can be chosen, made when it is first wanted."""
        if self._choices is None:
            self._choices = self._make_choices()
            self._choices.hide()
            self._choices.narrowed.connect(self._note)
            self._choices.counting.connect(lambda: self.count.setText(tr("Counting…")))
            self._choices.left.connect(self.toggle)
            self._column.addWidget(self._choices)
        return self._choices

    @property
    def is_open(self) -> bool:
        """Tell whether the choices are unfolded."""
        return self._choices is not None and not self._choices.isHidden()

    def toggle(self) -> None:
        """Unfold the choices, or fold them away."""
        self.choices.setVisible(not self.is_open)
        if self.is_open:
            self.choices.offer()
            self.choices.department.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_line()

    def _note(self, passing: frozenset[int] | None, is_following: bool) -> None:
        if passing is not None or self._passing is not None:
            self._passing = passing
            self.narrowed.emit(passing, is_following)
        self._show_line()

    def _show_line(self) -> None:
        passing = self._passing
        words = self.choices.words if passing is not None else ""
        if self.is_open:
            shown = tr("▾ Filter")
        else:
            shown = tr("▸ Filter: {what}", what=words) if words else tr("▸ Filter")
        self.open_link.setText(shown)
        self.open_link.setToolTip(words)
        self.clear_link.setVisible(passing is not None)
        self.count.setText("" if passing is None else tr("{count} in all", count=len(passing)))


def _link(words: str = "") -> Link:
    link = Link(words, size=look.SMALL)
    link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return link
