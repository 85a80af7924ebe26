"""The menus: every action of the window with its word, its shortcut and when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from workbench.desktop.document import Document
from workbench.desktop.help.menu import Help
from workbench.desktop.places import (
    COSTS,
    IMPORT,
    PLAN,
    POPULATION,
    PROGRESS,
    REPORTS,
    SETTINGS,
    Place,
)
from workbench.desktop.recent import recent_plans
from workbench.desktop.settings import THEME_NAMES, Theme, load
from workbench.desktop.step_words import describe
from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_Key = QKeySequence.StandardKey


class Actions:
    """All actions of a window, by name."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        new = self._action
        self.new_plan = new(tr("New plan…"), "Ctrl+Shift+N", window.files.new)
        self.new = new(tr("New from the sample…"), "", window.files.new_from_sample)
        self.open = new(tr("Open…"), _Key.Open, window.files.choose)
        self.save = new(tr("Save"), _Key.Save, window.files.save)
        self.save_as = new(tr("Save as…"), "Ctrl+Shift+S", window.files.save_as)
        self.earlier = new(tr("Earlier versions…"), "", window.show_earlier_versions)
        self.publish = new(tr("Copy for publication…"), "", window.show_publishing)
        self.merge = new(tr("Merge another copy…"), "", window.merging.choose)
        self.choose_workbook = new(tr("Import workbooks…"), "Ctrl+I", window.choose_workbooks)
        self.export = new(tr("Export the plan as a workbook…"), "Ctrl+E", window.export_book)
        self.write_folder = new(tr("Write as a folder of CSV…"), "", window.files.write_folder)
        self.print = new(tr("Print…"), _Key.Print, window.print_form)
        self.preferences = new(tr("Settings…"), "Ctrl+,", window.show_preferences)
        self.quit = new(tr("Quit"), "Ctrl+Q", window.close)
        self.undo = new(tr("Undo"), _Key.Undo, window.undo)
        self.redo = new(tr("Redo"), _Key.Redo, window.redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.find = new(tr("Find in the plan"), _Key.Find, window.find_in_plan)
        self.filter = new(tr("Filter the tree"), "Ctrl+Shift+F", window.filter_tree)
        self.settings = new(
            tr("Settings of the plan…"), "Alt+Return", lambda: window.go_to(SETTINGS)
        )
        self.costs = new(tr("Totals of the implementation plan"), "", lambda: window.go_to(COSTS))
        self.history = new(tr("History"), "Ctrl+H", window.toggle_history)
        self.history.setCheckable(True)
        self.pages = {
            page: new(name, f"Ctrl+{number}", partial(window.go_to, Place(page)))
            for number, (page, name) in enumerate(_page_names().items(), start=1)
        }
        self.appearances = self._appearance_actions()
        self.help = Help(window)

    def _action(
        self, text: str, shortcut: str | QKeySequence.StandardKey, then: Callable[[], object]
    ) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: then())
        self._window.addAction(action)
        return action

    def _appearance_actions(self) -> list[QAction]:
        group = QActionGroup(self._window)
        made = []
        chosen = load().theme
        for theme, name in THEME_NAMES.items():
            action = QAction(str(name), group)
            action.setCheckable(True)
            action.setData(theme)
            action.setChecked(theme is chosen)
            action.triggered.connect(
                lambda _checked=False, dark=theme.is_dark: self._window.set_appearance(dark)
            )
            made.append(action)
        return made

    def show_theme(self, theme: Theme) -> None:
        """Mark the choice of light or dark that holds."""
        for action in self.appearances:
            action.setChecked(action.data() is theme)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into menus."""
        file = bar.addMenu(tr("&File"))
        _add(file, self.new_plan, self.new, self.open)
        self.recent = file.addMenu(tr("Recent plans"))
        self.recent.aboutToShow.connect(self._offer_recent)
        _add(file, None, self.save, self.save_as, self.earlier, self.merge)
        _add(file, None, self.settings, None)
        _add(file, self.choose_workbook, self.export, self.write_folder)
        _add(file, self.publish, None, self.print)
        _add(file, None, self.preferences, None, self.quit)
        self.edit = bar.addMenu(tr("&Edit"))
        _add(self.edit, self.undo, self.redo, None, self.find, self.filter)
        view = bar.addMenu(tr("&View"))
        _add(view, *self.pages.values(), None, self.costs, self.history, None)
        looks = view.addMenu(tr("Appearance"))
        looks.addActions(self.appearances)
        self.help.fill(bar)

    def _offer_recent(self) -> None:
        self.recent.clear()
        for path in recent_plans():
            action = self.recent.addAction(_for_menu(f"{path.name}　{path.parent}"))
            action.triggered.connect(lambda _checked=False, to=path: self._window.files.open(to))
        if self.recent.isEmpty():
            self.recent.addAction(tr("No plan has been opened yet")).setEnabled(False)

    def add_edits(self, fill: Callable[[QMenu], None]) -> None:
        """Put what changes the tree into the menu for editing, too."""
        self.edit.addSeparator()
        fill(self.edit)

    def refresh(self, document: Document, *, own_undo: str = "", own_redo: str = "") -> None:
        """Name what undo and redo would do, and grey out what cannot be done.

        `own_undo` and `own_redo` are steps before an import, which come before the plan's.
        """
        for action, entry, plain, named, own in (
            (self.undo, document.next_undo, tr("Undo"), "undo", own_undo),
            (self.redo, document.next_redo, tr("Redo"), "redo", own_redo),
        ):
            action.setEnabled(bool(own) or entry is not None)
            if own and named == "undo":
                action.setText(tr("Undo before taking in: {step}", step=own))
            elif own:
                action.setText(tr("Redo before taking in: {step}", step=own))
            elif entry is None:
                action.setText(plain)
            elif named == "undo":
                action.setText(tr("Undo: {step}", step=_for_menu(describe(entry))))
            else:
                action.setText(tr("Redo: {step}", step=_for_menu(describe(entry))))
        self.save.setEnabled(not document.read_only)
        self.merge.setEnabled(not document.read_only)


def _add(menu: QMenu, *actions: QAction | None) -> None:
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)


def _for_menu(text: str) -> str:
    """Return text without what Qt would take for a keyboard mark."""
    return text.replace("&", "&&")


def _page_names() -> dict[str, str]:
    return {
        PLAN: tr("Plan"),
        POPULATION: tr("Population"),
        IMPORT: tr("Import"),
        PROGRESS: tr("Progress"),
        REPORTS: tr("Reports"),
    }
