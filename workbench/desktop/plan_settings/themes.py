"""The themes that cut across the goals: their names, aims and order; added and deleted here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import THEMES
from workbench.desktop.plan.new_name import NewName
from workbench.desktop.plan.plan_text import OperationText, PlanText
from workbench.desktop.plan_settings.section import Kind, SettingsSection, caption
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import clear, prose
from workbench.language import message, tr
from workbench.operations.editing import THEME_AIMS, THEME_NAME
from workbench.operations.look_texts import THEME_TITLE
from workbench.operations.looks import USUAL, set_look_text
from workbench.operations.themes import add_theme, delete_theme, move_themes
from workbench.plan.structure import Plan, Theme

_NAME_WIDTH = 28 * SPACING
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class _Line:
    """The widgets of one theme."""

    name: PlanText
    aims: PlanText
    links: QLabel
    up: QToolButton
    down: QToolButton
    remover: QToolButton


class ThemesSection(SettingsSection):
    """A line for each theme, in the order of the plan."""

    def __init__(self, document: Document, questions: Questions) -> None:
        super().__init__(
            document,
            tr("Themes across the goals"),
            tr("Themes that cut across the goals; measures name what they do for them."),
        )
        self._questions = questions
        self.lines: dict[int, _Line] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self._grid.setColumnStretch(1, 1)
        self._empty = prose(tr("The plan has no themes yet."), muted=True)
        self.new_name = NewName(document, tr("Name of the new theme"), tr("Name of the new theme"))
        self.new_name.given.connect(self._add)
        self.add_link = Link(tr("＋ Add a theme"))
        self.add_link.clicked.connect(self.new_name.ask)
        self.new_name.left.connect(self.add_link.setFocus)
        self.matrix_link = Link(tr("Table of all measures and themes"))
        self.matrix_link.clicked.connect(lambda: self.go_to.emit(THEMES))
        self.title = OperationText(
            document,
            lambda database, key, words: set_look_text(database, str(key), words),
            tr("Name for the themes"),
            look.text_font(),
            USUAL[THEME_TITLE],
            one_line=True,
        )
        name = caption(tr("Name for the themes"))
        name.setBuddy(self.title)
        named = QHBoxLayout()
        named.addWidget(name, 0, _TOP)
        named.addWidget(self.title, 1)
        self.column.addLayout(named)
        self.column.addSpacing(SPACING)
        self.column.addWidget(self._empty)
        self.column.addLayout(self._grid)
        self.column.addWidget(self.new_name)
        for link in (self.add_link, self.matrix_link):
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def refresh(self) -> None:
        plan = self.document.plan
        if tuple(self.lines) != tuple(theme.id for theme in plan.themes):
            self._rebuild(plan)
        may_write = not self.document.read_only
        self.title.show_row(THEME_TITLE, plan.profile.theme_title)
        self._empty.setVisible(not plan.themes)
        self.add_link.setVisible(may_write)
        self.matrix_link.setVisible(bool(plan.themes))
        for at, theme in enumerate(plan.themes):
            line = self.lines[theme.id]
            line.name.show_row(theme.id, theme.name)
            line.aims.show_row(theme.id, theme.aims)
            count = len(plan.links_to(theme.id))
            line.links.setText(tr("{count} main initiatives", count=count))
            line.up.setEnabled(may_write and at > 0)
            line.down.setEnabled(may_write and at < len(plan.themes) - 1)
            line.remover.setEnabled(may_write)
            for button, words in (
                (line.up, tr("Move {name} up", name=theme.name)),
                (line.down, tr("Move {name} down", name=theme.name)),
                (line.remover, tr("Delete the theme {name}", name=theme.name)),
            ):
                button.setToolTip(words)
                button.setAccessibleName(words)

    def _rebuild(self, plan: Plan) -> None:
        clear(self._grid)
        self.lines = {}
        if not plan.themes:
            return
        for column, text in enumerate((tr("Name"), tr("Aims"), "")):
            self._grid.addWidget(look.label(text, size=look.SMALL, muted=True), 0, column)
        for row, theme in enumerate(plan.themes, 1):
            self._add_line(row, theme)

    def _add_line(self, row: int, theme: Theme) -> None:
        name = PlanText(
            self.document, THEME_NAME, tr("Name"), look.text_font(bold=True), one_line=True
        )
        name.setFixedWidth(look.scaled(_NAME_WIDTH))
        aims = PlanText(
            self.document, THEME_AIMS, tr("Aims"), look.text_font(), tr("What does it aim at?")
        )
        links = look.label(size=look.SMALL, muted=True)
        links.setContentsMargins(0, SPACING // 2 + 1, 0, 0)
        line = _Line(
            name,
            aims,
            links,
            _button("↑", lambda: self._move(theme.id, -1)),
            _button("↓", lambda: self._move(theme.id, 1)),
            _button("✕", lambda: self._delete(theme.id)),
        )
        for column, widget in enumerate((name, aims, links)):
            self._grid.addWidget(widget, row, column, _TOP)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (line.up, line.down, line.remover):
            buttons.addWidget(button, 0, _TOP)
        self._grid.addLayout(buttons, row, 3)
        self.lines[theme.id] = line

    def _add(self, name: str) -> None:
        self.new_name.put_away()
        self.document.run(lambda database: add_theme(database, name))

    def _move(self, theme_id: int, by: int) -> None:
        self.document.settle()
        at = [theme.id for theme in self.document.plan.themes].index(theme_id) + by
        self.document.run(lambda database: move_themes(database, [theme_id], at))

    def _delete(self, theme_id: int) -> None:
        self.document.settle()
        plan = self.document.plan
        name = next(theme.name for theme in plan.themes if theme.id == theme_id)
        count = len(plan.links_to(theme_id))
        goes = tr("With it go {count} main initiatives. It can be undone.", count=count)
        nothing = tr("Nothing else goes with it. It can be undone.")
        if self._questions.go_ahead(
            self, tr("Delete {names}?", names=name), goes if count else nothing, tr("Delete")
        ):
            self.document.run(lambda database: delete_theme(database, theme_id))


def _button(sign: str, then: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAutoRaise(True)
    look.mute(button)
    button.clicked.connect(lambda _checked=False: then())
    return button


KIND = Kind("themes", message("Themes across the goals"), ThemesSection)
