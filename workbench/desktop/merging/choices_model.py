"""The conflicts of a merge as a table: what both had, what each has, and which is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from workbench.desktop import look
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.language import tr
from workbench.operations.merging import Choice, Side

WHAT, FIELD, BASE, MINE, THEIRS = range(5)
CHOICE_ROLE = Qt.ItemDataRole.UserRole

#: Which version a column holds.
SIDES = {MINE: Side.MINE, THEIRS: Side.THEIRS}

_CHOSEN, _OPEN = "●", "○"


class ChoicesModel(HeadedModel):
    """One line for each conflict; nothing is chosen at first."""

    #: Another side was chosen somewhere.
    decided = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QObject | None = None) -> None:
        headings = (
            tr("Where"),
            tr("What of it"),
            tr("When they parted"),
            tr("This plan"),
            tr("The other copy"),
        )
        super().__init__(headings, parent=parent)
        self.choices = choices
        self.sides: dict[str, Side] = {}

    def decide(self, rows: Iterable[int], side: Side) -> None:
        """Choose a side for these lines."""
        self.sides.update({self.choices[row].key: side for row in rows})
        self.show_again()
        self.decided.emit()

    def count(self, side: Side | None) -> int:
        """Return for how many conflicts a side is chosen; None counts those still open."""
        return sum(self.sides.get(choice.key) is side for choice in self.choices)

    def line_count(self) -> int:
        return len(self.choices)

    def answer(self, row: int, column: int, role: int) -> object:
        choice = self.choices[row]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(choice, column),
            Qt.ItemDataRole.FontRole: lambda: self._font(choice, column),
            Qt.ItemDataRole.ForegroundRole: lambda: self._colour(choice, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(choice, column),
            CHOICE_ROLE: lambda: choice,
        }
        return answers[role]() if role in answers else None

    def _is_chosen(self, choice: Choice, column: int) -> bool:
        return column in SIDES and self.sides.get(choice.key) is SIDES[column]

    def _text(self, choice: Choice, column: int) -> str:
        text = " ".join(version(choice, column).split("\n"))
        if column not in SIDES:
            return text
        return f"{_CHOSEN if self._is_chosen(choice, column) else _OPEN} {text}"

    def _font(self, choice: Choice, column: int) -> QFont | None:
        return look.text_font(bold=True) if self._is_chosen(choice, column) else None

    def _colour(self, choice: Choice, column: int) -> QColor | None:
        colours = look.current_colours()
        if self._is_chosen(choice, column):
            return QColor(colours.accent)
        if column == BASE or (column in SIDES and choice.key in self.sides):
            return QColor(colours.muted)
        return None

    def _spoken(self, choice: Choice, column: int) -> str:
        text = version(choice, column)
        return tr("{text}, chosen", text=text) if self._is_chosen(choice, column) else text


def version(choice: Choice, column: int) -> str:
    """Return what a column says about a conflict; that there is nothing is said, too."""
    if column == WHAT:
        return choice.what
    if column == FIELD:
        return choice.field
    text = {BASE: choice.base, MINE: choice.mine, THEIRS: choice.theirs}[column]
    if text:
        return text
    return tr("not there yet") if column == BASE else tr("deleted")
