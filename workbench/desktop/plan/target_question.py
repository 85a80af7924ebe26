"""Asks about a target that says nothing: the same as the baseline, or against the direction."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.details_panel import small_link
from workbench.language import tr
from workbench.operations.indicators import update_indicator
from workbench.plan.names import DIRECTION_NAMES
from workbench.plan.structure import Accumulation, Direction
from workbench.plan.year_progress import IndicatorProgress


class TargetQuestion(QWidget):
    """One line under the grid; the target was taken as it was typed, and can stay so."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._asked: IndicatorProgress | None = None
        self._left: set[int] = set()
        self.words = look.label(size=look.SMALL)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.change_link = small_link("")
        self.leave_link = small_link(tr("Keep it so"))
        self.change_link.clicked.connect(self._change)
        self.leave_link.clicked.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.words, 1)
        row.addWidget(self.change_link)
        row.addWidget(self.leave_link)
        document.opened.connect(self._left.clear)
        self.hide()

    def ask_about(self, indicators: Iterable[IndicatorProgress]) -> None:
        """Ask about the first of these whose target says nothing, unless that was left so."""
        self._asked = None
        for held in indicators:
            if _meant(held) is not None and held.indicator.id not in self._left:
                self._asked = held
                break
        self.setVisible(self._asked is not None and not self._document.read_only)
        if self._asked is not None:
            self._show(self._asked)

    def _show(self, held: IndicatorProgress) -> None:
        meant = _meant(held)
        assert meant is not None
        name = held.indicator.name
        if meant is Direction.HOLD:
            words = tr("⚠ {name}: baseline and target are the same. Is it to be held?", name=name)
        else:
            words = tr(
                "⚠ {name}: the target lies against its direction ({direction}).",
                name=name,
                direction=DIRECTION_NAMES[held.indicator.direction],
            )
        self.words.setText(words)
        self.change_link.setText(tr("Make it: {direction}", direction=DIRECTION_NAMES[meant]))

    def _change(self) -> None:
        held = self._asked
        meant = _meant(held) if held is not None else None
        if held is None or meant is None:
            return
        indicator_id = held.indicator.id
        self._document.run(
            lambda database: update_indicator(database, indicator_id, {"direction": meant})
        )

    def _leave(self) -> None:
        if self._asked is not None:
            self._left.add(self._asked.indicator.id)
        self.hide()


def _meant(held: IndicatorProgress) -> Direction | None:
    """Return the direction an indicator would have if its target is meant; None: there is no doubt.

    A total that is added up begins at nothing, whatever its baseline is.
    """
    indicator, found = held.indicator, held.assessment
    if indicator.accumulation is Accumulation.YEARLY or not (found.baseline and found.target):
        return None
    baseline, target = found.baseline[1].number, found.target[1].number
    if baseline is None or target is None:
        return None
    if indicator.direction not in (Direction.MORE, Direction.LESS):
        return None
    if baseline == target:
        return Direction.HOLD
    towards = Direction.MORE if target > baseline else Direction.LESS
    return None if towards is indicator.direction else towards
