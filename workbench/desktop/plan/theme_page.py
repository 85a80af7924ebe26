"""The page of a theme that cuts across the goals: its aims and the measures that serve it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import THEMES, element_place
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.theme_link_parts import initiative_text, leading_link
from workbench.desktop.plan.theme_words import themes_title
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, Paper, clear, prose
from workbench.language import tr
from workbench.operations.editing import THEME_AIMS, THEME_NAME
from workbench.plan.structure import Plan, ThemeLink

_MEASURE_WIDTH = 36 * SPACING


class ThemePage(Paper):
    """Shows one theme."""

    go_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme_id = 0
        self._initiatives: dict[int, PlanText] = {}
        self._shown_links: tuple[int, ...] = ()
        self.above = Link(themes_title(document.plan))
        self.above.clicked.connect(lambda: self.go_to.emit(THEMES))
        self.name = PlanText(
            document,
            THEME_NAME,
            tr("Name"),
            look.text_font(look.LARGE, bold=True),
            one_line=True,
        )
        self.aims = PlanText(
            document, THEME_AIMS, tr("Aims"), look.text_font(), tr("What does this theme aim at?")
        )
        self._links_heading = Heading(tr("Main initiatives"))
        self._links = QGridLayout()
        self._links.setHorizontalSpacing(2 * SPACING)
        self._links.setVerticalSpacing(SPACING)
        self._links.setColumnStretch(1, 1)
        self.column.addWidget(self.above, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.name)
        self.column.addWidget(Heading(tr("Aims")))
        self.column.addWidget(self.aims)
        self.column.addWidget(self._links_heading)
        self.column.addLayout(self._links)
        self.column.addStretch(1)

    @property
    def theme_id(self) -> int:
        """Return the id of the theme shown."""
        return self._theme_id

    def show_theme(self, theme_id: int) -> None:
        """Show another theme, from the top."""
        self._theme_id = theme_id
        self.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Show the theme as it stands now; what is being typed stays."""
        plan = self._document.plan
        theme = next(theme for theme in plan.themes if theme.id == self._theme_id)
        self.above.setText(themes_title(plan))
        self.above.setIcon(dots.diamond(look.current_colours().muted))
        self.name.show_row(theme.id, theme.name)
        self.aims.show_row(theme.id, theme.aims)
        links = plan.links_to(theme.id)
        self._links_heading.set_note(tr("{count} in all", count=len(links)) if links else "")
        if tuple(link.id for link in links) != self._shown_links or not links:
            self._rebuild(links)
        for row, link in enumerate(links):
            self._show_measure(plan, row, link)
            self._initiatives[link.id].show_row(link.id, link.initiative)

    def _show_measure(self, plan: Plan, row: int, link: ThemeLink) -> None:
        item = self._links.itemAtPosition(row, 0)
        assert item is not None
        measure = plan.element(link.element_id)
        goal = (*plan.ancestors(measure), measure)[0]
        link_to = item.widget()
        assert isinstance(link_to, Link)
        link_to.setText(f"{measure.code}　{measure.name}")
        link_to.setIcon(dots.dot(dots.goal_colour(goal.colour, goal.position)))

    def _rebuild(self, links: tuple[ThemeLink, ...]) -> None:
        clear(self._links)
        self._initiatives = {}
        self._shown_links = tuple(link.id for link in links)
        for row, link in enumerate(links):
            measure = leading_link(
                _MEASURE_WIDTH, partial(self.go_to.emit, element_place(link.element_id))
            )
            editor = initiative_text(self._document)
            self._links.addWidget(measure, row, 0, Qt.AlignmentFlag.AlignTop)
            self._links.addWidget(editor, row, 1)
            self._initiatives[link.id] = editor
        if not links:
            words = tr("No measure is named as a main initiative of this theme yet.")
            self._links.addWidget(prose(words, muted=True), 0, 0, 1, 2)
