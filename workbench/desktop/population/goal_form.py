"""What is to be reached: people of which kind, when, how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.language import tr
from workbench.population.measures import MEASURES, Measure, measure

#: More people than any municipality of Japan has.
_MOST = 20_000_000


class GoalForm(QWidget):
    """Three fields; `changed` when any of them is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.measure_box, self.year_box, self.people_box = (
            QComboBox(),
            QComboBox(),
            QDoubleSpinBox(),
        )
        for one in MEASURES:
            self.measure_box.addItem(str(one.name), one.key)
        self.people_box.setDecimals(0)
        self.people_box.setRange(0, _MOST)
        self.people_box.setGroupSeparatorShown(True)
        self.people_box.setKeyboardTracking(False)
        self.people_box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.people_box.setFont(look.number_font(bold=True))
        self.people_box.setFixedWidth(look.scaled(12 * look.SPACING))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACING)
        for words, widget in (
            (tr("Whom"), self.measure_box),
            (tr("When"), self.year_box),
            (tr("How many"), self.people_box),
        ):
            field = QVBoxLayout()
            field.setSpacing(2)
            label = look.label(words, size=look.SMALL, muted=True)
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            field.addWidget(label)
            field.addWidget(widget)
            row.addLayout(field, int(widget is self.measure_box))
        self.measure_box.setMinimumContentsLength(12)
        self.measure_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.measure_box.activated.connect(self.changed)
        self.year_box.activated.connect(self.changed)
        self.people_box.valueChanged.connect(self.changed)

    def set_goal(self, years: Sequence[int], year: int, people: float) -> None:
        """Offer these years and begin with everyone, without saying that anything changed."""
        with QSignalBlocker(self.people_box):
            self.measure_box.setCurrentIndex(0)
            self.year_box.clear()
            for one in years:
                self.year_box.addItem(str(one), one)
            self.year_box.setCurrentIndex(self.year_box.findData(year))
            self.people_box.setValue(people)

    @property
    def measure(self) -> Measure:
        """Who is counted."""
        return measure(self.measure_box.currentData())

    @property
    def year(self) -> int:
        """When."""
        return int(self.year_box.currentData())

    @property
    def people(self) -> float:
        """How many, persons."""
        return self.people_box.value()
