"""The colour of each goal, and what becomes of it where white text could not be read on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.plan_text import OperationText
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.paper import clear, prose, show_prose
from workbench.language import tr
from workbench.operations.looks import set_goal_colour
from workbench.plan.structure import Element
from workbench.report.goal_colours import colour_of, contrast_with_white, is_colour
from workbench.store.database import Database
from workbench.store.journal import Outcome

_CODE_WIDTH = 11 * SPACING
_SWATCH = 3 * SPACING
#: What white text needs to be read by everybody (WCAG 2.1, AA).
ENOUGH = 4.5


@dataclass(frozen=True)
class _Line:
    """The widgets of one goal."""

    swatch: QToolButton
    code: OperationText
    name: QLabel
    note: QLabel


class GoalColours(QWidget):
    """A line for each goal: the colour that prints, its code to type, and what is said of it."""

    def __init__(self, document: Document, questions: Questions) -> None:
        super().__init__()
        self._document = document
        self._questions = questions
        self.lines: dict[int, _Line] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(SPACING // 2)
        self._grid.setColumnStretch(2, 1)

    def refresh(self) -> None:
        """Show the goals as they stand now."""
        goals = self._document.plan.children(None)
        if tuple(self.lines) != tuple(goal.id for goal in goals):
            clear(self._grid)
            self.lines = {goal.id: self._add(row, goal) for row, goal in enumerate(goals)}
        for index, goal in enumerate(goals):
            line = self.lines[goal.id]
            line.swatch.setIcon(_swatch(colour_of(goal, index)))
            line.swatch.setEnabled(not self._document.read_only)
            line.code.show_row(goal.id, goal.colour.upper())
            line.name.setText(f"{goal.code}　{goal.name}")
            line.name.setToolTip(line.name.text())
            show_prose(line.note, _said(goal, index))
            line.note.setVisible(bool(_said(goal, index)))

    def _add(self, row: int, goal: Element) -> _Line:
        swatch = QToolButton()
        swatch.setAutoRaise(True)
        swatch.setIconSize(QPixmap(_SWATCH, _SWATCH).size())
        words = tr("Choose a colour for {name}", name=f"{goal.code} {goal.name}")
        swatch.setToolTip(words)
        swatch.setAccessibleName(words)
        swatch.clicked.connect(lambda: self._choose(goal.id))
        code = OperationText(
            self._document, _write, words, look.number_font(), tr("usual"), one_line=True
        )
        code.setFixedWidth(_CODE_WIDTH)
        line = _Line(swatch, code, look.label(), prose(muted=True, size=look.SMALL))
        self._grid.addWidget(swatch, 2 * row, 0)
        self._grid.addWidget(code, 2 * row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line.name, 2 * row, 2)
        self._grid.addWidget(line.note, 2 * row + 1, 1, 1, 2)
        return line

    def _choose(self, goal_id: int) -> None:
        self._document.settle()
        goals = self._document.plan.children(None)
        index, goal = next((i, one) for i, one in enumerate(goals) if one.id == goal_id)
        proposed = goal.colour if is_colour(goal.colour) else colour_of(goal, index)
        colour = self._questions.colour(self, f"{goal.code} {goal.name}", proposed)
        if colour is not None:
            self._document.run(lambda database: set_goal_colour(database, goal_id, colour))


def _write(database: Database, goal_id: object, colour: str) -> Outcome:
    assert isinstance(goal_id, int)
    return set_goal_colour(database, goal_id, colour)


def _said(goal: Element, index: int) -> str:
    """Return what becomes of a colour on paper; nothing where it prints as it is."""
    if not is_colour(goal.colour):
        return ""
    contrast = contrast_with_white(goal.colour)
    if contrast >= ENOUGH:
        return ""
    return tr(
        "White text on it has a contrast of {contrast}:1, less than 4.5:1. It is printed darker,"
        " as {colour}.",
        contrast=f"{int(10 * contrast) / 10:.1f}",
        colour=colour_of(goal, index),
    )


def _swatch(colour: str) -> QIcon:
    picture = QPixmap(2 * _SWATCH, 2 * _SWATCH)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(picture.rect().adjusted(2, 2, -2, -2), 6, 6)
    painter.end()
    return QIcon(picture)
