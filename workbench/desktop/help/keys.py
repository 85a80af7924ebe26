"""Every key of the window and what it does, gathered from the actions that answer to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow


@dataclass(frozen=True)
class Shortcut:
    """What some keys do, and where: `keys` as they stand on the keyboard."""

    where: str
    does: str
    keys: str


def shortcuts(window: MainWindow) -> list[Shortcut]:
    """Return all shortcuts: those of the menus in their order, then those of tables and texts."""
    return [*_of_menus(window), *_elsewhere()]


def _of_menus(window: MainWindow) -> Iterator[Shortcut]:
    for top in window.menuBar().actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from _of(menu, plain(top.text()), window)


def _of(menu: QMenu, where: str, window: MainWindow) -> Iterator[Shortcut]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _of(below, where, window)
        elif action.shortcuts():
            yield Shortcut(where, _does(action, window), _keys(action.shortcuts()))


def _does(action: QAction, window: MainWindow) -> str:
    """Return an action's words without the step that undo and redo name for the moment."""
    fixed = {window.actions_.undo: tr("Undo"), window.actions_.redo: tr("Redo")}
    return fixed.get(action) or plain(action.text())


def plain(text: str) -> str:
    """Return the words of a menu without the letter that opens it: ファイル for ファイル(&F)."""
    return re.sub(r"\(&.\)|…|&(?=\w)", "", text).strip()


def _keys(sequences: Iterable[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(dict.fromkeys(keys.toString(native) for keys in sequences))


def _elsewhere() -> Iterator[Shortcut]:
    everywhere, search = tr("Everywhere"), tr("Search")
    table, text = tr("Tables of figures"), tr("Texts")
    yield Shortcut(everywhere, tr("To the next or the previous control"), "Tab / Shift+Tab")
    yield Shortcut(everywhere, tr("Open the menu"), "Alt / F10")
    yield Shortcut(everywhere, tr("Press the button or follow the link"), "Space")
    yield Shortcut(search, tr("To the first match"), "Enter / ↓")
    yield Shortcut(search, tr("End the search"), "Esc")
    yield Shortcut(tr("Tree of the plan"), tr("Open and close what is below"), "→ / ←")
    yield Shortcut(table, tr("To the cell below"), "Enter")
    yield Shortcut(table, tr("To the cell at the right or the left"), "Tab / Shift+Tab")
    yield Shortcut(table, tr("Leave the table"), "Ctrl+Tab / Ctrl+Shift+Tab")
    yield Shortcut(table, tr("Change what the cell holds"), "F2")
    yield Shortcut(table, tr("Copy, cut and paste cells, also from and to Excel"),
                   "Ctrl+C / Ctrl+X / Ctrl+V")  # fmt: skip
    yield Shortcut(table, tr("Empty the cells"), "Delete")
    yield Shortcut(text, tr("Hand in a text of one line"), "Enter")
    yield Shortcut(text, tr("Hand in a longer text"), "Ctrl+Enter")
    yield Shortcut(text, tr("Give up what was typed"), "Esc")
    yield Shortcut(tr("Sliders"), tr("A small or a large step"), "← → / PageUp PageDown")
    yield Shortcut(tr("Table of themes and measures"), tr("Link or part a theme and a measure"),
                   "Space")  # fmt: skip
