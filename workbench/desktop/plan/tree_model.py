"""The plan as a tree for Qt: overview, goals with their measures, themes with what they cut across.

Each line has a fixed whole number; Qt holds numbers, never objects of ours, in items of its own
(`tree_items`). The model changes nothing itself: what a person types or drops is announced, and
the plan shown anew.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QStandardItemModel

from workbench.desktop.places import Place
from workbench.desktop.plan.tree_items import NUMBER_ROLE, Items
from workbench.desktop.plan.tree_lines import Line
from workbench.desktop.plan.tree_nodes import ROOT, Difference, Nodes, difference, whole
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.model_index import Index
from workbench.plan.structure import Plan

PLACE_ROLE = Qt.ItemDataRole.UserRole
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: What is dragged: the ids of elements, and of which tree they are, as JSON.
DRAGGED = "application/x-planning-workbench-elements"

_Flag = Qt.ItemFlag
_NOTHING = _Flag.NoItemFlags
_DROP = _Flag.ItemIsDropEnabled
_READ = _Flag.ItemIsSelectable | _Flag.ItemIsEnabled
_NAMED = _READ | _Flag.ItemIsEditable
_ELEMENT = _NAMED | _Flag.ItemIsDragEnabled | _Flag.ItemIsDropEnabled


class TreeModel(QStandardItemModel):
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
        self._read_only = False
        self._token = secrets.token_hex(16)
        self._items = Items(self, self._allowed)
        self._items.fill(self._nodes)
        self._flag_top()

    @property
    def read_only(self) -> bool:
        """Tell whether nothing may be typed or dropped here."""
        return self._read_only

    @read_only.setter
    def read_only(self, read_only: bool) -> None:
        if read_only != self._read_only:
            self._read_only = read_only
            self._items.flag_again(self._nodes)
            self._flag_top()

    def show_plan(self, plan: Plan, *, anew: bool = False) -> list[int] | None:
        """Show the plan as it stands now; return the numbers of the lines that were put in.

        Lines that stay where they are stay selected; what is below a line that is put in comes
        with it. None: the model was reset, as it is with `anew` wherever lines come or go.
        """
        if _is_same(plan, self._plan):
            return []
        before, self._plan = self._plan, plan
        self.version += 1
        found = difference(self._nodes, before, plan)
        if found is None:
            self._reset(lambda: self._nodes.become(whole(plan)))
            return None
        moves = self._nodes.moves(found)
        if moves and (anew or found.is_large):
            self._reset(lambda: self._become(found))
            return None
        changed = self._nodes.apply(found)
        placed = []
        if moves:
            gone = self._nodes.numbers_of(found.gone)
            families = self._nodes.numbers_of(found.families)
            placed = self._items.follow(self._nodes, families, gone)
            self._nodes.drop(found.gone)
            changed = [number for number in changed if number in self._nodes]
        for number in changed:
            index = self._items[number].index()
            self.dataChanged.emit(index, index)
        return placed

    def _reset(self, change: Callable[[], object]) -> None:
        self.beginResetModel()
        # Line by line it would be told to the views again.
        self.blockSignals(True)
        change()
        self._items.fill(self._nodes)
        self.blockSignals(False)
        self.endResetModel()

    def _become(self, found: Difference) -> None:
        self._nodes.apply(found)
        self._nodes.drop(found.gone)

    def begin_filtering(self) -> None:
        """Say that other lines will be shown: to begin anew is far quicker than line by line."""
        self.beginResetModel()

    def end_filtering(self) -> None:
        """Say that other lines are shown now."""
        self.endResetModel()

    def refresh_marks(self) -> None:
        """Paint the marks again, in the colours of the theme in force."""
        for number in self._nodes.apply(whole(self._plan)):
            index = self._items[number].index()
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def index_of(self, place: Place) -> QModelIndex:
        """Return where a place stands in the tree, invalid when it does not."""
        number = self._nodes.number_of(place)
        return QModelIndex() if number is None else self._items[number].index()

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

    def places(self, numbers: Iterable[int]) -> list[Place]:
        """Return the places of lines."""
        return [self._nodes[number].line.place for number in numbers]

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
        return self._nodes[self.number(parent)].children[row]

    def number(self, index: Index) -> int:
        """Return the number of the line at an index, that of the top for none."""
        return int(super().data(index, NUMBER_ROLE)) if index.isValid() else ROOT

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._nodes[self.number(index)].line
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

    def _allowed(self, line: Line) -> Qt.ItemFlag:
        if self._read_only:
            return _READ
        if line.place.kind == "element":
            return _ELEMENT
        return _NAMED if line.name else _READ

    def _flag_top(self) -> None:
        self.invisibleRootItem().setFlags(_NOTHING if self._read_only else _DROP)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = self._nodes[self.number(index)].line
        if str(value) != line.name:
            self.renamed.emit(line.place, str(value))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        places = [self._nodes[self.number(index)].line.place for index in indexes]
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
        onto = self._nodes[self.number(parent)]
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
