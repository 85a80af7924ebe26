"""What stands at both sides of an indicator's lines: its name at the left, its progress right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.spark import Spark
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.indicator_track import Track
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.progress_words import Fact, ProgressWords
from workbench.desktop.widgets.links import Link
from workbench.language import tr
from workbench.operations.editing import INDICATOR_NAME
from workbench.plan.names import DIRECTION_NAMES
from workbench.plan.structure import Direction, Indicator

#: The width of what stands at the right of an indicator's lines, with the small chart or without.
TAIL_WIDTH, NARROW_TAIL_WIDTH = 34 * SPACING, 23 * SPACING


class IndicatorHead(QWidget):
    """An indicator's name, edited in place, its unit and direction, and the way to the rest."""

    details_wanted = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.indicator_id = 0
        self.name = PlanText(
            document, INDICATOR_NAME, tr("Name of the indicator"), look.text_font(), one_line=True
        )
        self._note = look.label(size=look.SMALL, muted=True)
        self._note.setWordWrap(True)
        self.details = Link(tr("Details"), size=look.SMALL)
        self.details.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.details.clicked.connect(lambda: self.details_wanted.emit(self.indicator_id))
        below = QHBoxLayout()
        below.setContentsMargins(SPACING // 2, 0, 0, 0)
        below.setSpacing(SPACING // 2)
        below.addWidget(self._note, 1)
        below.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING // 2, 0, SPACING // 2)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addLayout(below)
        column.addStretch(1)

    def show_indicator(self, indicator: Indicator) -> None:
        """Show an indicator."""
        self.indicator_id = indicator.id
        self.name.show_row(indicator.id, indicator.name)
        aim = "" if indicator.direction is Direction.WORD else DIRECTION_NAMES[indicator.direction]
        parts = (indicator.unit, str(aim))
        self._note.setText("・".join(part for part in parts if part))
        tips = (indicator.name, indicator.definition, indicator.source_note)
        self.name.setToolTip("\n".join(part for part in tips if part))
        self.details.setAccessibleName(tr("Details of {name}", name=indicator.name))


class IndicatorTail(QWidget):
    """How an indicator stands in the year in view: its course, three figures, its grade."""

    grade_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.indicator_id = 0
        self.spark = Spark()
        self.grade = GradeMark()
        self.grade.clicked.connect(lambda: self.grade_wanted.emit(self.indicator_id))
        self._facts = [_FactLine() for _ in range(3)]
        self.reason = look.label(size=look.SMALL, muted=True)
        self.reason.setWordWrap(True)
        figures = QGridLayout()
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setHorizontalSpacing(SPACING)
        figures.setVerticalSpacing(SPACING // 2)
        figures.setColumnStretch(1, 1)
        for row, line in enumerate(self._facts):
            figures.addWidget(line.name, row, 0)
            figures.addWidget(line.figure, row, 1)
        figures.addWidget(self.reason, len(self._facts), 0, 1, 2)
        figures.setRowStretch(len(self._facts) + 1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(SPACING, SPACING // 2, 0, SPACING // 2)
        whole.setSpacing(SPACING)
        whole.addWidget(self.spark)
        whole.addLayout(figures, 1)
        whole.addWidget(self.grade, 0, Qt.AlignmentFlag.AlignTop)

    def show_progress(self, indicator: Indicator, words: ProgressWords, track: Track) -> None:
        """Show how an indicator stands."""
        self.indicator_id = indicator.id
        self.spark.show_track(track)
        for line, fact in zip(self._facts, words.facts, strict=True):
            line.show_fact(fact)
        said = [text for text in (words.why, words.note) if text]
        self.reason.setText("・".join(said))
        self.reason.setVisible(bool(said))
        self.grade.show_grade(indicator.name, words)


class _FactLine:
    """A figure with its name; pointing at either tells the formula."""

    def __init__(self) -> None:
        self.name = look.label(size=look.SMALL, muted=True)
        self.figure = look.label()
        self.figure.setFont(look.number_font())
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_fact(self, fact: Fact) -> None:
        self.name.setText(fact.name)
        self.figure.setText(fact.shown)
        lines = (f"{fact.name} = {fact.formula}", fact.why)
        words = "\n".join(line for line in lines if line)
        for label in (self.name, self.figure):
            label.setToolTip(words)
        self.figure.setAccessibleName(f"{fact.name} {fact.shown} {fact.why}".strip())
        self.figure.setAccessibleDescription(fact.formula)


class GradeMark(QAbstractButton):
    """A grade as a letter in a frame, dotted where a person gave it; pressed to give another."""

    def __init__(self) -> None:
        super().__init__()
        self._is_given = False
        self.setText("－")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_grade(self, name: str, words: ProgressWords) -> None:
        """Show a grade, with the reason for it or for there being none."""
        self.setText(words.grade)
        self._is_given = words.is_given
        shown = tr("Grade {grade}", grade=words.grade)
        self.setAccessibleName(f"{name} {shown} {words.grade_why}".strip())
        self.setToolTip("\n".join(part for part in (shown, words.grade_why) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * SPACING
        return QSize(max(width, 3 * SPACING + 4), 3 * SPACING + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(1, 1, self.width() - 2, self.height() - 2)
        marked = self.hasFocus() or self.underMouse()
        pen = QPen(QColor(colours.accent if marked else colours.official), 1.2)
        if self._is_given:
            pen.setStyle(Qt.PenStyle.DashLine)
        has_grade = self.text() != "－"
        if has_grade or marked:
            painter.setPen(pen)
            painter.drawRoundedRect(area, 4, 4)
        role = QPalette.ColorRole.Text if has_grade else QPalette.ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        painter.setFont(
            look.text_font(12.0 if len(self.text()) == 1 else look.BODY, bold=has_grade)
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
