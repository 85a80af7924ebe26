"""The plan as a tree for Qt: overview, goals with their measures, themes with what they cut across.

Each line has a fixed whole number; Qt holds numbers, never objects of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QIcon

from workbench.desktop.places import OVERVIEW, THEMES, Place, element_place, theme_place
from workbench.desktop.widgets import dots
from workbench.language import tr
from workbench.plan.structure import Element, Plan

PLACE_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """What one line of the tree shows, and every word it can be found by."""

    place: Place
    text: str
    tooltip: str
    mark: str = ""
    colour: str = ""
    words: str = ""


@dataclass
class _Node:
    line: Line
    parent: int
    row: int
    children: list[int] = field(default_factory=list)


class TreeModel(QAbstractItemModel):
    """Goals → measures, and themes → the measures linked to them."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: dict[Place, int] = {}
        self._nodes = self._built(plan)

    def show_plan(self, plan: Plan) -> None:
        """Show the plan as it stands now; lines that stay where they are stay selected."""
        fresh = self._built(plan)
        if _shape(fresh) != _shape(self._nodes):
            self.beginResetModel()
            self._nodes = fresh
            self.endResetModel()
            return
        changed = [n for n, node in fresh.items() if n and node.line != self._nodes[n].line]
        self._nodes = fresh
        for number in changed:
            index = self.createIndex(fresh[number].row, 0, number)
            self.dataChanged.emit(index, index)

    def refresh_marks(self) -> None:
        """Paint the marks again, in the colours of the theme in force."""
        for number, node in self._nodes.items():
            if number:
                index = self.createIndex(node.row, 0, number)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def index_of(self, place: Place) -> QModelIndex:
        """Return where a place stands in the tree, invalid when it does not."""
        number = self._numbers.get(place)
        if number is None or number not in self._nodes:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row, 0, number)

    def _built(self, plan: Plan) -> dict[int, _Node]:
        nodes = {0: _Node(Line(Place(""), "", ""), 0, 0)}

        def add(line: Line, parent: int) -> int:
            number = self._numbers.setdefault(line.place, len(self._numbers) + 1)
            nodes[number] = _Node(line, parent, len(nodes[parent].children))
            nodes[parent].children.append(number)
            return number

        def add_elements(parent_id: int | None, parent: int) -> None:
            for element in plan.children(parent_id):
                add_elements(element.id, add(_element_line(plan, element), parent))

        add(_overview_line(plan), 0)
        add_elements(None, 0)
        if plan.themes:
            _add_themes(plan, add)
        return nodes

    def _number(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._nodes[self._number(parent)].children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        number = self._nodes[self._number(index)].parent
        return self.createIndex(self._nodes[number].row, 0, number) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._nodes[self._number(parent)].children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._nodes[self._number(index)].line
        if role == Qt.ItemDataRole.DecorationRole:
            return _icon(line)
        return {
            Qt.ItemDataRole.DisplayRole: line.text,
            Qt.ItemDataRole.AccessibleTextRole: line.text,
            Qt.ItemDataRole.ToolTipRole: line.tooltip,
            PLACE_ROLE: line.place,
            SEARCH_ROLE: line.words,
        }.get(role)


def _shape(nodes: dict[int, _Node]) -> list[tuple[int, int, int]]:
    return sorted((number, node.parent, node.row) for number, node in nodes.items())


def _icon(line: Line) -> QIcon | None:
    if line.mark == "goal":
        return dots.dot(line.colour)
    if line.mark == "measure":
        return dots.small_dot(line.colour)
    if line.mark == "theme":
        return dots.diamond(line.colour)
    return None


def _overview_line(plan: Plan) -> Line:
    profile = plan.profile
    words = f"{profile.title} {profile.subtitle} {profile.vision}"
    return Line(OVERVIEW, tr("Plan as a whole"), profile.title, words=words)


def _element_line(plan: Plan, element: Element) -> Line:
    above = plan.ancestors(element)
    top = above[-1] if above else element
    initiatives = " ".join(link.initiative for link in plan.links_of(element.id))
    indicators = " ".join(indicator.name for indicator in plan.indicators_of(element.id))
    title = f"{element.code} {element.name}"
    tooltip = f"{plan.level_of(element).name} {title}"
    return Line(
        element_place(element.id),
        title,
        f"{tooltip}\n{element.department}" if element.department else tooltip,
        "measure" if above else "goal",
        dots.goal_colour(top.colour, top.position),
        f"{title} {element.department} {element.description} {initiatives} {indicators}",
    )


def _add_themes(plan: Plan, add: Callable[[Line, int], int]) -> None:
    group = add(Line(THEMES, tr("Value creation projects"), tr("Themes across the goals")), 0)
    for theme in plan.themes:
        words = f"{theme.name} {theme.aims}"
        line = Line(theme_place(theme.id), theme.name, theme.name, "theme", _theme_colour(), words)
        number = add(line, group)
        for link in plan.links_to(theme.id):
            element = _element_line(plan, plan.element(link.element_id))
            add(
                Line(
                    Place("plan", "link", link.id),
                    element.text,
                    f"{element.tooltip}\n{link.initiative}",
                    "measure",
                    element.colour,
                    f"{element.text} {link.initiative}",
                ),
                number,
            )


def _theme_colour() -> str:
    from workbench.desktop import look

    return look.current_colours().muted
