"""The plan as a tree for Qt: overview, goals with their measures, themes with what they cut across.

Each line has a fixed whole number; Qt holds numbers, never objects of ours. The model changes
nothing itself: what a person types or drops is announced, and the plan shown anew.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from workbench.desktop.places import THEMES, Place, element_place, theme_place
from workbench.desktop.plan.tree_lines import (
    Line,
    element_line,
    link_line,
    overview_line,
    theme_colour,
)
from workbench.desktop.widgets import dots
from workbench.language import tr
from workbench.plan.structure import Element, Plan

PLACE_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: What is dragged: the ids of elements, and of which tree they are, as JSON.
DRAGGED = "application/x-planning-workbench-elements"

Index = QModelIndex | QPersistentModelIndex


@dataclass
class _Node:
    line: Line
    parent: int
    row: int
    children: list[int] = field(default_factory=list)


class TreeModel(QAbstractItemModel):
    """Goals → measures, and themes → the measures linked to them."""

    #: A person gave the thing at a place another name.
    renamed = Signal(object, str)
    #: A person dropped elements: their ids, the new parent's id or None, the position or None.
    moved = Signal(list, object, object)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: dict[Place, int] = {}
        self._plan = plan
        self._nodes = self._built(plan)
        #: Rises whenever a line may have changed.
        self.version = 0
        self.read_only = False
        self._token = uuid.uuid4().hex

    def show_plan(self, plan: Plan) -> None:
        """Show the plan as it stands now; lines that stay where they are stay selected."""
        if _is_same(plan, self._plan):
            return
        before, self._plan = self._plan, plan
        self.version += 1
        retold = _retold(before, plan)
        if retold is not None:
            self._retell(retold)
            return
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

    def _retell(self, elements: Sequence[Element]) -> None:
        """Show elements that have other words now, and stand where they stood."""
        level_names = {level.id: level.name for level in self._plan.levels}
        for element in elements:
            old = self._nodes[self._numbers[element_place(element.id)]].line
            line = element_line(element, level_names[element.level_id], old.colour, old.mark)
            self._change(line)
            for link in self._plan.links_of(element.id):
                self._change(link_line(link, line))

    def _change(self, line: Line) -> None:
        number = self._numbers[line.place]
        node = self._nodes[number]
        if node.line != line:
            node.line = line
            index = self.createIndex(node.row, 0, number)
            self.dataChanged.emit(index, index)

    def begin_filtering(self) -> None:
        """Say that other lines will be shown: to begin anew is far quicker than line by line."""
        self.beginResetModel()

    def end_filtering(self) -> None:
        """Say that other lines are shown now."""
        self.endResetModel()

    def refresh_marks(self) -> None:
        """Paint the marks again, in the colours of the theme in force."""
        self._nodes = self._built(self._plan)
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

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Yield the number and the content of every line."""
        for number, node in self._nodes.items():
            if number:
                yield number, node.line

    def with_kin(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return lines with all that is above and below them."""
        kin: set[int] = set()
        waiting = list(numbers)
        for number in list(waiting):
            while (number := self._nodes[number].parent) and number not in kin:
                kin.add(number)
        below: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number not in below:
                below.add(number)
                waiting.extend(self._nodes[number].children)
        return frozenset(kin | below)

    def above(self, numbers: Iterable[int]) -> list[Place]:
        """Return the places above some lines, the upper ones first."""
        ways: dict[int, None] = {}
        for number in numbers:
            above: list[int] = []
            while (number := self._nodes[number].parent) and number not in ways:
                above.append(number)
            ways.update(dict.fromkeys(reversed(above)))
        return [self._nodes[number].line.place for number in ways]

    def child(self, row: int, parent: Index) -> int:
        """Return the number of the line at a row below `parent`."""
        return self._nodes[self._number(parent)].children[row]

    def _built(self, plan: Plan) -> dict[int, _Node]:
        nodes = {0: _Node(Line(Place(""), "", ""), 0, 0)}
        level_names = {level.id: level.name for level in plan.levels}

        def add(line: Line, parent: int) -> int:
            number = self._numbers.setdefault(line.place, len(self._numbers) + 1)
            nodes[number] = _Node(line, parent, len(nodes[parent].children))
            nodes[parent].children.append(number)
            return number

        def add_elements(parent_id: int | None, parent: int, colour: str) -> None:
            for element in plan.children(parent_id):
                own = colour or dots.goal_colour(element.colour, element.position)
                level = level_names[element.level_id]
                line = element_line(element, level, own, "measure" if parent_id else "goal")
                add_elements(element.id, add(line, parent), own)

        add(overview_line(plan), 0)
        add_elements(None, 0, "")
        if plan.themes:
            _add_themes(plan, add, {line.place: line for line in _held(nodes)})
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
            Qt.ItemDataRole.EditRole: line.name,
            PLACE_ROLE: line.place,
            SEARCH_ROLE: line.words,
        }.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        held = super().flags(index)
        if self.read_only:
            return held
        if not index.isValid():
            return held | Qt.ItemFlag.ItemIsDropEnabled
        line = self._nodes[self._number(index)].line
        if line.name:
            held |= Qt.ItemFlag.ItemIsEditable
        if line.place.kind == "element":
            held |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return held

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = self._nodes[self._number(index)].line
        if str(value) != line.name:
            self.renamed.emit(line.place, str(value))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        places = [self._nodes[self._number(index)].line.place for index in indexes]
        ids = [place.id for place in places if place.kind == "element"]
        data = QMimeData()
        dragged = json.dumps({"tree": self._token, "ids": ids})
        data.setData(DRAGGED, QByteArray(dragged.encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if self.read_only or not data.hasFormat(DRAGGED):
            return False
        dragged = json.loads(bytes(data.data(DRAGGED).data()))
        ids = dragged["ids"]
        onto = self._nodes[self._number(parent)]
        # Elements of a plan in another window have ids that mean something else here.
        is_foreign = dragged["tree"] != self._token
        if is_foreign or not ids or (parent.isValid() and onto.line.place.kind != "element"):
            return False
        # A position counts among those that stay; the plan as a whole is no sibling of its goals.
        before = (self._nodes[number].line.place for number in onto.children[: max(row, 0)])
        staying = [one for one in before if one.kind == "element" and one.id not in ids]
        parent_id = onto.line.place.id if parent.isValid() else None
        self.moved.emit(ids, parent_id, len(staying) if row >= 0 else None)
        return True


def _is_same(plan: Plan, other: Plan) -> bool:
    """Tell whether two plans share everything the tree shows."""
    return (
        plan.profile is other.profile
        and plan.levels is other.levels
        and plan.elements is other.elements
        and plan.themes is other.themes
        and plan.theme_links is other.theme_links
    )


def _retold(before: Plan, plan: Plan) -> list[Element] | None:
    """Return the elements whose words alone have changed; None when anything else has."""
    rest_is_same = (
        plan.profile is before.profile
        and plan.levels is before.levels
        and plan.themes is before.themes
        and plan.theme_links is before.theme_links
        and len(plan.elements) == len(before.elements)
    )
    if not rest_is_same:
        return None
    pairs = zip(before.elements, plan.elements, strict=True)
    changed = [(old, new) for old, new in pairs if old is not new]
    if any(_place(old) != _place(new) for old, new in changed):
        return None
    return [new for _old, new in changed]


def _place(element: Element) -> tuple[object, ...]:
    """Return what decides where an element stands, and in which colour."""
    return (
        element.id,
        element.parent_id,
        element.level_id,
        element.position,
        element.colour,
    )


def _held(nodes: dict[int, _Node]) -> list[Line]:
    return [node.line for node in nodes.values()]


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


def _add_themes(plan: Plan, add: Callable[[Line, int], int], elements: dict[Place, Line]) -> None:
    group = add(Line(THEMES, tr("Value creation projects"), tr("Themes across the goals")), 0)
    for theme in plan.themes:
        words = f"{theme.name} {theme.aims}"
        line = Line(
            theme_place(theme.id),
            theme.name,
            theme.name,
            "theme",
            theme_colour(),
            words,
            theme.name,
        )
        number = add(line, group)
        for link in plan.links_to(theme.id):
            element = elements[element_place(link.element_id)]
            add(link_line(link, element), number)
