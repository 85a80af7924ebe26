"""The progress page: grades by goal, what has moved, population targets, and what is missing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import IMPORT, Place, settings_place
from workbench.desktop.progress.grades_section import GradesSection
from workbench.desktop.progress.missing_panel import MissingPanel
from workbench.desktop.progress.movements import FEW, MovementsModel, MovementsTable
from workbench.desktop.progress.section import Section
from workbench.desktop.progress.subject import YearSubject, measure_word, read_year
from workbench.desktop.progress.targets import TargetsModel, TargetsTable
from workbench.desktop.progress.year_bar import YearBar
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Paper, prose, show_prose
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.grades import choose_scheme
from workbench.operations.years import close_year, grade_year_by, open_year, reopen_year
from workbench.store.queries import load_years

#: Milliseconds without a further change before the year is counted again.
_PATIENCE = 40
_WIDEST = 1400
_PANEL_WIDTH = 35 * SPACING
#: Movements stand beside the targets when they get at least this share of the width they want.
_ENOUGH = 0.85


class ProgressPage(QWidget):
    """Shows where the plan stands in a fiscal year; every line leads to its part of the plan."""

    go_to = Signal(object)
    #: The year has been counted and is shown.
    counted = Signal(int)

    def __init__(self, document: Document, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._task: Task | None = None
        self._year: int | None = None
        self._is_stale = True
        self.subject: YearSubject | None = None
        self.bar = YearBar()
        self.grades = GradesSection()
        self.movements = MovementsModel(self)
        self.targets = TargetsModel(self)
        self.missing = MissingPanel()
        self._lay_out()
        self.setFocusProxy(self.bar.years)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.count)
        self._connect()

    def _lay_out(self) -> None:
        self.moved_section = Section(tr("Moved most since last year"))
        self.moved_table = MovementsTable(self.movements)
        self.more = Link()
        self._no_movement = prose(muted=True)
        self.moved_section.add(self.moved_table, self.more, self._no_movement)
        self.targets_section = Section(tr("Population targets and where they stand"))
        self.targets_section.heading.set_note(tr("unit: persons"))
        self.targets_table = TargetsTable(self.targets)
        self._no_target = prose(tr("The plan names no population target yet."), muted=True)
        self.targets_section.add(self.targets_table, self._no_target)
        self.paper = Paper(width=_WIDEST)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(SPACING)
        self._pair.addWidget(self.moved_section)
        self._pair.addWidget(self.targets_section)
        self.paper.column.addWidget(self.grades)
        self.paper.column.addLayout(self._pair)
        self.paper.column.addStretch(1)
        self.missing.setMinimumWidth(look.scaled(_PANEL_WIDTH))
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.paper, 5)
        below.addWidget(self.missing, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(_hairline())
        column.addLayout(below, 1)

    def _connect(self) -> None:
        document, bar = self._document, self.bar
        document.changed.connect(self._note_change)
        document.opened.connect(self._begin)
        bar.year_chosen.connect(self.choose_year)
        bar.scheme_chosen.connect(self._choose_scheme)
        bar.open_wanted.connect(self.open_year)
        bar.close_wanted.connect(lambda: document.run(lambda db: close_year(db, self.year)))
        bar.reopen_wanted.connect(
            lambda reason: document.run(lambda db: reopen_year(db, self.year, reason))
        )
        self.grades.open_wanted.connect(self.open_year)
        self.grades.scheme_wanted.connect(lambda: self.go_to.emit(settings_place("grading")))
        self.grades.import_wanted.connect(lambda: self.go_to.emit(Place(IMPORT)))
        self.more.clicked.connect(self._show_more)
        for table in (self.grades.table, self.moved_table, self.targets_table):
            table.followed.connect(self.go_to)
        for section, table in (
            (self.moved_section, self.moved_table),
            (self.targets_section, self.targets_table),
        ):
            section.copy.clicked.connect(table.copy_all)
        self.missing.followed.connect(self.go_to)

    @property
    def year(self) -> int:
        """Return the fiscal year that is shown, 0 before the first is counted."""
        return self.subject.fiscal_year if self.subject else 0

    @property
    def is_counting(self) -> bool:
        """Tell whether the year is being counted."""
        return self._task is not None or self._patience.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_pair()

    def _place_pair(self) -> None:
        """Set movements and targets side by side where there is room; long names give way."""
        moved, targets = self.moved_table.wanted_width, self.targets_table.wanted_width
        room = min(self.paper.width() - 10 * SPACING, _WIDEST) - 4 * SPACING
        is_wide = targets + moved * _ENOUGH <= room
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._pair.setSpacing(4 * SPACING if is_wide else SPACING)
        self.targets_section.setMinimumWidth(targets if is_wide else 0)
        self._pair.setStretch(0, 1 if is_wide else 0)

    def choose_year(self, fiscal_year: int) -> None:
        """Show another fiscal year."""
        self._year = fiscal_year
        self.count()

    def open_year(self) -> None:
        """Open the year shown, with empty evaluations to fill."""
        self._document.settle()
        self._document.run(lambda database: open_year(database, self.year))

    def _choose_scheme(self, key: str) -> None:
        """Let the grades follow another scheme: the year's own where it has one."""
        subject = self.subject
        if subject is None or key == subject.report.now.scheme.key:
            return
        if subject.has_own_scheme:
            done = self._document.run(lambda db: grade_year_by(db, subject.fiscal_year, key))
        else:
            done = self._document.run(lambda db: choose_scheme(db, key))
        if not done:
            self._show()

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._patience.start()

    def _begin(self) -> None:
        """Begin with the year at hand of another plan."""
        self._year, self.subject = None, None
        self._note_change()

    def count(self) -> None:
        """Count the year again, off the main thread; what is shown stays until then."""
        self._is_stale = False
        self._patience.stop()
        if self._task is not None:
            self._task.cancel()
        self.bar.message.setText(tr("Counting…"))
        path, plan, year = self._document.database.path, self._document.plan, self._year
        self._task = self._tasks.start(lambda: read_year(path, plan, year), self._take, self._fail)

    def _take(self, subject: YearSubject) -> None:
        self._task = None
        self.bar.message.clear()
        self.subject, self._year = subject, subject.fiscal_year
        self._show()
        self.counted.emit(subject.fiscal_year)

    def _fail(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, PersonError):
            raise error
        self.bar.message.setText(str(error))

    def _show(self) -> None:
        subject = self.subject
        if subject is None:
            return
        read_only = self._document.read_only
        self.bar.show_subject(subject, self._years(), read_only=read_only)
        self.grades.show_subject(subject, read_only=read_only)
        self.movements.show(subject)
        self.targets.show(subject)
        self.missing.show_subject(subject)
        self._show_movements(subject)
        has_targets = bool(self.targets.rows)
        self.targets_table.setVisible(has_targets)
        self.targets_section.copy.setVisible(has_targets)
        self._no_target.setVisible(not has_targets)
        self._place_pair()

    def _show_movements(self, subject: YearSubject) -> None:
        total = self.movements.total
        self.moved_table.setVisible(bool(total))
        self.moved_section.copy.setVisible(bool(total))
        self._no_movement.setVisible(not total)
        self.more.setVisible(total > FEW)
        shows_all = len(self.movements.rows) == total
        self.more.setText(
            tr("Show the first {count}", count=FEW)
            if shows_all
            else tr("Show all {count}", count=f"{total:,}")
        )
        show_prose(
            self._no_movement,
            tr(
                "Nothing to compare yet: no {level} has an indicator with progress in both years.",
                level=measure_word(subject.report.plan),
            ),
        )

    def _show_more(self) -> None:
        self.movements.show_all(len(self.movements.rows) < self.movements.total)
        if self.subject is not None:
            self._show_movements(self.subject)

    def _years(self) -> list[int]:
        """Return the plan's years, and any other that was opened."""
        profile = self._document.plan.profile
        opened = {year.fiscal_year for year in load_years(self._document.database)}
        shown = {self.year} if self.subject else set()
        return sorted(opened | shown | set(range(profile.first_year, profile.last_year + 1)))


def _hairline() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    line.setFixedHeight(1)
    return line
