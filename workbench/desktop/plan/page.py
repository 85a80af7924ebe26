"""The plan page: the tree, and beside it the page of what is selected."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.page import Page
from workbench.desktop.places import COSTS, OVERVIEW, THEMES, Place
from workbench.desktop.plan.overview_page import OverviewPage
from workbench.desktop.plan.tree_edits import TreeEdits
from workbench.desktop.plan.tree_filter import TreeFilter
from workbench.desktop.plan.tree_panel import TreePanel
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.stacks import Stack
from workbench.plan.structure import Plan

if TYPE_CHECKING:
    from workbench.desktop.costs.page import CostsPage
    from workbench.desktop.plan.element_page import ElementPage
    from workbench.desktop.plan.filter_choices import FilterChoices
    from workbench.desktop.plan.goal_standings import GoalStandings
    from workbench.desktop.plan.matrix_page import MatrixPage
    from workbench.desktop.plan.plan_search import PlanSearch
    from workbench.desktop.plan.theme_page import ThemePage
    from workbench.desktop.plan.year_in_view import YearInView
    from workbench.desktop.plan_settings.page import SettingsPage
    from workbench.operations.tree_filters import YearFacts

_TREE_WIDTH = 36 * SPACING


class PlanPage(Page):
    """Walks the plan; emits `go_to` for places on other pages.

    A plan opens on its overview; the other pages and the search are imported and made when they
    are first shown, so that the window is there first.
    """

    #: Another part of the plan is shown: its `Place`.
    shown = Signal(object)

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, tasks, questions, parent)
        self._place = OVERVIEW
        self._query = ""
        self.tree = TreePanel(document.plan)
        self.edits = TreeEdits(document, self.tree, questions)
        self.edits.go_to.connect(self.show_place)
        self._texts: PlanSearch | None = None
        self._year: YearInView | None = None
        self.filter = TreeFilter(self._make_choices)
        self.filter.narrowed.connect(self._narrow)
        self.tree.column.insertWidget(0, self.filter)
        self._pages = Stack()
        self.overview = OverviewPage(document)
        self._join(self.overview, self.overview.go_to)
        self._standings: GoalStandings | None = None
        self.overview.standings_wanted.connect(self._count_standings)
        self.overview.goal_wanted.connect(self.edits.add_below.trigger)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("plan")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.tree)
        splitter.addWidget(self._pages)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_TREE_WIDTH, 4 * _TREE_WIDTH])
        self.tree.setMinimumWidth(20 * SPACING)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self.tree.view)
        self.tree.chosen.connect(self.show_place)
        document.changed.connect(self._refresh)
        document.opened.connect(self._begin)
        self._begin()

    def _join(self, page: QWidget, go_to: SignalInstance) -> None:
        go_to.connect(self._follow)
        self._pages.addWidget(page)

    def _make_choices(self) -> FilterChoices:
        from workbench.desktop.plan.filter_choices import FilterChoices

        return FilterChoices(self._document, self._tasks, self.year)

    def _count_standings(self) -> None:
        is_first = self._standings is None
        if self._standings is None:
            from workbench.desktop.plan.goal_standings import GoalStandings

            self._standings = GoalStandings(self._document, self._tasks, self.year, self)
            self._standings.counted.connect(self._show_standings)
        self._standings.ask(at_once=is_first)

    def _show_standings(self, facts: YearFacts) -> None:
        from workbench.desktop.plan.goal_standings import standings_of

        self.overview.show_goal_standings(standings_of(self._document.plan, facts))
        # Asked for by name only, the page would be made.
        if "element" in vars(self):
            self.element.show_standings(facts)

    @property
    def year(self) -> YearInView:
        """Return the fiscal year that all of the page is about."""
        if self._year is None:
            from workbench.desktop.plan.year_in_view import YearInView

            self._year = YearInView(self._document, self)
        return self._year

    @cached_property
    def element(self) -> ElementPage:
        """Return the page of one goal or measure."""
        from workbench.desktop.plan.element_page import ElementPage

        page = ElementPage(self._document, self.year)
        page.standings_wanted.connect(self._count_standings)
        self._join(page, page.go_to)
        return page

    @cached_property
    def theme(self) -> ThemePage:
        """Return the page of one theme."""
        from workbench.desktop.plan.theme_page import ThemePage

        page = ThemePage(self._document)
        self._join(page, page.go_to)
        return page

    @cached_property
    def matrix(self) -> MatrixPage:
        """Return the page of all themes at once."""
        from workbench.desktop.plan.matrix_page import MatrixPage

        page = MatrixPage(self._document)
        self._join(page, page.go_to)
        return page

    @property
    def texts(self) -> PlanSearch:
        """Return what finds words in every text of the plan."""
        if self._texts is None:
            from workbench.desktop.plan.plan_search import PlanSearch

            self._texts = PlanSearch(self._document, self._tasks, self)
            self._texts.ready.connect(lambda: self.search(self._query))
        return self._texts

    @cached_property
    def costs(self) -> CostsPage:
        """Return the page of what the implementation plan costs."""
        from workbench.desktop.costs.page import CostsPage

        page = CostsPage(self._document, self.year)
        self._join(page, page.go_to)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """Return the page of the plan's settings."""
        from workbench.desktop.plan_settings.page import SettingsPage

        page = SettingsPage(self._document, self._tasks, self._questions)
        self._join(page, page.go_to)
        return page

    @property
    def place(self) -> Place:
        """Return what is shown."""
        return self._place

    def show_place(self, place: Place) -> None:
        """Show a part of the plan and select it in the tree."""
        self._document.settle()
        shown = _resolved(self._document.plan, place)
        # A theme's initiative stays selected where the tree lists it; its page is the measure's.
        self.tree.select(place if place.kind == "link" and shown != OVERVIEW else shown)
        self._place = place = shown
        if place.kind == "element":
            self.element.show_element(place.id)
            self._pages.setCurrentWidget(self.element)
        elif place.kind == "theme":
            self.theme.show_theme(place.id)
            self._pages.setCurrentWidget(self.theme)
        elif place == THEMES:
            self.matrix.refresh()
            self._pages.setCurrentWidget(self.matrix)
        elif place == COSTS:
            self.costs.refresh()
            self._pages.setCurrentWidget(self.costs)
        elif place.kind == "settings":
            self.settings.show_section(place.part)
            self._pages.setCurrentWidget(self.settings)
        else:
            self.overview.verticalScrollBar().setValue(0)
            self.overview.refresh()
            self._pages.setCurrentWidget(self.overview)
        self.shown.emit(self._place)

    def search(self, query: str) -> None:
        """Show what holds the words of a query, in any text of the plan."""
        self._query = query
        if not query.strip():
            self.tree.search(query)
            return
        self.texts.prepare()
        self.tree.search(query, self.texts.found(query))

    def _narrow(self, element_ids: frozenset[int] | None, is_following: bool) -> None:
        """Show what passes the filter; what is being worked on does not vanish meanwhile."""
        place = self._place
        if element_ids is not None and is_following and place.kind == "element":
            element_ids |= {place.id}
        self.tree.narrow(element_ids)

    def refresh_look(self) -> None:
        """Draw the marks again, in the colours of the theme in force."""
        self.tree.model.refresh_marks()
        self._refresh()

    def _follow(self, place: Place) -> None:
        if place.page == OVERVIEW.page:
            self.show_place(place)
        else:
            self.go_to.emit(place)

    def _begin(self) -> None:
        self.tree.show_plan(self._document.plan)
        self.tree.forget()
        self.show_place(OVERVIEW)

    def _refresh(self) -> None:
        plan = self._document.plan
        self.tree.show_plan(plan)
        if _resolved(plan, self._place) != self._place:
            # What was shown is gone, by undo for instance.
            self.show_place(OVERVIEW)
        elif self._place.kind == "element":
            self.element.refresh()
        elif self._place.kind == "theme":
            self.theme.refresh()
        elif self._place == THEMES:
            self.matrix.refresh()
        elif self._place == COSTS:
            self.costs.refresh()
        elif self._place.kind == "settings":
            self.settings.refresh()
        else:
            self.overview.refresh()


def _resolved(plan: Plan, place: Place) -> Place:
    """Return the place that has a page for it; the overview for what is no longer there."""
    if place.kind == "link":
        found = [link.element_id for link in plan.theme_links if link.id == place.id]
        return Place(place.page, "element", found[0]) if found else OVERVIEW
    if place.kind == "element" and all(held.id != place.id for held in plan.elements):
        return OVERVIEW
    if place.kind == "theme" and all(held.id != place.id for held in plan.themes):
        return OVERVIEW
    return place
