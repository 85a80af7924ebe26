"""The lines of the tree as Qt holds them: native items with a number each, put where it stands.

Qt asks thousands of times for the place, the flags and the children of lines whenever it lays a
large tree out. Held natively that costs a millisecond or two; each question answered in Python
instead made it seventy. What lines say stays in the nodes and is asked for only what is painted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from shiboken6 import isValid

from workbench.desktop.plan.tree_lines import Line
from workbench.desktop.plan.tree_nodes import ROOT, Nodes

#: The number of a line, in its item.
NUMBER_ROLE = Qt.ItemDataRole.UserRole + 2


class Items:
    """The items of a model, by the numbers of their lines."""

    def __init__(self, model: QStandardItemModel, flags: Callable[[Line], Qt.ItemFlag]) -> None:
        self._model = model
        self._flags = flags
        self._items: dict[int, QStandardItem] = {}

    def __del__(self) -> None:
        # Python's collector takes items one by one out of a model that is to go with them. It
        # comes here before any of that; nobody need be told of it.
        if isValid(self._model):
            self._model.blockSignals(True)

    @property
    def _root(self) -> QStandardItem:
        # Asked for each time: when the model goes, an item held here would point at nothing.
        return self._model.invisibleRootItem()

    def __getitem__(self, number: int) -> QStandardItem:
        return self._items[number]

    def fill(self, nodes: Nodes) -> None:
        """Hold what the nodes hold and nothing else; the model is being reset meanwhile."""
        self._root.removeRows(0, self._root.rowCount())
        self._items = {}
        for number, node in nodes.items():
            self._make(number, node.line)
        for number in (*self._items, ROOT):
            below = nodes[number].children
            if below:
                self._at(number).appendRows([self._items[child] for child in below])

    def flag_again(self, nodes: Nodes) -> None:
        """Ask anew what may be done with each line."""
        for number, node in nodes.items():
            self._items[number].setFlags(self._flags(node.line))

    def follow(self, nodes: Nodes, families: Iterable[int], gone: Iterable[int]) -> list[int]:
        """Bring families to how they stand in the nodes; return the lines put in anew.

        What leaves is taken out everywhere before anything is put in, so that no branch ever
        hangs below itself. A branch that moves stays whole.
        """
        leaving = set(gone)
        families = [number for number in families if number not in leaving]
        for above in families:
            for number in nodes[above].children:
                item = self._items.get(number)
                if item is None:
                    self._make(number, nodes[number].line)
                elif self._above(item) != above:
                    self._take(item)
        for number in leaving:
            if nodes[number].parent not in leaving:
                self._take(self._items[number])
        for number in leaving:
            del self._items[number]
        placed: list[int] = []
        for above in families:
            placed += self._arrange(self._at(above), nodes[above].children)
        return placed

    def _at(self, number: int) -> QStandardItem:
        return self._items[number] if number != ROOT else self._root

    def _make(self, number: int, line: Line) -> None:
        item = QStandardItem()
        item.setData(number, NUMBER_ROLE)
        item.setFlags(self._flags(line))
        self._items[number] = item

    def _above(self, item: QStandardItem) -> int | None:
        """Return the number of the line above an item; None while it is in no model."""
        above = item.parent()
        if above is not None:
            return int(above.data(NUMBER_ROLE))
        # PySide's stubs do not tell that a top line has no parent.
        return ROOT if item.model() is not None else None  # type: ignore[unreachable]

    def _take(self, item: QStandardItem) -> None:
        above = item.parent() or (self._root if item.model() is not None else None)
        if above is not None:
            above.takeRow(item.row())

    def _arrange(self, above: QStandardItem, wanted: Sequence[int]) -> list[int]:
        """Put the lines below one in order with as few taken out as can be."""
        rows = {int(above.child(row).data(NUMBER_ROLE)): row for row in range(above.rowCount())}
        if list(rows) == list(wanted):
            return []
        staying = set(_rising([(rows[number], number) for number in wanted if number in rows]))
        for number in rows:
            if number not in staying:
                self._take(self._items[number])
        placed = []
        for row, number in enumerate(wanted):
            if number not in staying:
                above.insertRow(row, self._items[number])
                placed.append(number)
        return placed


def _rising(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the numbers of a longest run of pairs whose rows rise."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for at, (row, _number) in enumerate(pairs):
        length = bisect_left(ends, row)
        before.append(tails[length - 1] if length else -1)
        if length == len(ends):
            ends.append(row)
            tails.append(at)
        else:
            ends[length], tails[length] = row, at
    run = []
    at = tails[-1] if tails else -1
    while at >= 0:
        run.append(pairs[at][1])
        at = before[at]
    return run
