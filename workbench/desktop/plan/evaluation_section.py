"""The evaluation of a measure for the year in view, last year's beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import Choices
from workbench.desktop.plan.element_facts import ElementFacts
from workbench.desktop.plan.grade_row import GradeRow
from workbench.desktop.plan.indicator_model import origin
from workbench.desktop.plan.plan_text import OperationText
from workbench.desktop.plan.section import Section
from workbench.desktop.plan.times import local_time
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr
from workbench.operations import evaluations
from workbench.operations.evaluations import TEXTS
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.grading import RolledUp
from workbench.plan.names import COURSE_NAMES, year_name
from workbench.store.database import Database
from workbench.store.journal import Outcome

#: The room of this year's texts to that of last year's.
_SHARES = (3, 2)


class EvaluationSection(Section):
    """Four texts, where the measure goes from here, and its grade; each a step of its own."""

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Evaluation of the year"))
        self._document = document
        self._key: tuple[int, int] = (0, 0)
        self._has_begun = False
        self.begin_link = self.offer(tr("Write the evaluation"))
        self.texts = {name: self._editor(name) for name in TEXTS}
        self.course = Choices(
            tr("Direction from here"), [(one, str(name)) for one, name in COURSE_NAMES.items()]
        )
        self.grade = GradeRow(document, tr("Grade"))
        self.before = {name: prose(muted=True) for name in (*TEXTS, "course", "grade")}
        self._now_heading, self._before_heading = _heading(), _heading()
        self.who = look.label(size=look.SMALL, muted=True)
        self._lay_out()
        self.begin_link.clicked.connect(self.begin)
        self.course.chosen.connect(self._set_course)
        self.grade.given.connect(self._give)

    def _editor(self, name: str) -> OperationText:
        def write(database: Database, key: object, text: str) -> Outcome:
            assert isinstance(key, tuple)
            element_id, fiscal_year = key
            return evaluations.write_evaluation(database, element_id, fiscal_year, {name: text})

        return OperationText(
            self._document, write, _captions()[name], look.text_font(), _hints()[name]
        )

    def _lay_out(self) -> None:
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * SPACING)
        self.grid.setVerticalSpacing(SPACING // 2)
        for column, share in zip((1, 2), _SHARES, strict=True):
            self.grid.setColumnStretch(column, share)
        self.grid.addWidget(self._now_heading, 0, 1)
        self.grid.addWidget(self._before_heading, 0, 2)
        fields: Mapping[str, QWidget] = {**self.texts, "course": self.course, "grade": self.grade}
        for row, (name, field) in enumerate(fields.items(), start=1):
            caption = look.label(_captions()[name], muted=True)
            caption.setContentsMargins(0, SPACING // 2, 0, 0)
            caption.setBuddy(field)
            top = Qt.AlignmentFlag.AlignTop
            self.grid.addWidget(caption, row, 0, top)
            self.grid.addWidget(field, row, 1, top)
            before = self.before[name]
            before.setContentsMargins(0, SPACING // 2, 0, 0)
            self.grid.addWidget(before, row, 2, top)
        self.grid.addWidget(self.who, self.grid.rowCount(), 1)
        self.body.addLayout(self.grid)

    def show_facts(self, level: str, facts: ElementFacts) -> None:
        """Show what was said of an element; `level` is what the city calls such an element."""
        key = (facts.element.id, facts.fiscal_year)
        if key != self._key:
            self._key, self._has_begun = key, False
        now, before = facts.evaluations.now, facts.evaluations.before
        year = year_name(facts.fiscal_year)
        self.show_empty_words(
            tr("Nothing was written of this {level} for {year} yet.", level=level, year=year),
            tr(
                "State, issue, cause and action, where it goes from here, and the grade; last "
                "year's stand beside it."
            ),
        )
        may_write = not (facts.is_closed or self._document.read_only)
        self.begin_link.setVisible(may_write)
        has_words = any(one is not None and not one.is_empty for one in (now, before))
        self.show_filled(has_words or self._has_begun)
        self._now_heading.setText(
            tr("{year}: closed, to be read only", year=year) if facts.is_closed else year
        )
        self._show_now(now or Evaluation(0, *key), may_write=may_write)
        self._show_grade(facts, now, may_write=may_write)
        self._show_before(facts, before)

    def begin(self) -> None:
        """Unfold the fields with the keyboard at the first."""
        self._has_begun = True
        self.show_filled(True)
        self.texts[TEXTS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_now(self, now: Evaluation, *, may_write: bool) -> None:
        source = origin(now) if now.provenance else ""
        for name, editor in self.texts.items():
            editor.show_row(self._key, getattr(now, name))
            editor.setReadOnly(not may_write)
            editor.setToolTip(source if getattr(now, name) else "")
        self.course.setToolTip(source if now.course else "")
        self.course.show_choice(now.course)
        self.course.setEnabled(may_write)
        said = tr("{who}, {when}", who=now.who, when=local_time(now.at)) if now.who else ""
        # What came from a workbook says so where everybody sees it, and the cell by the texts.
        shown = "　".join(filter(None, (said, source.partition("\n")[0])))
        self.who.setText(shown)
        self.who.setToolTip(source)
        self.who.setVisible(bool(shown))

    def _show_grade(self, facts: ElementFacts, now: Evaluation | None, *, may_write: bool) -> None:
        self.grade.show_grade(
            self._key,
            facts.scheme.grades,
            now.grade if now else "",
            now.grade_reason if now else "",
            _computed(facts.rolled_up),
        )
        self.grade.set_locked(not may_write)

    def _show_before(self, facts: ElementFacts, before: Evaluation | None) -> None:
        year = year_name(facts.fiscal_year - 1)
        is_there = before is not None and not before.is_empty
        self._before_heading.setText(
            year if is_there else tr("{year}: nothing was written", year=year)
        )
        for name, label in self.before.items():
            text = ""
            if before is not None and is_there:
                text = _said(name, before)
            show_prose(label, text)
            label.setToolTip(origin(before) if text and before and before.provenance else "")
            label.setAccessibleName(f"{year} {_captions()[name]} {text}")

    def _set_course(self, course: Course | None) -> None:
        element_id, year = self._key
        self._document.run(lambda db: evaluations.set_course(db, element_id, year, course))

    def _give(self, grade: str, reason: str) -> None:
        element_id, year = self._key
        self._document.run(
            lambda db: evaluations.set_evaluation_grade(db, element_id, year, grade, reason)
        )


def _heading() -> QLabel:
    return look.label(size=look.SMALL, muted=True)


def _captions() -> dict[str, str]:
    return {
        "state": tr("State"),
        "issue": tr("Issue"),
        "cause": tr("Cause"),
        "action": tr("Action"),
        "course": tr("Direction from here"),
        "grade": tr("Grade"),
    }


def _hints() -> dict[str, str]:
    return {
        "state": tr("How far has the measure come?"),
        "issue": tr("What is still in the way?"),
        "cause": tr("Why is that so?"),
        "action": tr("What is to be done about it?"),
    }


def _computed(rolled: RolledUp) -> str:
    """Return the grade that the indicators make up, and on how many of them it rests."""
    if rolled.computed is None:
        return tr("No indicator has a grade for this year yet.")
    return tr(
        "Computed: {grade}, from {graded} of {total} indicators",
        grade=rolled.computed,
        graded=rolled.graded,
        total=rolled.total,
    )


def _said(name: str, held: Evaluation) -> str:
    if name == "course":
        return str(COURSE_NAMES[held.course]) if held.course else "－"
    if name == "grade":
        return f"{held.grade}（{held.grade_reason}）" if held.grade else ""
    return str(getattr(held, name))
