"""The help menu: the user guide, the three things to try, the shortcuts, about the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from workbench.desktop.places import OVERVIEW
from workbench.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from workbench.desktop.window import MainWindow


class Help:
    """Opens what helps, on the page where it can, else in the system's own programs."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        #: The sheet that was opened last.
        self.sheet: QDialog | None = None
        self.guide = self._action(tr("User guide"), "F1", self.show_guide)
        self.print_guide = self._action(tr("User guide for printing (PDF)"), "", self.show_pdf)
        self.try_out = self._action(tr("Three things to try"), "", self.show_first_steps)
        self.keys = self._action(tr("Keyboard shortcuts"), "Ctrl+/", self.show_shortcuts)
        self.about = self._action(tr("About this program"), "", self.show_about)

    def _action(self, text: str, keys: str, then: Callable[[], object]) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: then())
        self._window.addAction(action)
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into a menu."""
        menu = bar.addMenu(tr("&Help"))
        menu.addActions([self.guide, self.print_guide])
        menu.addSeparator()
        menu.addActions([self.try_out, self.keys])
        menu.addSeparator()
        menu.addAction(self.about)

    def show_guide(self) -> None:
        """Show the user guide in the system's browser; it lies on this PC."""
        self._open("guide.html")

    def show_pdf(self) -> None:
        """Show the user guide as it prints."""
        self._open("guide.pdf")

    def _open(self, name: str) -> None:
        from workbench.operations.user_guide import guide_file

        window = self._window
        window.status.tell(tr("Opening the user guide…"))
        window.tasks.start(lambda: guide_file(name), self._show_file, window.tell_failure)

    def _show_file(self, path: Path) -> None:
        if not open_file(path):
            self._window.notice.tell(
                tr("No program opens the user guide here. It lies at {file}.", file=str(path))
            )

    def show_first_steps(self) -> None:
        """Show the three things to try above the plan."""
        self._window.go_to(OVERVIEW)
        self._window.pages.plan.overview.first_steps.bring_back()

    def show_shortcuts(self) -> None:
        """Show the list of shortcuts."""
        from workbench.desktop.help.keys import shortcuts
        from workbench.desktop.help.shortcuts_sheet import ShortcutsSheet

        self.sheet = ShortcutsSheet(shortcuts(self._window), self._window)
        self.sheet.open()

    def show_about(self) -> None:
        """Show versions and licences."""
        from workbench.desktop.help.about_sheet import AboutSheet

        self.sheet = AboutSheet(self._window)
        self.sheet.open()


def open_file(path: Path) -> bool:
    """Open a file in the program the system has for it; return whether there is one."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
