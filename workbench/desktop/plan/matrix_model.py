"""Measures by themes as a grid: each cell holds what the measure does for the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt

from workbench.desktop.document import Document
from workbench.desktop.plan.entry_delegate import BLOCK_END_ROLE
from workbench.desktop.plan.entry_grid import EntryModel
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.errors import PersonError
from workbench.exchange.formulas import guarded, unguarded
from workbench.language import tr
from workbench.operations import themes
from workbench.operations.clipboard import copied_text, read_block
from workbench.operations.themes import ThemeMatrix
from workbench.plan.structure import Element, Plan, Theme

#: The colour of the goal that a line's measure belongs to.
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 4
#: What stands in a cell whose measure is named without words.
MARK = "●"


class MatrixModel(EntryModel):
    """A line for each measure, a column for each theme, and at the right how many it serves."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._matrix = ThemeMatrix((), (), ())
        self._goals: dict[int, Element] = {}
        self.measures: tuple[Element, ...] = ()
        self.themes: tuple[Theme, ...] = ()

    def show_plan(
        self, plan: Plan, goal_id: int | None = None, theme_id: int | None = None
    ) -> None:
        """Show the matrix; of one goal only, and only what serves one theme, if they are given."""
        found = themes.matrix(plan)
        goals = {one.id: _top(plan, one) for one in found.measures}
        measures = tuple(
            one
            for one in found.measures
            if goal_id in (None, goals[one.id].id)
            and (theme_id is None or found.link(one.id, theme_id) is not None)
        )
        is_same = _ids(measures) == _ids(self.measures) and _ids(found.themes) == _ids(self.themes)
        if not is_same:
            self.beginResetModel()
        self._matrix, self._goals = found, goals
        self.measures, self.themes = measures, found.themes
        if not is_same:
            self.endResetModel()
        elif measures and found.themes:
            last = self.index(len(measures) - 1, len(found.themes))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(found.themes))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(measures) - 1)

    @property
    def matrix(self) -> ThemeMatrix:
        """Return the whole matrix, whatever of it is shown."""
        return self._matrix

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.measures)

    def columnCount(self, parent: Index = ROOT) -> int:
        if parent.isValid() or not self.themes:
            return 0
        return len(self.themes) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        may_not = index.column() >= len(self.themes) or self._document.read_only
        return flags if may_not else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return self._measure_data(section, role)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if section == len(self.themes):
            return tr("Count")
        return self.themes[section].name

    def _measure_data(self, row: int, role: int) -> object:
        measure = self.measures[row]
        title = f"{measure.code} {measure.name}"
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == BLOCK_END_ROLE:
            return self._ends_goal(row)
        goal = self._goals[measure.id]
        if role == COLOUR_ROLE:
            return dots.goal_colour(goal.colour, goal.position)
        is_tip = role == Qt.ItemDataRole.ToolTipRole
        return f"{goal.code} {goal.name}\n{title}" if is_tip else None

    def count_of(self, column: int) -> int:
        """Return how many measures of the whole plan a column's theme is served by."""
        if column == len(self.themes):
            return len(self._matrix.links)
        return self._matrix.total_of_theme(self.themes[column].id)

    def _ends_goal(self, row: int) -> bool:
        if row + 1 >= len(self.measures):
            return True
        here, below = self.measures[row].id, self.measures[row + 1].id
        return self._goals[here].id != self._goals[below].id

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == BLOCK_END_ROLE:
            return self._ends_goal(index.row())
        text = self._text(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if text not in ("", MARK) else None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return f"{self.place_of(index)} {text or tr('blank')}"
        return None

    def _text(self, index: Index) -> str:
        measure = self.measures[index.row()]
        if index.column() == len(self.themes):
            total = self._matrix.total_of_measure(measure.id)
            return str(total) if total else ""
        link = self._matrix.link(*self.cell(index))
        return "" if link is None else link.initiative or MARK

    def cell(self, index: Index) -> tuple[int, int]:
        """Return the ids of a cell's measure and theme."""
        return self.measures[index.row()].id, self.themes[index.column()].id

    def place_of(self, index: Index) -> str:
        """Return what a cell is about, as 「4-10 移住・定住の推進 × 選ばれ続けるまち」."""
        measure = self.measures[index.row()]
        title = f"{measure.code} {measure.name}"
        if index.column() >= len(self.themes):
            return title
        return f"{title} × {self.themes[index.column()].name}"

    def edited_text(self, index: Index) -> str:
        text = self._text(index)
        return "" if text == MARK else text

    def enter(self, index: Index, text: str) -> bool:
        """Name the measure for the theme with these words; without any, no longer."""
        cell = self.cell(index)
        wanted = text.strip() or None
        return self._document.run(lambda db: themes.set_link(db, *cell, wanted))

    def toggle(self, index: Index) -> bool:
        """Name a measure for a theme without words, or no longer."""
        cell = self.cell(index)
        held = self._matrix.link(*cell)
        if held is not None and held.initiative:
            return False
        wanted = "" if held is None else None
        return self._document.run(lambda db: themes.set_link(db, *cell, wanted))

    def paste(self, index: Index, text: str) -> bool:
        if self._document.read_only:
            return False
        lines, columns = len(self.measures) - index.row(), len(self.themes) - index.column()
        try:
            block = read_block(text, lines, columns)
        except PersonError as error:
            self.refuse(error)
            return False
        links: dict[tuple[int, int], str | None] = {}
        for down, cells in enumerate(block):
            for across, words in enumerate(cells):
                at = self.index(index.row() + down, index.column() + across)
                plain = unguarded(words.strip())
                links[self.cell(at)] = "" if plain in (MARK, "○") else plain or None
        return self._document.run(lambda db: themes.set_links(db, links))

    def copied(self, rows: Sequence[Sequence[Index]]) -> str:
        # A department's words may begin as a formula does; Excel is not to take them for one.
        return copied_text([[guarded(self._text(index)) for index in row] for row in rows])

    def wipe(self, indexes: Sequence[Index]) -> bool:
        named = [one for one in indexes if one.column() < len(self.themes) and self._text(one)]
        if not named or self._document.read_only:
            return False
        links = dict.fromkeys(map(self.cell, named))
        return self._document.run(lambda db: themes.set_links(db, links))

    def why_not(self, index: Index) -> PersonError | None:
        return None

    def refuse(self, error: PersonError) -> None:
        self._document.refused.emit(error)

    def cell_key(self, index: Index) -> object:
        theme = self.themes[index.column()].id if index.column() < len(self.themes) else None
        return self.measures[index.row()].id, theme

    def index_of(self, key: object) -> QModelIndex:
        if not isinstance(key, tuple):
            return QModelIndex()
        rows = {one.id: row for row, one in enumerate(self.measures)}
        columns: dict[int | None, int]
        columns = {one.id: column for column, one in enumerate(self.themes)}
        columns[None] = len(self.themes)
        measure_id, theme_id = key
        if measure_id not in rows or theme_id not in columns:
            return QModelIndex()
        return self.index(rows[measure_id], columns[theme_id])


def _ids(parts: Sequence[Element] | Sequence[Theme]) -> list[int]:
    return [part.id for part in parts]


def _top(plan: Plan, element: Element) -> Element:
    above = plan.ancestors(element)
    return above[-1] if above else element
