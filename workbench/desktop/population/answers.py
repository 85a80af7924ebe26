"""For each lever, what it would have to be: taken over with one press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from workbench.desktop import look
from workbench.desktop.widgets.tips import in_lines
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import LEVERS, Lever
from workbench.population.seeking import Sought

#: Levers that can be sought: years cannot.
SOUGHT = tuple(lever for lever in LEVERS if not lever.is_year)


#: The least room, in pixels, for a lever's name and for what is said of its value.
_NARROWEST = 104


class Answers(QWidget):
    """One row a lever: what it is now, what it would take, and a button to take it."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, tuple[QLabel, QLabel, QLabel, QPushButton]] = {}
        self.unmet: dict[str, QLabel] = {}
        self._found: dict[str, Sought] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.SPACING)
        # A name of two lines must not be taken for two names.
        grid.setVerticalSpacing(look.SPACING // 2)
        grid.setColumnStretch(0, 1)
        headings = (tr("With this alone"), tr("now"), tr("it would take"))
        for column, words in enumerate(headings):
            heading = look.label(words, size=look.SMALL, muted=True)
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            heading.setAlignment(side)
            grid.addWidget(heading, 0, column)
        for line, lever in enumerate(SOUGHT, start=1):
            self._add_row(grid, line, lever)

    def _add_row(self, grid: QGridLayout, line: int, lever: Lever) -> None:
        now, needed, words = look.label(), look.label(), look.label(size=look.SMALL, muted=True)
        now.setFont(look.number_font())
        needed.setFont(look.number_font(bold=True))
        look.mute(now)
        button = QPushButton(tr("Use this"))
        button.setAccessibleName(tr("Use this for {lever}", lever=lever.name))
        button.clicked.connect(lambda: self.taken.emit(self._found[lever.key].assumptions))
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        name = look.label(str(lever.name))
        # Long names wrap: the row must fit beside the map on the smallest screen.
        for label in (name, words):
            label.setWordWrap(True)
            label.setMinimumWidth(look.scaled(_NARROWEST))
        name.setToolTip(in_lines(str(lever.explanation)))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(name, line, 0)
        grid.addWidget(now, line, 1, right)
        grid.addWidget(needed, line, 2, right)
        grid.addWidget(words, line, 3)
        # What cannot be met is said over the room of value, unit and button.
        unmet = look.label(size=look.SMALL, muted=True)
        unmet.hide()
        grid.addWidget(unmet, line, 2, 1, 3, right)
        self.unmet[lever.key] = unmet
        grid.addWidget(button, line, 4)
        self.rows[lever.key] = (now, needed, words, button)

    def show_answers(self, answers: Sequence[Sought], now: dict[str, float]) -> None:
        """Show what was found; `now` are the levers' present values by key."""
        self._found = {found.lever.key: found for found in answers}
        for key, found in self._found.items():
            current, needed, words, button = self.rows[key]
            lever = found.lever
            current.setText(format_number(now[key], lever.decimals))
            button.setVisible(found.met)
            places = max(lever.decimals, 1)
            needed.setText(format_number(found.value, places) if found.met else "")
            words.setText(str(lever.unit) if found.met else "")
            words.setToolTip(str(found.sentence))
            unmet = self.unmet[key]
            unmet.setVisible(not found.met)
            unmet.setText("" if found.met else _why_not(found))
            unmet.setToolTip(str(found.sentence))


def _why_not(found: Sought) -> str:
    """Say within what the target cannot be met, and the nearest it comes to."""
    said = {
        "low": f"{found.lever.minimum:g}",
        "high": f"{found.lever.maximum:g}",
        "persons": format_number(found.reached, 0),
    }
    if found.reached < found.target:
        return tr("not within {low}–{high}: at most {persons}", **said)
    return tr("not within {low}–{high}: at least {persons}", **said)
