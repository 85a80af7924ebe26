"""What an element does for the themes that cut across the goals: one 主な取組 for each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import THEMES, theme_place
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.section import Section
from workbench.desktop.plan.theme_link_parts import initiative_text, leading_link
from workbench.desktop.plan.theme_words import themes_title
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import clear
from workbench.language import tr
from workbench.operations.themes import set_link
from workbench.plan.structure import Plan, Theme, ThemeLink

_THEME_WIDTH = 27 * SPACING


class ThemeLinksSection(Section):
    """A line for each theme that the element serves; more are chosen from a menu."""

    go_to = Signal(object)

    def __init__(self, document: Document) -> None:
        super().__init__(themes_title(document.plan))
        self._document = document
        self._element_id = 0
        self._shown: tuple[tuple[int, int], ...] = ()
        self.initiatives: dict[int, PlanText] = {}
        self.removers: dict[int, QToolButton] = {}
        self._themes: dict[int, Link] = {}
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(2 * SPACING)
        self._lines.setVerticalSpacing(SPACING)
        self._lines.setColumnMinimumWidth(0, _THEME_WIDTH)
        self._lines.setColumnStretch(1, 1)
        self.body.addLayout(self._lines)
        self.show_empty_words(
            tr("No theme of the plan names this as one of its main initiatives."),
            tr("What it does for a theme that cuts across the goals stands here in a sentence."),
        )
        self.add_first = self.offer(tr("Name it for a theme"))
        self.add_more = self.add_link(tr("＋ Name it for a theme"))
        self.matrix_link = self.offer(tr("Table of all measures and themes"))
        self.add_first.clicked.connect(lambda: self._open_menu(self.add_first))
        self.add_more.clicked.connect(lambda: self._open_menu(self.add_more))
        self.matrix_link.clicked.connect(lambda: self.go_to.emit(THEMES))

    def show_links(self, plan: Plan, element_id: int) -> None:
        """Show what an element does for the themes."""
        self._element_id = element_id
        self.heading.set_title(themes_title(plan))
        links = plan.links_of(element_id)
        names = {theme.id: theme.name for theme in plan.themes}
        shown = tuple((link.id, element_id) for link in links)
        if shown != self._shown:
            self._rebuild(links)
            self._shown = shown
        for link in links:
            name = names[link.theme_id]
            self._themes[link.id].setText(name)
            self._themes[link.id].setIcon(dots.diamond(look.current_colours().muted))
            self.initiatives[link.id].show_row(link.id, link.initiative)
            words = tr("No longer for {theme}", theme=name)
            self.removers[link.id].setAccessibleName(words)
            self.removers[link.id].setToolTip(words)
        may_write = not self._document.read_only
        for button in self.removers.values():
            button.setVisible(may_write)
        self.show_filled(bool(links))
        can_add = may_write and len(links) < len(plan.themes)
        self.add_first.setVisible(can_add)
        self.add_more.setVisible(can_add and bool(links))

    def _rebuild(self, links: tuple[ThemeLink, ...]) -> None:
        clear(self._lines)
        self.initiatives, self.removers, self._themes = {}, {}, {}
        top = Qt.AlignmentFlag.AlignTop
        for row, link in enumerate(links):
            theme = leading_link(_THEME_WIDTH, partial(self.go_to.emit, theme_place(link.theme_id)))
            editor = initiative_text(self._document)
            remover = QToolButton()
            remover.setText("✕")
            remover.setAutoRaise(True)
            look.mute(remover)
            remover.clicked.connect(lambda _checked=False, of=link.theme_id: self._set(of, None))
            for column, widget in enumerate((theme, editor, remover)):
                self._lines.addWidget(widget, row, column, top)
            self.initiatives[link.id] = editor
            self.removers[link.id] = remover
            self._themes[link.id] = theme

    def menu(self) -> QMenu:
        """Return the menu of the themes that the element is not named for."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        plan = self._document.plan
        named = {link.theme_id for link in plan.links_of(self._element_id)}
        for theme in plan.themes:
            if theme.id not in named:
                menu.addAction(theme.name.replace("&", "&&"), partial(self._name_for, theme))
        return menu

    def _open_menu(self, below: QWidget) -> None:
        self.menu().popup(below.mapToGlobal(QPoint(0, below.height())))

    def _name_for(self, theme: Theme) -> None:
        if not self._set(theme.id, ""):
            return
        for link in self._document.plan.links_of(self._element_id):
            if link.theme_id == theme.id:
                editor = self.initiatives[link.id]
                # A layout shows what is new only later, and nothing hidden takes the keyboard.
                editor.show()
                editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, theme_id: int, initiative: str | None) -> bool:
        element_id = self._element_id
        return self._document.run(lambda db: set_link(db, element_id, theme_id, initiative))
