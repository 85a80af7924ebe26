"""Everything about one indicator, below the grid: chart, formulas, grade, and its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import ChoiceBox, Option
from workbench.desktop.plan.details_panel import DetailsPanel
from workbench.desktop.plan.grade_row import GradeRow
from workbench.desktop.plan.indicator_track import Track
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.progress_words import ProgressWords
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr
from workbench.operations import grades, indicators
from workbench.operations.editing import (
    INDICATOR_DEFINITION,
    INDICATOR_DEPARTMENT,
    INDICATOR_JOINT,
    INDICATOR_SOURCE,
    INDICATOR_UNIT,
    TextField,
)
from workbench.plan.grading import Scheme
from workbench.plan.names import ACCUMULATION_NAMES, DIRECTION_NAMES, year_name
from workbench.plan.structure import Indicator
from workbench.plan.year_progress import IndicatorProgress

if TYPE_CHECKING:
    from workbench.desktop.charts.indicator import IndicatorChart

_CHART_HEIGHT = 28 * SPACING
_MOST_DECIMALS = 4
_INTERVALS = (1, 2, 3, 4, 5)


class IndicatorDetails(DetailsPanel):
    """Chart and formulas at the left; grade and fields at the right."""

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Delete this indicator"))
        self._document = document
        self._indicator_id = 0
        self._year = 0
        self._chart: IndicatorChart | None = None
        self._title = look.label(bold=True)
        self._title.setWordWrap(True)
        self._formulas = prose(muted=True, size=look.SMALL)
        self.grade = GradeRow(document, tr("Grade"))
        self.texts: dict[str, PlanText] = {}
        self.boxes: dict[str, ChoiceBox] = {}
        self.left.addWidget(self._title)
        self.left.addWidget(self._formulas)
        self.left.addStretch(1)
        self._add_fields()
        self.delete_link.clicked.connect(self._delete)
        self.shifted.connect(self._shift)
        self.grade.given.connect(self._give)

    def _add_fields(self) -> None:
        self._caption = self.add_row(tr("Grade"), self.grade)
        for key, caption, field, hint, one_line in _text_fields():
            editor = PlanText(
                self._document, field, caption, look.text_font(), hint, one_line=one_line
            )
            self.texts[key] = editor
            self.add_row(caption, editor)
            if key == "unit":
                for name, options in _choice_fields().items():
                    self._add_choice(name, options)

    def _add_choice(self, name: str, options: list[Option]) -> None:
        caption = {
            "direction": tr("Direction"),
            "accumulation": tr("Accumulation"),
            "decimals": tr("Decimals"),
            "survey_interval": tr("Survey"),
        }[name]
        box = ChoiceBox(caption, options)
        box.chosen.connect(lambda value: self._change({name: value}))
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.boxes[name] = box
        self.add_row(caption, box)

    @property
    def indicator_id(self) -> int:
        """Return which indicator is shown, 0 for none yet."""
        return self._indicator_id

    @property
    def chart(self) -> IndicatorChart:
        """Return the chart; pyqtgraph is loaded when it is first asked for."""
        if self._chart is None:
            from workbench.desktop.charts.indicator import IndicatorChart

            self._chart = IndicatorChart()
            self._chart.setFixedHeight(_CHART_HEIGHT)
            self.left.insertWidget(0, self._chart)
        return self._chart

    def show_indicator(
        self,
        indicator: Indicator,
        held: IndicatorProgress,
        words: ProgressWords,
        track: Track,
        scheme: Scheme,
        *,
        is_closed: bool,
    ) -> None:
        """Show an indicator as it stands in the year in view."""
        self._indicator_id, self._year = indicator.id, held.assessment.fiscal_year
        self._title.setText(indicator.name)
        self.setAccessibleName(tr("Details of {name}", name=indicator.name))
        self._show_chart(track)
        lines = [f"{fact.name} = {fact.formula}" for fact in words.facts]
        lines += [part for part in (words.why, words.note) if part]
        show_prose(self._formulas, "\n".join(lines))
        self._show_grade(held, words, scheme, is_closed=is_closed)
        for key, text in (
            ("unit", indicator.unit),
            ("definition", indicator.definition),
            ("source_note", indicator.source_note),
            ("department", indicator.department),
            ("joint_departments", indicator.joint_departments),
        ):
            self.texts[key].show_row(indicator.id, text)
        for name, box in self.boxes.items():
            box.set_options(_with_own(_choice_fields()[name], getattr(indicator, name)))
            box.show_choice(getattr(indicator, name))
            box.setEnabled(not self._document.read_only)
        ordered = self._siblings()
        may_write = not self._document.read_only
        self.show_order(ordered.index(indicator.id), len(ordered), may_write=may_write)

    def _show_chart(self, track: Track) -> None:
        # The chart bears the name itself.
        self._title.setVisible(not track.is_drawable)
        if track.is_drawable:
            self.chart.show_track(track)
            self.chart.show()
        elif self._chart is not None:
            self._chart.hide()

    def _show_grade(
        self, held: IndicatorProgress, words: ProgressWords, scheme: Scheme, *, is_closed: bool
    ) -> None:
        self._caption.setText(tr("Grade {year}", year=year_name(self._year)))
        computed = held.grade.computed or "－"
        said = tr("Computed: {grade} by {scheme}", grade=computed, scheme=scheme.name)
        reason = "" if held.grade.is_overridden else words.grade_why
        given = (held.grade.grade or "") if held.grade.is_overridden else ""
        self.grade.show_grade(
            (self._indicator_id, self._year),
            scheme.grades,
            given,
            held.grade.reason,
            f"{said}（{reason}）" if reason else said,
        )
        self.grade.set_locked(is_closed or self._document.read_only)

    def _siblings(self) -> list[int]:
        plan = self._document.plan
        own = next(one for one in plan.indicators if one.id == self._indicator_id)
        return [one.id for one in plan.indicators_of(own.element_id)]

    def _change(self, changes: dict[str, object]) -> None:
        one = self._indicator_id
        self._document.run(lambda db: indicators.update_indicator(db, one, changes))
        self._show_held()

    def _show_held(self) -> None:
        """Show what the plan holds: a choice that was refused is not one."""
        for one in self._document.plan.indicators:
            if one.id == self._indicator_id:
                for name, box in self.boxes.items():
                    box.show_choice(getattr(one, name))

    def _give(self, grade: str, reason: str) -> None:
        one, year = self._indicator_id, self._year
        self._document.run(lambda db: grades.override_grade(db, one, year, grade, reason))

    def _delete(self) -> None:
        one = self._indicator_id
        self._document.run(lambda db: indicators.delete_indicators(db, [one]))

    def _shift(self, step: int) -> None:
        one, ordered = self._indicator_id, self._siblings()
        at = ordered.index(one) + step
        if 0 <= at < len(ordered):
            element_id = next(
                held.element_id for held in self._document.plan.indicators if held.id == one
            )
            self._document.run(lambda db: indicators.move_indicators(db, [one], element_id, at))


_TextRow = tuple[str, str, TextField, str, bool]


def _text_fields() -> tuple[_TextRow, ...]:
    """Return key, caption, field, hint and whether it is one line."""
    return (
        ("unit", tr("Unit"), INDICATOR_UNIT, tr("persons, %, cases …"), True),
        ("definition", tr("Definition"), INDICATOR_DEFINITION, tr("What is counted, and how?"),
         False),
        ("source_note", tr("Data source"), INDICATOR_SOURCE, tr("Which statistics or survey?"),
         False),
        ("department", tr("In charge"), INDICATOR_DEPARTMENT,
         tr("As the measure, unless named here"), True),
        ("joint_departments", tr("Jointly with"), INDICATOR_JOINT, tr("Other departments"), True),
    )  # fmt: skip


def _choice_fields() -> dict[str, list[Option]]:
    decimals: list[Option] = [(None, tr("as entered"))]
    decimals += [(count, str(count)) for count in range(_MOST_DECIMALS + 1)]
    intervals: list[Option] = [(None, tr("not from a survey"))]
    intervals += [(years, _every(years)) for years in _INTERVALS]
    return {
        "direction": [(one, str(name)) for one, name in DIRECTION_NAMES.items()],
        "accumulation": [(one, str(name)) for one, name in ACCUMULATION_NAMES.items()],
        "decimals": decimals,
        "survey_interval": intervals,
    }


def _every(years: int) -> str:
    return tr("surveyed every year") if years == 1 else tr("surveyed every {n} years", n=years)


def _with_own(options: list[Option], value: object) -> list[Option]:
    """Return the options with the plan's own value among them, however unusual."""
    if isinstance(value, int) and all(value != key for key, _word in options):
        word = _every(value) if options[0][1] == tr("not from a survey") else str(value)
        return [*options, (value, word)]
    return options
