"""Whose figures are read where a workbook holds those of many areas: the city's, or a part's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.importing.files import File
from workbench.exchange.layouts import population_table, register_dynamics
from workbench.language import tr
from workbench.plan.statistics import Area

#: Layouts of tables that may hold the figures of many areas.
_OF_MANY = frozenset({population_table.KEY, register_dynamics.KEY})


class AreaChoice(QWidget):
    """A box with the areas of the plan; hidden where the choice would change nothing.

    `chosen` carries the code of an area, empty for the municipality.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setAccessibleName(tr("Area whose figures are read"))
        label = look.label(tr("Figures of"), muted=True)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACING)
        row.addWidget(label)
        row.addWidget(self.box)
        self.hide()
        self.box.activated.connect(lambda _index: self.chosen.emit(self.box.currentData()))

    def show_file(self, file: File, areas: Sequence[Area], own_code: str) -> None:
        """Offer the areas of a plan for a file; `own_code` is the municipality's."""
        layouts = file.reading.proposal.layouts if file.reading else ()
        self.setVisible(len(areas) > 1 and bool(_OF_MANY & set(layouts)))
        self.box.clear()
        for area in sorted(areas, key=lambda one: one.code != own_code):
            self.box.addItem(area.name, "" if area.code == own_code else area.code)
        self.box.setCurrentIndex(max(self.box.findData(file.guidance.area), 0))
