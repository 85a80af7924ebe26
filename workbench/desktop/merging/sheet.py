"""The sheet on which two copies of a plan are compared and brought together."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.merging.choices_view import ChoicesView
from workbench.desktop.merging.lines_model import Line, LinesModel, searched
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import calm_table
from workbench.language import tr
from workbench.operations.merging import Proposal, Side, Step

#: Takes the other copy in with these choices; returns whether it did.
Merge = Callable[[Mapping[str, Side]], bool]

_SIZE = (1160, 660)
_ROW_HEIGHT = 28


class MergeSheet(QDialog):
    """Shows what would be taken, what has to be chosen, and what each copy has done.

    Parameters
    ----------
    name
        What the plan that is open is called.
    merge
        Is given the choices when they are made.
    saves
        Whether the plan is saved right after.
    """

    def __init__(
        self,
        name: str,
        proposal: Proposal,
        merge: Merge,
        parent: QWidget | None = None,
        *,
        saves: bool = False,
    ) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self._merge = merge
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Merge two copies"))
        self.resize(*_SIZE)
        self.choices = ChoicesView(proposal.choices)
        self._stack = QStackedWidget()
        self._filters = [self.choices.shown]
        self.pages: list[QPushButton] = []
        self._chips = QHBoxLayout()
        self._chips.setSpacing(SPACING // 2)
        self._group = QButtonGroup(self)
        self.search = SearchField()
        self.search.setPlaceholderText(tr("Find in these lists"))
        self.search.setAccessibleName(tr("Find in these lists"))
        self.search.textChanged.connect(self._search)
        self._foot = prose(muted=True)
        self.merge_button = push_button(tr("Merge and save") if saves else tr("Merge"))
        self.merge_button.setDefault(True)
        self.merge_button.clicked.connect(self._take_in)
        self._lay_out(name)
        self.choices.model.decided.connect(self._count)
        self._count()
        (self.choices.table if proposal.choices else self.merge_button).setFocus()

    def _lay_out(self, name: str) -> None:
        proposal = self._proposal
        title = look.label(
            tr("{other} into {name}", other=proposal.file, name=name), size=look.LARGE, bold=True
        )
        title.setWordWrap(True)
        self._add_page(tr("To choose {count}", count=len(proposal.choices)), self.choices)
        self._add_page(
            tr("Taken without a question {count}", count=len(proposal.changes)), self._changes()
        )
        steps = len(proposal.ours) + len(proposal.theirs)
        self._add_page(tr("What each has done {count}", count=steps), self._steps())
        self._chips.addStretch(1)
        self._chips.addWidget(self.search)
        self.pages[0].setEnabled(bool(proposal.choices))
        self.pages[0 if proposal.choices else 1].click()
        cancel = push_button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(SPACING)
        foot.addWidget(self._foot, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.merge_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(title)
        column.addWidget(prose(_about(proposal), muted=True))
        column.addLayout(self._chips)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _add_page(self, words: str, page: QWidget) -> None:
        chip = push_button(words)
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self._stack.setCurrentWidget(page))
        self._group.addButton(chip)
        self._stack.addWidget(page)
        self._chips.addWidget(chip)
        self.pages.append(chip)

    def _changes(self) -> QWidget:
        headings = (tr("Where"), tr("What of it"), tr("In this plan now"), tr("After merging"))
        lines = [(one.what, one.field, one.before, one.after) for one in self._proposal.changes]
        return self._table(tr("Changes of the other copy"), headings, lines, (280, 120))

    def _steps(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, SPACING, 0, 0)
        row.setSpacing(3 * SPACING)
        headings = (tr("When"), tr("Who"), tr("Step"))
        for words, steps in (
            (tr("This plan"), self._proposal.ours),
            (tr("The other copy"), self._proposal.theirs),
        ):
            lines = [(moment(step), step.who, step.words) for step in reversed(steps)]
            side = QVBoxLayout()
            side.addWidget(look.label(f"{words}　{len(steps)}", bold=True))
            side.addWidget(self._table(words, headings, lines, (168, 88)), 1)
            row.addLayout(side, 1)
        return both

    def _table(
        self, name: str, headings: Sequence[str], lines: Sequence[Line], widths: Sequence[int]
    ) -> QTableView:
        table = QTableView()
        table.setAccessibleName(name)
        shown = searched(LinesModel(headings, lines, table), table)
        self._filters.append(shown)
        table.setModel(shown)
        calm_table(table)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        for column, width in enumerate(widths):
            table.setColumnWidth(column, width)
        for column in range(len(widths), len(headings)):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _search(self, words: str) -> None:
        for shown in self._filters:
            shown.setFilterFixedString(words)

    @property
    def summary(self) -> str:
        """Return what merging would do now, in one sentence."""
        return self._foot.accessibleName()

    def _count(self) -> None:
        model, proposal = self.choices.model, self._proposal
        sentences = [tr("{count} changes are taken.", count=len(proposal.changes))]
        if proposal.choices:
            sentences.append(
                tr(
                    "Chosen: {mine} as here, {theirs} as in the other copy.",
                    mine=model.count(Side.MINE),
                    theirs=model.count(Side.THEIRS),
                )
            )
        still_open = model.count(None)
        if still_open:
            sentences.append(tr("{count} not chosen yet: they stay as here.", count=still_open))
        show_prose(self._foot, " ".join(sentences))

    def _take_in(self) -> None:
        if self._merge(self.choices.model.sides):
            self.accept()


def moment(step: Step) -> str:
    """Return when a step was done, by the clock on the wall."""
    at = datetime.datetime.fromisoformat(step.at).astimezone()
    return at.strftime("%Y-%m-%d %H:%M")


def _about(proposal: Proposal) -> str:
    """Return how far the two have gone apart, who did it, and what to look out for."""
    people = tr(", ").join(proposal.people)
    sentences = [
        tr(
            "Since the two were the same, {ours} steps were done here and {theirs} in the other "
            "copy, by {people}.",
            ours=len(proposal.ours),
            theirs=len(proposal.theirs),
            people=people,
        )
        if people
        else tr("The other copy has no step that is not here."),
        tr("Merging is one step and can be taken back as one."),
    ]
    if proposal.twins:
        sentences.append(
            tr(
                "Both have given the numbers {codes} to something new: both stay, renumber one.",
                codes=tr(", ").join(proposal.twins),
            )
        )
    return " ".join(sentences)
