"""The plan's population targets as cards: the figure aimed at, and the newest one beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.plan.standing import Standing
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.paper import clear
from workbench.language import tr

#: The least room for a card.
_CARD_WIDTH = 30 * SPACING

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBaseline
_BASE = Qt.AlignmentFlag.AlignBaseline


class StandingCards(QWidget):
    """A card for each quantity, a line in it for each target."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACING + SPACING // 2)
        self._cards: list[QWidget] = []
        self._across = 0
        self._shown: tuple[Standing, ...] = ()
        # The cards go beneath each other in a narrow window; they must not keep it wide.
        self.setMinimumWidth(look.scaled(_CARD_WIDTH))

    def show_standings(self, found: Sequence[Standing]) -> None:
        """Show these; nothing is made anew while they stay the same."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        clear(self._grid)
        by_quantity: dict[str, list[Standing]] = {}
        for standing in found:
            by_quantity.setdefault(standing.what, []).append(standing)
        self._cards = [_card(what, held) for what, held in by_quantity.items()]
        self._place(self._room())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._across:
            self._place(self._room())

    def _room(self) -> int:
        """Return how many cards there is room for side by side."""
        fitting = (self.width() + SPACING) // (look.scaled(_CARD_WIDTH) + SPACING)
        return max(min(fitting, len(self._cards)), 1)

    def _place(self, across: int) -> None:
        self._across = across
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // across, at % across)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, int(column < across))


def _card(what: str, held: Sequence[Standing]) -> QWidget:
    card = Sheet()
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING + 2)
    column.setSpacing(SPACING // 2)
    column.addWidget(look.label(what, bold=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACING)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    for row, standing in enumerate(held):
        _add_line(grid, 3 * row, standing)
        if row:
            grid.setRowMinimumHeight(3 * row - 1, SPACING)
    column.addLayout(grid)
    return card


def _add_line(grid: QGridLayout, row: int, standing: Standing) -> None:
    target = look.label(standing.target)
    target.setFont(look.number_font(look.LARGE, bold=True))
    if standing.source:
        target.setToolTip(tr("From {place}", place=standing.source))
    when = look.label(tr("target {when}", when=standing.when), size=look.SMALL, muted=True)
    grid.addWidget(when, row, 0, 1, 2, _BASE)
    grid.addWidget(target, row, 2, _RIGHT)
    basis = look.label(standing.basis or tr("no figure yet"), size=look.SMALL, muted=True)
    basis.setToolTip(basis.text())
    newest, gap = look.label(standing.newest), look.label(standing.gap)
    for figure in (newest, gap):
        figure.setFont(look.number_font())
    gap.setToolTip(tr("Gap between the newest figure and the target"))
    difference = look.label(tr("gap") if standing.gap else "", size=look.SMALL, muted=True)
    beneath = QHBoxLayout()
    beneath.setSpacing(SPACING)
    for label in (basis, newest):
        beneath.addWidget(label, 0, _BASE)
    beneath.addStretch(1)
    beneath.addWidget(difference, 0, _BASE)
    beneath.addWidget(gap, 0, _BASE)
    grid.addLayout(beneath, row + 1, 0, 1, 3)
