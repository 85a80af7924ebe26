"""Writes the changes of one workbook inside the transaction of its import."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from workbench.exchange.changes import WRITING, Change
from workbench.exchange.proposals import (
    ImportProposal,
    IndicatorChange,
    ValueChange,
    VitalEventChange,
)
from workbench.exchange.value_changes import Entry
from workbench.operations import years
from workbench.operations.departments import remember
from workbench.operations.import_cells import cell_columns, changed_meanwhile
from workbench.operations.import_memory import remember as remember_import
from workbench.operations.imported_headship import write_headship
from workbench.operations.imported_populations import write_population_sets
from workbench.operations.imported_projects import write_projects
from workbench.operations.imported_settlements import write_settlements
from workbench.operations.returned_answers import write_answers
from workbench.plan.structure import Indicator
from workbench.plan.values import Value
from workbench.store.journal import Row, Transaction, person

#: Counts of the register are of 1 January after the year of its flows.
_STOCKS = frozenset({"register_population", "male", "female", "households"})


class Writing:
    """Writes one proposal inside a transaction."""

    def __init__(self, change: Transaction, proposal: ImportProposal) -> None:
        self._change = change
        self._proposal = proposal
        self.source_id = self._source()
        self._closed_years = years.closed_years(change.database)
        self._indicator_ids: dict[str, int] = {}

    def _source(self) -> int:
        """Return the workbook's source, made once for each file of this content."""
        held = self._change.database.row(
            "SELECT id FROM source WHERE kind = 'workbook' AND sha256 = ? AND title = ?"
            " AND note = ''",
            [self._proposal.sha256, self._proposal.workbook],
        )
        if held is not None:
            return int(held["id"])
        row = {
            "kind": "workbook",
            "title": self._proposal.workbook,
            "sha256": self._proposal.sha256,
            "recorded_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "recorded_by": person(),
        }
        return self._change.insert("source", row)

    def write(self) -> Mapping[str, object]:
        """Write everything; return what the journal has to say beyond the counts."""
        kinds = (*WRITING, Change.BLANK) if self._proposal.clears else WRITING
        writing = (one for one in self._proposal.values if one.change in kinds)
        years.require_open(self._change.database, (one.fiscal_year for one in writing))
        for indicator in self._proposal.indicators:
            self._apply_indicator(indicator)
        changed = [one for one in self._proposal.values if one.change is not Change.NEW]
        for value in changed:
            self._apply_held_value(value)
        added = [one for one in self._proposal.values if one.change is Change.NEW]
        self._change.insert_many("indicator_value", map(self._new_value, added))
        for event in self._proposal.vital_events:
            self._apply_event(event)
        write_answers(self._change, self._proposal.answers, self.source_id)
        write_projects(self._change, self._proposal, self.source_id)
        write_settlements(self._change, self._proposal.settlements, self.source_id)
        write_headship(self._change, self._proposal.headship)
        remember_import(self._change, self._proposal, self.source_id)
        return write_population_sets(self._change, self._proposal.population_sets)

    def _apply_indicator(self, one: IndicatorChange) -> None:
        if one.old is not None:
            self._indicator_ids[one.key] = one.old.id
        if one.change not in WRITING or one.new is None:
            return
        remember(self._change, one.new.department)
        if one.old is None:
            row = {**_indicator_row(one.new), "position": self._next_position(one.new)}
            self._indicator_ids[one.key] = self._change.insert("indicator", row)
        else:
            try:
                self._change.update("indicator", one.old.id, _indicator_row(one.new))
            except KeyError as error:
                raise changed_meanwhile() from error

    def _next_position(self, indicator: Indicator) -> int:
        held = self._change.database.row(
            "SELECT max(position) FROM indicator WHERE element_id = ?", [indicator.element_id]
        )
        return int((held[0] if held else None) or 0) + 1

    def _new_value(self, one: ValueChange) -> Row:
        indicator_id = self._indicator_ids[one.key]
        key = [indicator_id, one.role.value, one.fiscal_year]
        if self._change.database.row(_FIND_VALUE, key) is not None:
            raise changed_meanwhile()
        assert one.new is not None
        return {
            "indicator_id": indicator_id,
            "fiscal_year": one.fiscal_year,
            "role": one.role.value,
            **_value_row(one.new),
            **cell_columns(one.provenance, self.source_id),
        }

    def _apply_held_value(self, one: ValueChange) -> None:
        clears = one.change is Change.BLANK and self._proposal.clears
        if one.old is None or (one.new is None and not clears):
            return
        held = self._change.database.row("SELECT * FROM indicator_value WHERE id = ?", [one.old.id])
        if held is None or {name: held[name] for name in _value_row(one.old.value)} != _value_row(
            one.old.value
        ):
            raise changed_meanwhile()
        if clears:
            self._change.delete("indicator_value", one.old.id)
        elif one.change is Change.CHANGED and one.new is not None:
            row = {**_value_row(one.new), **cell_columns(one.provenance, self.source_id)}
            self._change.update("indicator_value", one.old.id, row)
        elif is_confirmed(one) and one.fiscal_year not in self._closed_years:
            self._change.update(
                "indicator_value", one.old.id, cell_columns(one.provenance, self.source_id)
            )

    def _apply_event(self, one: VitalEventChange) -> None:
        held = self._change.database.row(
            "SELECT id, number FROM vital_event"
            " WHERE area_code = ? AND quantity = ? AND calendar_year = ?",
            [one.new.area_code, one.new.quantity, one.new.calendar_year],
        )
        if (held["number"] if held else None) != (one.old.number if one.old else None):
            raise changed_meanwhile()
        row = {"number": one.new.number, **cell_columns(one.new.provenance, self.source_id)}
        if held is None:
            stock = one.new.quantity in _STOCKS
            date = f"{one.new.calendar_year + 1}-01-01" if stock else ""
            self._change.insert(
                "vital_event",
                {
                    "area_code": one.new.area_code,
                    "calendar_year": one.new.calendar_year,
                    "quantity": one.new.quantity,
                    "reference_date": date,
                    **row,
                },
            )
        elif one.change is Change.CHANGED or is_confirmed(one):
            self._change.update("vital_event", held["id"], row)


_FIND_VALUE = (
    "SELECT id FROM indicator_value WHERE indicator_id = ? AND role = ? AND fiscal_year = ?"
)


def is_confirmed(one: Entry | ValueChange | VitalEventChange) -> bool:
    """Tell whether the file holds the same figure, and the plan does not know its cell yet."""
    if one.change is not Change.SAME or one.old is None:
        return False
    return one.old.provenance is None or not one.old.provenance.cell


def _indicator_row(indicator: Indicator) -> dict[str, object]:
    return {
        "element_id": indicator.element_id,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "definition": indicator.definition,
        "source_note": indicator.source_note,
        "department": indicator.department,
        "decimals": indicator.decimals,
    }


def _value_row(value: Value) -> Mapping[str, object]:
    return {"kind": value.kind.value, "number": value.number, "words": value.words}
