"""The pages of the window; all but the plan's are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.desktop.help.example import read_example
from workbench.desktop.places import EXAMPLE, IMPORT, PLAN, POPULATION, PROGRESS, REPORTS, Place
from workbench.desktop.plan.page import PlanPage

if TYPE_CHECKING:
    from workbench.desktop.importing.page import ImportPage
    from workbench.desktop.population_host import PopulationHost
    from workbench.desktop.progress.page import ProgressPage
    from workbench.desktop.reports.page import ReportsPage
    from workbench.desktop.window import MainWindow


class Pages:
    """Makes the pages and shows them in the window's stack.

    Charts, NumPy and typst are imported by the pages that need them, so that the window is
    there first.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._stack: QStackedWidget = window.stack
        self.current = PLAN
        self.plan = PlanPage(window.document, window.tasks, window.questions)
        self._join(self.plan, self.plan.go_to)

    def _join(self, page: QWidget, go_to: SignalInstance) -> None:
        self._stack.addWidget(page)
        go_to.connect(self._window.go_to)

    @cached_property
    def population(self) -> PopulationHost:
        """Return the population page."""
        from workbench.desktop.population_host import PopulationHost

        page = PopulationHost(self._window.document)
        self._join(page, page.go_to)
        return page

    @cached_property
    def importing(self) -> ImportPage:
        """Return the import page."""
        from workbench.desktop.importing.page import ImportPage

        window = self._window
        page = ImportPage(window.document, window.tasks, window.questions)
        self._join(page, page.go_to)
        page.steps_changed.connect(window.refresh_undo)
        return page

    @cached_property
    def progress(self) -> ProgressPage:
        """Return the progress page."""
        from workbench.desktop.progress.page import ProgressPage

        window = self._window
        page = ProgressPage(window.document, window.tasks)
        self._join(page, page.go_to)
        return page

    @cached_property
    def reports(self) -> ReportsPage:
        """Return the reports page."""
        from workbench.desktop.reports.page import ReportsPage

        window = self._window
        page = ReportsPage(window.document, window.tasks, window.questions)
        self._join(page, page.go_to)
        return page

    def show(self, place: Place) -> None:
        """Show a page; on the plan page, what `place` names."""
        widgets: dict[str, Callable[[], QWidget]] = {
            PLAN: lambda: self.plan,
            POPULATION: lambda: self.population,
            IMPORT: lambda: self.importing,
            PROGRESS: lambda: self.progress,
            REPORTS: lambda: self.reports,
        }
        widget = widgets[place.page]()
        is_new = self._stack.currentWidget() is not widget
        self.current = place.page
        if place.page == PLAN and place.kind:
            self.plan.show_place(place)
        elif place.kind == "form":
            self.reports.select(place.part)
        elif place == EXAMPLE:
            read_example(self.importing, self._window.document.plan)
        self._stack.setCurrentWidget(widget)
        if is_new and widget.focusProxy() is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_look(self) -> None:
        """Draw again what was drawn in the colours of another theme."""
        self.plan.refresh_look()
