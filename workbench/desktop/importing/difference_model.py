"""The table of differences: what is, what would be, and the cell that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from workbench.desktop import look
from workbench.desktop.importing.words import CHANGES, QUANTITIES, ROLES
from workbench.exchange.proposals import WRITING, Change, Line
from workbench.language import tr

Index = QModelIndex | QPersistentModelIndex

CHANGE, SUBJECT, NAME, YEAR, ROLE, OLD, NEW, CELL = range(8)
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Names:
    """What to call the municipality that figures of the register belong to."""

    area_code: str
    municipality: str


class DifferenceModel(QAbstractTableModel):
    """The lines of a proposal, those that write first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._names = Names("", "")

    def show_lines(self, lines: Sequence[Line], names: Names) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = sorted(lines, key=lambda line: line.change not in WRITING)
        self._names = names
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else CELL + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                tr("Difference"),
                tr("Belongs to"),
                tr("Figure"),
                tr("Year"),
                tr("Value"),
                tr("In the plan"),
                tr("In the file"),
                tr("Cell"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, column) or None
        answers: dict[int, Callable[[], object]] = {
            LINE_ROLE: lambda: line,
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            Qt.ItemDataRole.FontRole: lambda: _font(line, column),
            Qt.ItemDataRole.ForegroundRole: lambda: _colour(line, column),
        }
        return answers[role]() if role in answers else None

    def _text(self, line: Line, column: int) -> str:
        sign, word = CHANGES[line.change]
        is_ours = line.subject == self._names.area_code
        texts = {
            CHANGE: f"{sign} {word}",
            SUBJECT: self._names.municipality if is_ours else line.subject,
            NAME: line.name if line.role else str(QUANTITIES.get(line.name, line.name)),
            YEAR: str(line.year),
            ROLE: _role(line),
            OLD: line.old,
            NEW: line.new,
            CELL: "　".join(part for part in (line.cell, line.sheet) if part),
        }
        return texts[column]


def _role(line: Line) -> str:
    """Return what the value is for; the register counts calendar years."""
    if line.role:
        return str(ROLES.get(line.role, line.role))
    return tr("calendar year") if line.name in QUANTITIES else ""


def _font(line: Line, column: int) -> QFont | None:
    if column not in (YEAR, OLD, NEW, CELL):
        return None
    return look.number_font(bold=column == NEW and line.change in WRITING)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (YEAR, OLD, NEW) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _colour(line: Line, column: int) -> QColor | None:
    colours = look.current_colours()
    if line.change not in WRITING:
        return QColor(colours.muted)
    if column in (CHANGE, NEW):
        return QColor(colours.good if line.change is Change.NEW else colours.accent)
    return None


class DifferenceFilter(QSortFilterProxyModel):
    """The lines of one kind of difference, or all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._change: Change | None = None

    def show_only(self, change: Change | None) -> None:
        """Show the lines of one kind; None for all."""
        self.beginFilterChange()
        self._change = change
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        line = self.sourceModel().index(source_row, 0, source_parent).data(LINE_ROLE)
        return self._change is None or line.change is self._change
