"""Counts and shares of each grade by goal, last year's beneath, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from workbench.desktop.charts.readings import Table
from workbench.desktop.places import Place, element_place
from workbench.desktop.progress.marks import GradeLook, look_of
from workbench.desktop.progress.subject import YearSubject
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.language import tr
from workbench.plan.grading import Scheme
from workbench.plan.names import year_name
from workbench.plan.structure import Element
from workbench.plan.values import format_number
from workbench.plan.year_progress import GoalCounts, GradeCounts

NAME, COUNT, FIRST_GRADE = range(3)
#: What the delegates paint: a `Cell`, a `Bar`, or the goal of a line.
CELL_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Cell:
    """How many have a grade, of how many; `before` is None where last year is not comparable."""

    count: int
    total: int
    before: int | None
    total_before: int

    @property
    def share(self) -> str:
        """Return the share of all in per cent."""
        return per_cent(self.count, self.total)

    @property
    def share_before(self) -> str:
        """Return last year's share in per cent."""
        return "" if self.before is None else per_cent(self.before, self.total_before)


@dataclass(frozen=True)
class Bar:
    """The parts of a bar: each grade's look and its share (0 to 1), this year and last."""

    now: tuple[tuple[GradeLook, float], ...]
    before: tuple[tuple[GradeLook, float], ...]


class GradesModel(QAbstractTableModel):
    """A line for each goal and one for the whole plan; a column for each grade, and a bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject: YearSubject | None = None
        self._of_indicators = False
        self._word = ""

    def show(self, subject: YearSubject, word: str, *, of_indicators: bool) -> None:
        """Show a year's grades; `word` is what is counted, measures or indicators."""
        self.beginResetModel()
        self._subject, self._word, self._of_indicators = subject, word, of_indicators
        self.endResetModel()

    @property
    def scheme(self) -> Scheme | None:
        """Return the scheme of the columns."""
        return self._subject.report.now.scheme if self._subject else None

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the grades of the columns, best first."""
        return self.scheme.grades if self.scheme else ()

    @property
    def ungraded_column(self) -> int:
        """Return the column of what has no grade."""
        return FIRST_GRADE + len(self.grades)

    @property
    def bar_column(self) -> int:
        """Return the column of the bars."""
        return self.ungraded_column + 1

    @property
    def rows(self) -> tuple[GoalCounts, ...]:
        """Return the goals, and the whole plan at the end."""
        return self._subject.report.goals if self._subject else ()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.bar_column + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._subject is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = {COUNT: Qt.AlignmentFlag.AlignRight,
                     self.ungraded_column: Qt.AlignmentFlag.AlignHCenter}  # fmt: skip
            return sides.get(section, Qt.AlignmentFlag.AlignLeft)
        if role == CELL_ROLE and FIRST_GRADE <= section < self.ungraded_column:
            return look_of(self._subject.report.now.scheme, self.grades[section - FIRST_GRADE])
        if role == Qt.ItemDataRole.ToolTipRole and section == COUNT:
            return self._word
        return self._heading(section) if role == Qt.ItemDataRole.DisplayRole else None

    def _heading(self, section: int) -> str:
        assert self._subject is not None
        if section == NAME:
            levels = self._subject.report.plan.levels
            return levels[0].name if levels else ""
        if section == COUNT:
            # What stands on several levels has too long a name for a narrow column.
            return tr("Count") if self._word == tr("Elements evaluated") else self._word
        if section == self.ungraded_column:
            return tr("No grade")
        if section < self.ungraded_column:
            return self.grades[section - FIRST_GRADE]
        year = self._subject.fiscal_year
        if self._subject.other_scheme is not None:
            return year_name(year)
        return tr("{year} above, {before} below", year=year_name(year),
                  before=year_name(year - 1))  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._subject is None:
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row, column)
        if role == CELL_ROLE:
            return self._painted(row, column)
        return None

    def _counts(self, row: GoalCounts) -> tuple[GradeCounts, GradeCounts]:
        if self._of_indicators:
            return row.indicators, row.indicators_before
        return row.measures, row.measures_before

    def _painted(self, row: GoalCounts, column: int) -> Cell | Bar | Element | None:
        if column == NAME:
            return row.goal
        if column == self.bar_column:
            return self._bar(row)
        return None if column == COUNT else self._cell(row, column)

    def _cell(self, row: GoalCounts, column: int) -> Cell:
        now, before = self._counts(row)
        is_graded = column < self.ungraded_column
        grade = self.grades[column - FIRST_GRADE] if is_graded else None
        comparable = self._subject is not None and self._subject.other_scheme is None
        earlier = _number_of(before, grade) if comparable else None
        return Cell(_number_of(now, grade), now.total, earlier, before.total)

    def _bar(self, row: GoalCounts) -> Bar:
        assert self._subject is not None
        now, before = self._counts(row)
        scheme, other = self._subject.report.now.scheme, self._subject.other_scheme
        return Bar(_parts(scheme, now), () if other else _parts(scheme, before))

    def _text(self, row: GoalCounts, column: int) -> str:
        if column == NAME:
            return name_of(row)
        if column == COUNT:
            return format_number(self._counts(row)[0].total)
        return format_number(self._cell(row, column).count) if column < self.bar_column else ""

    def _told(self, row: GoalCounts, column: int) -> str:
        """Return a cell in words."""
        assert self._subject is not None
        if column in (NAME, COUNT):
            return self._text(row, column)
        if column == self.bar_column:
            cells = [
                f"{self._heading(one)} {self._text(row, one)}"
                for one in range(FIRST_GRADE, self.bar_column)
            ]
            return "　".join(cells)
        cell = self._cell(row, column)
        told = tr("{grade}: {count} ({share})", grade=self._heading(column), count=cell.count,
                  share=cell.share)  # fmt: skip
        if cell.before is None:
            return told
        earlier = tr("{year}: {count} ({share})", year=year_name(self._subject.fiscal_year - 1),
                     count=cell.before, share=cell.share_before)  # fmt: skip
        return f"{told}\n{earlier}"

    def place(self, row: int) -> Place | None:
        """Return the goal's page."""
        goal = self.rows[row].goal
        return None if goal is None else element_place(goal.id)

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return the counts and shares of both years, a column each, as they are copied."""
        assert self._subject is not None
        year = self._subject.fiscal_year
        graded = range(FIRST_GRADE, self.bar_column)
        names = [self._heading(column) for column in graded]
        columns = [tr("Code"), self._heading(NAME), self._word]
        for of_year in (year_name(year), year_name(year - 1)):
            columns += [f"{of_year} {name}" for name in names]
            columns += [f"{of_year} {name} %" for name in names]
        chosen = range(len(self.rows)) if rows is None else rows
        lines = tuple(self._line(self.rows[row], graded) for row in chosen)
        decimals = (None, None, *(0,) * (len(columns) - 2))
        return Table(tuple(columns), lines, decimals)

    def _line(self, row: GoalCounts, graded: range) -> tuple[str | float | None, ...]:
        cells = [self._cell(row, column) for column in graded]
        now = [float(cell.count) for cell in cells]
        earlier = [None if cell.before is None else float(cell.before) for cell in cells]
        return (
            row.goal.code if row.goal else "",
            row.goal.name if row.goal else tr("Whole plan"),
            float(self._counts(row)[0].total),
            *now,
            *(_share(cell.count, cell.total) for cell in cells),
            *earlier,
            *(_share(cell.before, cell.total_before) for cell in cells),
        )


def name_of(row: GoalCounts) -> str:
    """Return a goal's code and name, or that the line is about the whole plan."""
    return f"{row.goal.code}　{row.goal.name}" if row.goal else tr("Whole plan")


def per_cent(count: int, total: int) -> str:
    """Return a share in whole per cent, － of nothing."""
    share = _share(count, total)
    return "－" if share is None else f"{format_number(share, 0)}%"


def _share(count: int | None, total: int) -> float | None:
    return 100 * count / total if total and count is not None else None


def _number_of(counts: GradeCounts, grade: str | None) -> int:
    return counts.ungraded if grade is None else counts.by_grade.get(grade, 0)


def _parts(scheme: Scheme, counts: GradeCounts) -> tuple[tuple[GradeLook, float], ...]:
    """Return each grade's share of all, best first, what has none at the end."""
    if not counts.total:
        return ()
    held = [(look_of(scheme, grade), count) for grade, count in counts.by_grade.items()]
    held.append((look_of(scheme, None), counts.ungraded))
    return tuple((look, count / counts.total) for look, count in held if count)
