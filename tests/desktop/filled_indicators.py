"""A measure with indicators that hold values, and the keys pressed in its grid."""

from PySide6.QtCore import Qt

from workbench.desktop.places import element_place
from workbench.operations.indicator_values import Slot, type_value
from workbench.operations.indicators import IndicatorFields, add_indicator
from workbench.operations.lookups import made_id
from workbench.plan.structure import Direction
from workbench.store.queries import load_indicator_values

CONTROL = Qt.KeyboardModifier.ControlModifier


class Filled:
    """The measure 4-10 with two indicators of its own, all 記入例."""

    def __init__(self, window):
        self.window, self.document = window, window.document
        self.measure = next(e for e in self.document.plan.elements if e.code == "4-10")
        self.first = self._add("相談件数（記入例）", IndicatorFields("件"))
        self.second = self._add("転出した割合（記入例）", IndicatorFields("％", Direction.LESS))
        window.go_to(element_place(self.measure.id))
        self.section = window.pages.plan.element.indicators
        self.table, self.model = self.section.table, self.section.model
        window.pages.plan.element.year.choose(2024)

    def _add(self, name, fields):
        outcome = add_indicator(self.document.database, self.measure.id, name, fields)
        self.document.announce(outcome)
        return made_id(outcome)

    def put(self, indicator, role, year, text):
        slot = Slot(indicator, role, year)
        self.document.run(lambda database: type_value(database, slot, text))

    def at(self, indicator, role, year):
        return self.model.index_of(Slot(indicator, role, year))

    def go(self, indicator, role, year):
        self.table.begin_typing(Slot(indicator, role, year))
        return self.at(indicator, role, year)

    def held(self, indicator, role, year):
        values = load_indicator_values(self.document.database, [indicator])
        return {(v.role, v.fiscal_year): v.value for v in values}.get((role, year))

    def editor(self):
        return self.table.delegate.editor

    def steps(self):
        return self.document.database.row("SELECT count(*) FROM journal WHERE kind = 'do'")[0]
