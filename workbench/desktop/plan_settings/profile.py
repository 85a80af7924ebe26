"""What the plan is: whose, which, from when to when, who keeps it, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.plan_text import OperationText, PlanText
from workbench.desktop.plan_settings.section import Kind, SettingsSection, caption
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.paper import prose
from workbench.language import message, tr
from workbench.operations.editing import (
    MUNICIPALITY,
    SECTION_IN_CHARGE,
    SUBTITLE,
    TITLE,
    VISION,
    TextField,
)
from workbench.operations.profile import EARLIEST, LATEST, set_area_code, set_period
from workbench.plan.names import year_name

#: There is one profile, and this is its row.
_ROW = 1


class ProfileSection(SettingsSection):
    """Every field is handed in by itself, when it is left or by Enter."""

    def __init__(self, document: Document, _questions: Questions) -> None:
        super().__init__(
            document,
            tr("Outline of the plan"),
            tr("What stands here is printed on every form and named in every workbook."),
        )
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(SPACING)
        self._form.setVerticalSpacing(SPACING)
        self._form.setColumnStretch(1, 1)
        self.column.addLayout(self._form)
        self.municipality = self._text(MUNICIPALITY, tr("Municipality"), tr("as in 安曇野市"))
        self.code = self._code()
        self.title = self._text(TITLE, tr("Title of the plan"), "")
        self.subtitle = self._text(SUBTITLE, tr("Subtitle"), tr("may stay empty"))
        self._add_period()
        self.section = self._text(
            SECTION_IN_CHARGE, tr("Section in charge"), tr("Who keeps this plan?")
        )
        self.vision = self._text(VISION, tr("Vision"), tr("What is the city to become?"))
        self.column.addStretch(1)

    def _row(self, name: str, field: QWidget, note: str = "") -> None:
        row = self._form.rowCount()
        label = caption(name)
        label.setBuddy(field)
        self._form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._form.addWidget(field, row, 1)
        if note:
            self._form.addWidget(prose(note, muted=True, size=look.SMALL), row + 1, 1)

    def _text(self, field: TextField, name: str, placeholder: str) -> PlanText:
        text = PlanText(self.document, field, name, look.text_font(), placeholder, one_line=True)
        self._row(name, text)
        return text

    def _code(self) -> OperationText:
        text = OperationText(
            self.document,
            lambda database, _row, code: set_area_code(database, code),
            tr("Municipality code"),
            look.number_font(),
            tr("five or six digits"),
            one_line=True,
        )
        self._row(
            tr("Municipality code"),
            text,
            tr("Population and vital statistics in the plan are those of this code."),
        )
        return text

    def _add_period(self) -> None:
        self.first_year, self.last_year = (
            _Year(tr("First fiscal year")),
            _Year(tr("Last fiscal year")),
        )
        self._first_name, self._last_name = look.label(muted=True), look.label(muted=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        parts = (self.first_year, self._first_name, look.label("～"), self.last_year,
                 self._last_name)  # fmt: skip
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self._row(
            tr("Fiscal years"),
            holder,
            tr("Expected values on the way are counted from the first year."),
        )
        for box in (self.first_year, self.last_year):
            box.editingFinished.connect(self._set_period)
            box.valueChanged.connect(self._name_years)
        self.document.settling.connect(self._set_period)

    def _name_years(self) -> None:
        for box, name in (
            (self.first_year, self._first_name),
            (self.last_year, self._last_name),
        ):
            name.setText(year_name(box.value()))

    def _set_period(self) -> None:
        profile = self.document.plan.profile
        wanted = self.first_year.value(), self.last_year.value()
        if self.document.read_only or wanted == (profile.first_year, profile.last_year):
            return
        # A period whose other end is still to be typed waits for it.
        if wanted[0] > wanted[1] and (self.first_year.hasFocus() or self.last_year.hasFocus()):
            return
        if not self.document.run(lambda database: set_period(database, *wanted)):
            self._show_period()

    def _show_period(self) -> None:
        profile = self.document.plan.profile
        for box, year in (
            (self.first_year, profile.first_year),
            (self.last_year, profile.last_year),
        ):
            with QSignalBlocker(box):
                box.setValue(year)
            box.setReadOnly(self.document.read_only)
        self._name_years()

    def refresh(self) -> None:
        profile = self.document.plan.profile
        self.municipality.show_row(_ROW, profile.municipality)
        self.code.show_row(_ROW, profile.area_code)
        self.title.show_row(_ROW, profile.title)
        self.subtitle.show_row(_ROW, profile.subtitle)
        self.section.show_row(_ROW, profile.section_in_charge)
        self.vision.show_row(_ROW, profile.vision)
        if not (self.first_year.hasFocus() or self.last_year.hasFocus()):
            self._show_period()


class _Year(QSpinBox):
    """A western year; the wheel scrolls the page and not the year."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(look.number_font())
        self.setRange(EARLIEST, LATEST)
        self.setGroupSeparatorShown(False)
        self.setMinimumHeight(3 * SPACING + SPACING // 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


KIND = Kind("profile", message("Outline of the plan"), ProfileSection)
