"""The section of grades: what is counted, the table and what its marks mean, or a first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.progress.choice import Choice
from workbench.desktop.progress.grades_model import GradesModel
from workbench.desktop.progress.grades_table import GradesTable
from workbench.desktop.progress.legend import Legend
from workbench.desktop.progress.section import TEXT_WIDTH, Section
from workbench.desktop.progress.subject import YearSubject, full_year_name, measure_word
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr
from workbench.plan.names import ROLL_UP_NAMES, year_name


class GradesSection(Section):
    """Grades by goal; while nothing has one, what could be here and how to begin."""

    open_wanted = Signal()
    import_wanted = Signal()
    #: What the grades are made by is to be seen or changed.
    scheme_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Grades by goal"), is_first=True)
        self._subject: YearSubject | None = None
        self.model = GradesModel(self)
        self.table = GradesTable(self.model)
        self.of_measures, self.of_indicators = Choice(), Choice(tr("Indicators"))
        self._legend, self._note = Legend(), prose(muted=True, size=look.SMALL)
        self._empty_words = prose()
        self.open_link, self.import_link = Link(), Link(tr("Take in a department's Excel sheet"))
        self._empty = self._first_steps()
        group = QButtonGroup(self)
        for place, button in enumerate((self.of_measures, self.of_indicators)):
            group.addButton(button)
            self.beside.insertWidget(place, button)
        self.of_measures.setChecked(True)
        self.scheme_link = Link(tr("Grading schemes and their bands"), size=look.SMALL)
        self.scheme_link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.scheme_link.clicked.connect(self.scheme_wanted)
        self.add(self.table, self._legend, self._note, self.scheme_link, self._empty)
        self.of_indicators.toggled.connect(self._show_table)
        self.copy.clicked.connect(self.table.copy_all)

    def _first_steps(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        self._empty_words.setMinimumWidth(TEXT_WIDTH)
        column.addWidget(self._empty_words)
        column.addSpacing(SPACING // 2)
        for link, wanted in (
            (self.import_link, self.import_wanted),
            (self.open_link, self.open_wanted),
        ):
            link.clicked.connect(wanted)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def show_subject(self, subject: YearSubject, *, read_only: bool) -> None:
        """Show a year's grades."""
        self._subject = subject
        self.heading.set_title(
            tr("Grades by {level}, {year}", level=_goal_word(subject),
               year=full_year_name(subject.fiscal_year))
        )  # fmt: skip
        self.of_measures.setText(measure_word(subject.report.plan))
        for widget in (self.table, self._legend, self._note, self.scheme_link, self.copy,
                       self.of_measures, self.of_indicators):  # fmt: skip
            widget.setVisible(subject.is_graded)
        self._empty.setVisible(not subject.is_graded)
        if subject.is_graded:
            self._show_table()
            self._legend.show_scheme(subject.report.now.scheme)
            show_prose(self._note, _note(subject))
        else:
            self._show_first_steps(subject, read_only=read_only)

    def _show_table(self) -> None:
        if self._subject is None:
            return
        of_indicators = self.of_indicators.isChecked()
        word = self.of_indicators.text() if of_indicators else self.of_measures.text()
        self.model.show(self._subject, word, of_indicators=of_indicators)

    def _show_first_steps(self, subject: YearSubject, *, read_only: bool) -> None:
        plan, year = subject.report.plan, year_name(subject.fiscal_year)
        measures = measure_word(plan)
        if plan.indicators or subject.state is not None:
            words = tr(
                "Nothing has a grade yet in {year}. As soon as results are in or an evaluation "
                "gives one, counts and shares of each grade stand here by {goal}, last year's "
                "beside them.",
                year=year,
                goal=_goal_word(subject),
            )
        else:
            words = tr(
                "Here stand counts and shares of each grade by {goal}, last year's beside them. "
                "The plan holds no indicators yet: they come with the sheets that the "
                "departments fill in. Evaluations can be written as soon as the year is open.",
                goal=_goal_word(subject),
            )
        show_prose(self._empty_words, words)
        self.import_link.setVisible(not read_only)
        self.open_link.setText(
            tr("Open {year}: every {level} gets an evaluation to fill", year=year, level=measures)
        )
        self.open_link.setVisible(subject.state is None and not read_only)


def _goal_word(subject: YearSubject) -> str:
    levels = subject.report.plan.levels
    return levels[0].name if levels else tr("goal")


def _note(subject: YearSubject) -> str:
    shares = tr("Shares are of all, those without a grade included; they may not add up to 100 % "
                "because of rounding.")  # fmt: skip
    scheme = subject.report.now.scheme
    rule = tr(
        "Grades of indicators make up that of a {measure}, and those the one of a {goal}: "
        "{rule}. What has no grade is left out.",
        measure=measure_word(subject.report.plan),
        goal=_goal_word(subject),
        rule=ROLL_UP_NAMES[scheme.roll_up],
    )
    shares = f"{rule}\n{shares}"
    other = subject.other_scheme
    if other is None:
        return shares
    return shares + tr(
        " The grades of {year} follow another scheme, “{scheme}”, and are not set beside these.",
        year=year_name(subject.fiscal_year - 1),
        scheme=other.name,
    )
