"""What the tree can be filtered by: department, theme, grade and what is missing.

Grades and what is missing are those of the year the plan page is about. They are counted on a
worker thread, because a large plan has tens of thousands of indicators.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import ChoiceBox, Option
from workbench.desktop.plan.year_in_view import YearInView
from workbench.desktop.tasks import Task, Tasks
from workbench.language import tr
from workbench.operations.schemes import scheme_of
from workbench.operations.tree_filters import Lacking, YearFacts, read_year_facts, without
from workbench.plan.filtering import Filter, passing
from workbench.plan.names import year_name
from workbench.plan.structure import Plan
from workbench.store.queries import load_departments

#: What an edit has changed is filtered anew when nothing more has come for this long.
_PATIENCE = 300

#: The choice of elements without a grade.
_UNGRADED = ""


class FilterChoices(QWidget):
    """The choices; what is chosen is filtered at once, and anew when the plan has changed."""

    #: The ids of the elements that pass, None when nothing is asked; and whether that is because
    #: the plan has changed, and not what is asked.
    narrowed = Signal(object, bool)
    #: Grades and what is missing are being counted.
    counting = Signal()
    left = Signal()

    def __init__(self, document: Document, tasks: Tasks, year: YearInView) -> None:
        super().__init__()
        self._document = document
        self._tasks = tasks
        self._year = year
        self._facts: YearFacts | None = None
        self._task: Task | None = None
        self._is_following = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(lambda: self.apply(is_following=True))
        self._make_choices()
        document.changed.connect(self._note_change)
        document.opened.connect(self.clear)
        document.closing.connect(self._forget)
        year.changed.connect(self._turn_year)
        self.offer()

    def _make_choices(self) -> None:
        self.department = QComboBox()
        self.department.setAccessibleName(tr("Department"))
        self.department.setEditable(True)
        self.department.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.department.setMinimumContentsLength(8)
        self.department.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = self.department.completer()
        assert isinstance(completer, QCompleter)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line = self.department.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("all"))
        line.setClearButtonEnabled(True)
        line.editingFinished.connect(self.apply)
        line.textChanged.connect(self._notice_clearing)
        self.department.activated.connect(lambda _at: self.apply())
        self.theme = self._box(tr("Theme"))
        self.grade = self._box(tr("Grade"))
        self.lacking = self._box(tr("Missing"))
        self._year_name = look.label(size=look.SMALL, muted=True)
        self._year_name.setWordWrap(True)
        form = QGridLayout(self)
        form.setContentsMargins(0, 0, 0, SPACING // 2)
        form.setHorizontalSpacing(SPACING)
        form.setVerticalSpacing(SPACING // 2)
        form.setColumnStretch(1, 1)
        for row, (words, box) in enumerate(
            (
                (tr("Department"), self.department),
                (tr("Theme"), self.theme),
                (tr("Grade"), self.grade),
                (tr("Missing"), self.lacking),
            )
        ):
            label = look.label(words, size=look.SMALL, muted=True)
            label.setBuddy(box)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        form.addWidget(self._year_name, form.rowCount(), 0, 1, 2)

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox(name)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.chosen.connect(lambda key, of=box: self._choose(of, key))
        return box

    def _choose(self, box: ChoiceBox, key: object) -> None:
        box.show_choice(key)
        self.apply()

    def _notice_clearing(self, text: str) -> None:
        if not text:
            self._patience.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def words(self) -> str:
        """Return in words what is chosen, empty for nothing."""
        chosen = [self.department.currentText().strip()]
        chosen += [box.currentText() for box in (self.theme, self.grade, self.lacking)
                   if box.key is not None]  # fmt: skip
        return tr(", ").join(word for word in chosen if word)

    @property
    def wanted(self) -> Filter:
        """Return what is chosen; what is missing comes as the elements that lack it."""
        name = self.department.currentText().strip()
        theme, grade = self.theme.key, self.grade.key
        return Filter(
            departments=frozenset({name} if name else ()),
            theme_ids=frozenset({theme} if isinstance(theme, int) else ()),
            grades=frozenset() if grade is None else frozenset({str(grade) or None}),
            lacking=self.lacking.key is not None,
        )

    def clear(self) -> None:
        """Ask nothing any more."""
        self._facts = None
        self.department.setCurrentIndex(-1)
        self.department.clearEditText()
        for box in (self.theme, self.grade, self.lacking):
            box.show_choice(None)
        self.offer()
        self.apply()

    def apply(self, *, is_following: bool = False) -> None:
        """Narrow the tree down to what is chosen, as the plan stands now."""
        self._patience.stop()
        self._is_following = is_following
        wanted = self.wanted
        needs_year = bool(wanted.grades) or self.lacking.key is Lacking.ANSWERS
        if needs_year and self._facts is None:
            self._count_year()
            return
        plan = self._document.plan
        passed = None
        if not wanted.asks_nothing:
            facts = self._facts
            passed = passing(
                plan,
                wanted,
                progress=facts.progress if facts and needs_year else None,
                lacking=self._lacking(plan),
            )
        self.narrowed.emit(passed, is_following)

    def _lacking(self, plan: Plan) -> frozenset[int]:
        what = self.lacking.key
        if not isinstance(what, Lacking):
            return frozenset()
        if what is not Lacking.ANSWERS:
            return without(plan, what)
        return self._facts.lacking(plan, what) if self._facts else frozenset()

    def _count_year(self) -> None:
        if self._task is not None:
            self._task.cancel()
        path, plan, year = self._document.database.path, self._document.plan, self._year.year
        self.counting.emit()
        self._task = self._tasks.start(
            lambda: read_year_facts(path, plan, year), self._take, self._fail
        )

    def _take(self, facts: YearFacts) -> None:
        self._task = None
        self._facts = facts
        self.apply(is_following=self._is_following)

    def _fail(self, error: BaseException) -> None:
        self._task = None
        raise error

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _note_change(self) -> None:
        self._facts = None
        if self.isVisible():
            self.offer()
        if not self.wanted.asks_nothing:
            self._patience.start()

    def _turn_year(self) -> None:
        self._facts = None
        self.offer()
        self.apply()

    def offer(self) -> None:
        """Offer what the plan has: its departments, its themes, the grades of the year."""
        database, plan = self._document.database, self._document.plan
        held = self.department.currentText()
        names = [one.name for one in load_departments(database)]
        if names != [self.department.itemText(at) for at in range(self.department.count())]:
            self.department.clear()
            self.department.addItems(names)
            self.department.setCurrentIndex(-1)
            self.department.setEditText(held)
        every: Option = (None, tr("all"))
        self.theme.set_options([every, *((one.id, one.name) for one in plan.themes)])
        grades = scheme_of(database, self._year.year).grades
        self.grade.set_options(
            [every, *((grade, grade) for grade in grades), (_UNGRADED, tr("no grade yet"))]
        )
        self.lacking.set_options(
            [
                every,
                (Lacking.ANSWERS, tr("a result, target, baseline or evaluation")),
                (Lacking.INDICATORS, tr("no indicator yet")),
                (Lacking.DEPARTMENT, tr("nobody in charge")),
            ]
        )
        for box in (self.theme, self.grade, self.lacking):
            box.show_choice(box.key)
        self._year_name.setText(
            tr("Grades and what is missing are those of {year}.", year=year_name(self._year.year))
        )
