"""A sheet that asks what a new plan is, on one page: an empty one, or one from a folder of CSV."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.new_plan import (
    LEVEL_CHOICES,
    NewPlan,
    create_empty,
    create_from_folder,
    levels_named,
)
from workbench.operations.profile import EARLIEST, LATEST
from workbench.store.planfile import PlanFile

#: Between the names of levels, from the top.
_ARROW = " › "
_YEARS = 5
#: The month in which a fiscal year begins.
_APRIL = 4

#: Makes the plan at a path that is asked for; returns whether one was made. Raises `PersonError`.
Make = Callable[[Callable[[Path], PlanFile], str], bool]


class NewPlanSheet(QDialog):
    """Asks whose plan it is, which, when and with what levels; what is wrong is said beneath.

    Parameters
    ----------
    make
        Is given what makes a plan at a path, and a name to propose for it.
    choose_folder
        Asks for a folder of CSV.
    """

    def __init__(
        self, make: Make, choose_folder: Callable[[], Path | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._choose_folder = choose_folder
        self.setWindowTitle(tr("New plan"))
        self.setMinimumWidth(look.scaled(72 * SPACING))
        self.empty = QRadioButton(tr("An empty plan"))
        self.from_folder = QRadioButton(tr("From a folder of CSV"))
        self._ways = QButtonGroup(self)
        ways = QHBoxLayout()
        for way in (self.empty, self.from_folder):
            self._ways.addButton(way)
            ways.addWidget(way)
        ways.addStretch(1)
        self._forms = QStackedWidget()
        self._forms.addWidget(self._empty_form())
        self._forms.addWidget(self._folder_form())
        self._wrong = prose()
        self._wrong.hide()
        self.make_button = push_button(tr("Make the plan…"))
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self._finish)
        cancel = push_button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 3 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(2 * SPACING)
        column.addLayout(ways)
        column.addWidget(self._forms)
        column.addWidget(self._wrong)
        column.addLayout(foot)
        self.from_folder.toggled.connect(lambda is_on: self._forms.setCurrentIndex(int(is_on)))
        self.empty.setChecked(True)
        self.municipality.setFocus()

    @property
    def wrong(self) -> str:
        """Return what is said to be wrong, empty when nothing is."""
        return "" if self._wrong.isHidden() else self._wrong.accessibleName()

    def _empty_form(self) -> QWidget:
        self.municipality = _line(tr("Municipality"), tr("as in 安曇野市"))
        self.code = _line(tr("Municipality code"), tr("five or six digits"))
        self.title = _line(tr("Title of the plan"), "")
        self.subtitle = _line(tr("Subtitle"), tr("may stay empty"))
        today = datetime.datetime.now().astimezone()
        begin = today.year + 1 if today.month >= _APRIL else today.year
        self.first_year = _year(tr("First fiscal year"), begin)
        self.last_year = _year(tr("Last fiscal year"), begin + _YEARS - 1)
        period = QHBoxLayout()
        for part in (self.first_year, QLabel(tr("to")), self.last_year):
            period.addWidget(part)
        period.addStretch(1)
        self.levels = QComboBox()
        self.levels.setEditable(True)
        self.levels.setAccessibleName(tr("Levels from the top"))
        self.levels.addItems([_ARROW.join(names) for names in LEVEL_CHOICES.values()])
        self._numbering = look.label(muted=True, size=look.SMALL)
        self.levels.editTextChanged.connect(self._show_numbering)
        self._show_numbering()
        form = _form()
        form.addRow(tr("Municipality"), self.municipality)
        form.addRow(tr("Municipality code"), self.code)
        form.addRow(tr("Title of the plan"), self.title)
        form.addRow(tr("Subtitle"), self.subtitle)
        form.addRow(tr("Fiscal years"), period)
        form.addRow(tr("Levels from the top"), self.levels)
        form.addRow("", self._numbering)
        return _holding(form)

    def _folder_form(self) -> QWidget:
        self.folder = _line(tr("Folder"), "")
        choose = push_button(tr("Choose…"))
        choose.clicked.connect(self._ask_folder)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        words = prose(
            tr(
                "A folder needs the tables profile.csv, levels.csv and elements.csv; write a plan "
                "as a folder of CSV to see what they look like."
            ),
            muted=True,
        )
        form = _form()
        form.addRow(tr("Folder"), row)
        form.addRow("", words)
        return _holding(form)

    def _show_numbering(self) -> None:
        names = self._level_names()
        codes = [f"{name} {'-'.join('1' * depth)}" for depth, name in enumerate(names, 1)]
        self._numbering.setText(tr("Numbered as {codes}", codes="　".join(codes)))

    def _level_names(self) -> tuple[str, ...]:
        parts = re.split(r"[›>＞、,，]", self.levels.currentText())
        return tuple(name for part in parts if (name := part.strip()))

    def _ask_folder(self) -> None:
        folder = self._choose_folder()
        if folder is not None:
            self.folder.setText(str(folder))

    def _finish(self) -> None:
        self._wrong.hide()
        try:
            if self.from_folder.isChecked():
                folder = Path(self.folder.text().strip())
                made = self._make(lambda path: create_from_folder(path, folder), folder.name)
            else:
                new = self._new_plan()
                made = self._make(lambda path: create_empty(path, new), new.title.strip())
        except PersonError as error:
            show_prose(self._wrong, str(error))
            self._wrong.show()
            return
        if made:
            self.accept()

    def _new_plan(self) -> NewPlan:
        return NewPlan(
            municipality=self.municipality.text(),
            area_code=self.code.text(),
            title=self.title.text(),
            first_year=self.first_year.value(),
            last_year=self.last_year.value(),
            levels=levels_named(self._level_names()),
            subtitle=self.subtitle.text(),
        )


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line


def _year(name: str, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(EARLIEST, LATEST)
    box.setGroupSeparatorShown(False)
    box.setValue(value)
    return box


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(2 * SPACING)
    form.setVerticalSpacing(SPACING)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _holding(form: QFormLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(form)
    return holder
