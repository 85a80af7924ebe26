"""The plan as a tree for Qt: overview, goals with their measures, themes with what they cut across.

Each line has a fixed whole number; Qt holds numbers, never objects of ours. The model changes
nothing itself: what a person types or drops is announced, and the plan shown anew.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence

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

from workbench.desktop.places import Place
from workbench.desktop.plan.tree_lines import Line
from workbench.desktop.plan.tree_nodes import Nodes, difference, whole
from workbench.desktop.widgets import dots
from workbench.plan.structure import Plan

PLACE_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: What is dragged: the ids of elements, and of which tree they are, as JSON.
DRAGGED = "application/x-planning-workbench-elements"

Index = QModelIndex | QPersistentModelIndex

_Flag = Qt.ItemFlag
_NOTHING = _Flag.NoItemFlags
_DROP = _Flag.ItemIsDropEnabled
_READ = _Flag.ItemIsSelectable | _Flag.ItemIsEnabled
_NAMED = _READ | _Flag.ItemIsEditable
_ELEMENT = _NAMED | _Flag.ItemIsDragEnabled | _Flag.ItemIsDropEnabled


class TreeModel(QAbstractItemModel):
    """Goals → measures, and themes → the measures linked to them."""

    #: A person gave the thing at a place another name.
    renamed = Signal(object, str)
    #: A person dropped elements: their ids, the new parent's id or None, the position or None.
    moved = Signal(list, object, object)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._nodes = Nodes(plan)
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
        found = difference(self._nodes, before, plan)
        if found is None or self._nodes.moves(found):
            self.beginResetModel()
            if found is None:
                self._nodes.become(whole(plan))
            else:
                self._nodes.apply(found)
            self.endResetModel()
            return
        for number in self._nodes.apply(found):
            index = self.createIndex(self._nodes[number].row, 0, number)
            self.dataChanged.emit(index, index)

    def begin_filtering(self) -> None:
        """Say that other lines will be shown: to begin anew is far quicker than line by line."""
        self.beginResetModel()

    def end_filtering(self) -> None:
        """Say that other lines are shown now."""
        self.endResetModel()

    def refresh_marks(self) -> None:
        """Paint the marks again, in the colours of the theme in force."""
        for number in self._nodes.apply(whole(self._plan)):
            index = self.createIndex(self._nodes[number].row, 0, number)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def index_of(self, place: Place) -> QModelIndex:
        """Return where a place stands in the tree, invalid when it does not."""
        number = self._nodes.number_of(place)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row, 0, number)

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Yield the number and the content of every line."""
        for number, node in self._nodes.items():
            yield number, node.line

    def with_kin(self, numbers: Iterable[int], *, below: bool = True) -> frozenset[int]:
        """Return lines with all that is above them, and below them as well."""
        kin: set[int] = set()
        waiting = list(numbers)
        for number in list(waiting):
            while (number := self._nodes[number].parent) and number not in kin:
                kin.add(number)
        if not below:
            return frozenset(kin.union(waiting))
        under: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number not in under:
                under.add(number)
                waiting.extend(self._nodes[number].children)
        return frozenset(kin | under)

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

    def _number(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # Asked thousands of times for each drawing of a large tree: no call more than needed.
        children = self._nodes[self._number(parent)].children
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        number = self._nodes[self._number(index)].parent
        return self.createIndex(self._nodes[number].row, 0, number) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._nodes[self._number(parent)].children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return bool(self._nodes[self._number(parent)].children)

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
        if not index.isValid():
            return _NOTHING if self.read_only else _DROP
        if self.read_only:
            return _READ
        line = self._nodes[self._number(index)].line
        if line.place.kind == "element":
            return _ELEMENT
        return _NAMED if line.name else _READ

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


def _icon(line: Line) -> QIcon | None:
    if line.mark == "goal":
        return dots.dot(line.colour)
    if line.mark == "measure":
        return dots.small_dot(line.colour)
    if line.mark == "theme":
        return dots.diamond(line.colour)
    return None
