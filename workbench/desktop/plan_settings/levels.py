"""The levels of the plan: what they are called, how they number, and what that makes of codes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.new_name import NewName
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan_settings.section import Kind, SettingsSection
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, clear, prose, show_prose
from workbench.language import message, tr
from workbench.operations.editing import LEVEL_NAME, LEVEL_NUMBERING
from workbench.operations.levels import add_level, delete_level, insert_level
from workbench.operations.structure import renumber
from workbench.plan.codes import code_from, codes_by_pattern
from workbench.plan.structure import Level, Plan

_NAME_WIDTH = 26 * SPACING
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class _Line:
    """The widgets of one level."""

    name: PlanText
    numbering: PlanText
    example: QLabel
    count: QLabel
    inserter: QToolButton
    remover: QToolButton


class LevelsSection(SettingsSection):
    """A line for each level, from the top."""

    def __init__(self, document: Document, questions: Questions) -> None:
        super().__init__(
            document,
            tr("Levels and numbering"),
            tr(
                "What the plan is built of, from the top. Names and numbering are free; elements "
                "keep their codes until they are renumbered."
            ),
        )
        self._questions = questions
        self._above: int | None = None
        self.lines: dict[int, _Line] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self._grid.setColumnStretch(2, 1)
        self.column.addLayout(self._grid)
        self.add_link = Link(tr("＋ Add a level at the bottom"))
        self.add_link.clicked.connect(lambda _checked=False: self._ask(None))
        self.new_name = NewName(document, tr("Name of the new level"), tr("Name of the new level"))
        self.new_name.given.connect(self._add)
        self.new_name.left.connect(self.add_link.setFocus)
        self.column.addWidget(self.new_name)
        self.column.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_rules()
        self._add_renumbering()
        self.column.addStretch(1)

    def _add_rules(self) -> None:
        self.column.addWidget(Heading(tr("What a numbering can hold")))
        rules = QGridLayout()
        rules.setHorizontalSpacing(2 * SPACING)
        rules.setVerticalSpacing(SPACING // 2)
        rules.setColumnStretch(1, 1)
        meanings = (
            ("{n}", tr("the place among its like: 1, 2, 3 … (needed)")),
            ("{parent}", tr("the code right above")),
            ("{goal}", tr("the code of the top level")),
            ("{0} {1} …", tr("the code of a certain level, counted from the top")),
        )
        for row, (part, meaning) in enumerate(meanings):
            sign = look.label(part)
            sign.setFont(look.number_font())
            rules.addWidget(sign, row, 0)
            rules.addWidget(prose(meaning, muted=True), row, 1)
        self.column.addLayout(rules)

    def _add_renumbering(self) -> None:
        self.column.addWidget(Heading(tr("Codes that differ from the numbering")))
        self._difference = prose()
        self.renumber_link = Link(tr("Renumber the whole plan"))
        self.renumber_link.clicked.connect(lambda: self.document.run(renumber))
        self.column.addWidget(self._difference)
        self.column.addWidget(self.renumber_link, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        plan = self.document.plan
        if tuple(self.lines) != tuple(level.id for level in plan.levels):
            self._rebuild(plan)
        counts = Counter(element.level_id for element in plan.elements)
        may_write = not self.document.read_only
        for level in plan.levels:
            line = self.lines[level.id]
            line.name.show_row(level.id, level.name)
            line.numbering.show_row(level.id, level.numbering)
            self._show_example(level, line.numbering.toPlainText())
            count = counts[level.id]
            line.count.setText(tr("{count} in all", count=f"{count:,}") if count else "－")
            line.inserter.setVisible(may_write and level is not plan.levels[-1])
            is_lowest = level is plan.levels[-1] and len(plan.levels) > 1
            line.remover.setVisible(may_write and is_lowest and not count)
        self.add_link.setVisible(may_write)
        self._show_difference(plan, may_write=may_write)

    def _rebuild(self, plan: Plan) -> None:
        clear(self._grid)
        self.lines = {}
        captions = ("", tr("Name of the level"), tr("Numbering"), tr("As in"), tr("Elements"))
        for column, text in enumerate(captions):
            self._grid.addWidget(look.label(text, size=look.SMALL, muted=True), 0, column)
        for row, level in enumerate(plan.levels, 1):
            self._add_line(row, level)

    def _add_line(self, row: int, level: Level) -> None:
        font = look.text_font()
        name = PlanText(self.document, LEVEL_NAME, tr("Name of the level"), font, one_line=True)
        name.setFixedWidth(look.scaled(_NAME_WIDTH))
        numbering = PlanText(
            self.document, LEVEL_NUMBERING, tr("Numbering"), look.number_font(), one_line=True
        )
        numbering.textChanged.connect(
            lambda of=level.id, field=numbering: self._type(of, field.toPlainText())
        )
        example, count = look.label(), look.label(muted=True)
        example.setFont(look.number_font())
        example.setMinimumWidth(look.scaled(10 * SPACING))
        remover = QToolButton()
        remover.setText("✕")
        remover.setAutoRaise(True)
        look.mute(remover)
        words = tr("Delete the level {name}", name=level.name)
        remover.setToolTip(words)
        remover.setAccessibleName(words)
        remover.clicked.connect(
            lambda: self.document.run(lambda database: delete_level(database, level.id))
        )
        inserter = QToolButton()
        inserter.setText("＋")
        inserter.setAutoRaise(True)
        look.mute(inserter)
        words = tr("Put a level right below {name}", name=level.name)
        inserter.setToolTip(words)
        inserter.setAccessibleName(words)
        inserter.clicked.connect(lambda: self._ask(level.id))
        number = look.label(f"{row}", muted=True)
        for at, widget in enumerate((number, name, numbering, example, count, inserter, remover)):
            if isinstance(widget, QLabel):
                widget.setContentsMargins(0, SPACING // 2, 0, 0)
            self._grid.addWidget(widget, row, at, _TOP)
        self.lines[level.id] = _Line(name, numbering, example, count, inserter, remover)

    def _type(self, level_id: int, numbering: str) -> None:
        """Show what a numbering makes of codes while it is typed."""
        for level in self.document.plan.levels:
            if level.id == level_id and level_id in self.lines:
                self._show_example(level, numbering)

    def _show_example(self, level: Level, numbering: str) -> None:
        first = code_from(numbering, 1, _codes_above(self.document.plan, level))
        self.lines[level.id].example.setText(first if "{n}" in numbering else "－")

    def _show_difference(self, plan: Plan, *, may_write: bool) -> None:
        wanted = codes_by_pattern(plan)
        differing = [one for one in plan.elements if wanted[one.id] != one.code]
        if not differing:
            show_prose(self._difference, tr("Every code is what the numbering makes of its place."))
        else:
            one = differing[0]
            show_prose(
                self._difference,
                tr(
                    "{count} elements bear another code, as {name}, which would be {code}. "
                    "Old codes are kept, so that last year's sheets still find their place.",
                    count=f"{len(differing):,}",
                    name=f"{one.code} {one.name}".strip(),
                    code=wanted[one.id],
                ),
            )
        self.renumber_link.setVisible(bool(differing) and may_write)

    def _ask(self, above: int | None) -> None:
        self._above = above
        self.new_name.ask()

    def _add(self, name: str) -> None:
        self.new_name.put_away()
        above, self._above = self._above, None
        plan = self.document.plan
        held = next((level for level in plan.levels if level.id == above), None)
        if held is None:
            self.document.run(lambda database: add_level(database, name))
            return
        count = sum(bool(plan.children(one.id)) for one in plan.at_depth(held.depth))
        details = tr(
            "Every element on the level {above} that has something below it, {count} in all, gets "
            "one element on the new level, named as itself; what was below goes below that one. "
            "Codes stay as they are. It can be undone.",
            above=held.name,
            count=f"{count:,}",
        )
        question = tr("Put the level {name} below {above}?", name=name, above=held.name)
        if not count or self._questions.go_ahead(self, question, details, tr("Put in")):
            self.document.run(lambda database: insert_level(database, held.id, name))


def _codes_above(plan: Plan, level: Level) -> dict[int, str]:
    """Return a chain of codes above a level: those of the first element there, or made up."""
    first = next((one for one in plan.elements if one.level_id == level.id), None)
    if first is not None:
        return {plan.level_of(one).depth: one.code for one in plan.ancestors(first)}
    codes: dict[int, str] = {}
    for above in plan.levels:
        if above.depth < level.depth:
            codes[above.depth] = code_from(above.numbering, 1, codes)
    return codes


KIND = Kind("levels", message("Levels and numbering"), LevelsSection)
