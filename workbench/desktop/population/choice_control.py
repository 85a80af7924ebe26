"""One choice of model as a person meets it: its name, a list, what each option leads to."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.population.reason_line import ReasonLine
from workbench.desktop.widgets.tips import in_lines
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import Choice

#: Choices whose options show what they lead to.
WITH_RESULTS = frozenset({"migration_base"})


class ChoiceControl(QWidget):
    """A choice of model as a name above a list; `noted` carries why it departs."""

    chosen = Signal(str, str)
    noted = Signal(str, str)

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self.box = QComboBox()
        self.reason = ReasonLine(str(choice.name), self)
        self.reason.written.connect(lambda words: self.noted.emit(choice.key, words))
        # The figures beside the options must not make the column wider than its room.
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for option, name in choice.options.items():
            self.box.addItem(str(name), str(option))
        for widget in (self, self.box):
            widget.setToolTip(in_lines(str(choice.explanation)))
        self.box.setAccessibleName(str(choice.name))
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING // 4)
        top = QHBoxLayout()
        top.setSpacing(look.SPACING // 4)
        caption = look.label(str(choice.name))
        caption.setWordWrap(True)
        caption.setBuddy(self.box)
        top.addWidget(caption, 1)
        top.addWidget(self.reason.button)
        column.addLayout(top)
        # Options that are told with their results need the whole width.
        if choice.key in WITH_RESULTS:
            column.addWidget(self.box)
        else:
            self.box.setFixedWidth(15 * look.SPACING)
            top.addWidget(self.box)
        column.addWidget(self.reason.line)

    def show_value(self, option: str) -> None:
        """Show an option without saying that it was chosen."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(str(option)))
        self.reason.show_departure(departs=self._departs())

    def show_reason(self, reason: str) -> None:
        """Show why it departs."""
        self.reason.show_reason(reason, departs=self._departs())

    def show_results(self, results: Mapping[str, float]) -> None:
        """Write beside each option the persons it leads to; one that is missing cannot be run."""
        model = self.box.model()
        assert isinstance(model, QStandardItemModel)
        for index, (option, name) in enumerate(self.choice.options.items()):
            known = str(option) in results
            figure = format_number(results[str(option)], 0) if known else "－"
            text = tr("{option} ({figure})", option=name, figure=figure)
            self.box.setItemText(index, text if known else str(name))
            model.item(index).setEnabled(known)

    def hide_results(self) -> None:
        """Show the options alone."""
        for index, name in enumerate(self.choice.options.values()):
            self.box.setItemText(index, str(name))

    def _departs(self) -> bool:
        return bool(self.box.currentData() != str(self.choice.default))

    def _choose(self, index: int) -> None:
        self.reason.show_departure(departs=self._departs())
        self.chosen.emit(self.choice.key, self.box.itemData(index))
