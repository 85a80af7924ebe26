"""Compares indicators that were read with the plan: new, changed, same, missing, blank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workbench.exchange.cells import CellReading, in_unit
from workbench.exchange.changes import Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import (
    NEW,
    NO_GUIDANCE,
    Guidance,
    indicator_alias,
    measure_alias,
)
from workbench.exchange.indicator_changes import (
    IndicatorChange,
    IndicatorEntry,
    IndicatorPart,
)
from workbench.exchange.japanese import fold_unit, shadow
from workbench.exchange.layouts.base import Spot, spot
from workbench.exchange.layouts.indicator_rows import IndicatorRow
from workbench.exchange.layouts.indicator_sheet import IndicatorSheet
from workbench.exchange.matching import IndicatorFinder, MeasureFinder, MeasureMatch
from workbench.exchange.origins import Origin
from workbench.exchange.plausibility import Results, may_jump
from workbench.exchange.row_outcomes import indicator_of_row, value_change
from workbench.exchange.share_doubts import ShareDoubts
from workbench.exchange.uncertainties import repeated, uncertain_indicator, uncertain_measure
from workbench.exchange.value_changes import Entry, NewRow, Part
from workbench.exchange.workbooks import Cell
from workbench.plan.structure import (
    Element,
    Indicator,
    IndicatorValue,
    Role,
)
from workbench.plan.values import Value, number


@dataclass(frozen=True)
class IndicatorDifferences:
    """What a sheet of indicators would do."""

    indicators: tuple[IndicatorPart, ...]
    values: tuple[Part, ...]
    findings: tuple[Finding, ...]
    learned: Mapping[str, int]


def compare_indicators(
    sheets: Sequence[IndicatorSheet],
    measures: MeasureFinder,
    held_values: Iterable[IndicatorValue],
    origin: Origin,
    guidance: Guidance = NO_GUIDANCE,
) -> IndicatorDifferences:
    """Return what the rows of a workbook's sheets change in the plan.

    A row whose measure or indicator is uncertain is left out and stands as a finding that
    needs a decision. What the plan holds is missing only when no sheet has it.
    """
    comparison = _Comparison(measures, held_values, origin, guidance)
    for sheet in sheets:
        comparison.add_sheet(sheet)
    comparison.add_jumps()
    comparison.add_missing()
    return IndicatorDifferences(
        tuple(comparison.indicators),
        tuple(comparison.values),
        tuple(comparison.findings),
        comparison.learned,
    )


class _Met(NamedTuple):
    """Where an indicator was met first, and what its change is made from."""

    key: str
    sheet: IndicatorSheet
    row: IndicatorRow
    element: Element
    old: Indicator | None


def _slots_of(row: IndicatorRow) -> set[tuple[Role, int]]:
    """Return role and year of each value that a row holds."""
    pairs = zip(row.slots, row.figures, strict=True)
    return {slot for slot, figure in pairs if slot is not None and figure is not None}


class _Comparison:
    """Goes through the rows and gathers what they change."""

    def __init__(
        self,
        measures: MeasureFinder,
        held_values: Iterable[IndicatorValue],
        origin: Origin,
        guidance: Guidance,
    ) -> None:
        self._guidance = guidance
        self._plan = plan = measures.plan
        self._origin = origin
        self._make = self._indicator_change
        self._measures = measures
        self._indicators = IndicatorFinder(plan)
        self._held: dict[int, dict[tuple[Role, int], IndicatorValue]] = defaultdict(dict)
        for value in held_values:
            self._held[value.indicator_id][value.role, value.fiscal_year] = value
        self._shares = ShareDoubts(self._indicators, self._held, guidance)
        self._seen: dict[tuple[int, str], _Met] = {}
        self._filled: set[tuple[str, Role, int]] = set()
        self._slots: set[tuple[Role, int]] = set()
        #: What the rows of an indicator gave that stands in several, each with years across.
        self._given: dict[str, set[tuple[Role, int]]] = {}
        self._elements: dict[int, Element] = {}
        #: The indicators of the plan that the file has, and those it may have.
        self._present: set[int] = set()
        self._perhaps_present: set[int] = set()
        #: The results that may jump, by the key of their indicator: years may stand in rows.
        self._results: dict[str, Results] = {}
        self.indicators: list[IndicatorPart] = []
        self.values: list[Part] = []
        self.findings: list[Finding] = []
        self.learned: dict[str, int] = {}

    def add_sheet(self, sheet: IndicatorSheet) -> None:
        """Take in what the rows of one table change."""
        self._sheet = sheet
        # Changes are made into objects later, when another sheet is being looked at.
        self._places = self._origin.places_on(sheet.table.sheet)
        self._columns = tuple(column.index for column in sheet.columns.values)
        self._fixed: tuple[tuple[Role, int] | None, ...] = ()
        self._is_long = sheet.columns.is_long
        for row in sheet.rows:
            self.add(row)

    def add(self, row: IndicatorRow) -> None:
        """Take in what one row changes."""
        if row.findings:
            self.findings.extend(row.findings)
        found = self._find(row) if row.name else None
        if found is None:
            return
        element, old = found
        if row.unit or (old and old.unit):
            row = self._with_doubts(row, old)
        known = (element.id, old.name if old else row.name)
        met = self._seen.get(known)
        if met is None:
            key = self._sheet.key_of(row)
            self._seen[known] = met = _Met(key, self._sheet, row, element, old)
            self._elements[element.id] = element
            self._add_indicator(met)
        elif (self._is_long and not self._overlaps(row, met.key)) or (
            not self._is_long and self._adds_years(row, met)
        ):
            key = met.key
        else:
            if self._texts(self._sheet, row) != self._texts(met.sheet, met.row):
                place = self._sheet.name_spot(row)
                self.findings.append(repeated(place, met.sheet.name_spot(met.row)))
            return
        self._add_values(row, key, old)

    def _with_doubts(self, row: IndicatorRow, old: Indicator | None) -> IndicatorRow:
        doubts = self._shares.of_row(self._sheet, row, old)
        said = {finding.cell for finding in row.findings}
        doubts = tuple(finding for finding in doubts if finding.cell not in said)
        self.findings.extend(doubts)
        return row._replace(findings=(*row.findings, *doubts)) if doubts else row

    def _add_indicator(self, met: _Met) -> None:
        change, old = Change.NEW, met.old
        if old is not None:
            self._present.add(old.id)
            new = indicator_of_row(met.sheet, met.row, met.element, old)
            change = Change.SAME if new == old else Change.CHANGED
        self.indicators.append(IndicatorEntry(change, met.key, self._make, met))

    def _indicator_change(self, change: Change, *made_from: Any) -> IndicatorChange:
        met = _Met(*made_from)
        new = indicator_of_row(met.sheet, met.row, met.element, met.old)
        provenance = self._origin.at(met.sheet.name_spot(met.row))
        return IndicatorChange(change, met.key, met.old, new, provenance)

    @staticmethod
    def _texts(sheet: IndicatorSheet, row: IndicatorRow) -> list[str]:
        """Return the values of a row as they stand; a row repeated as it is does no harm."""
        cells = (sheet.table.sheet.text(row.row, column.index) for column in sheet.columns.values)
        return [shadow(cell) for cell in cells]

    def _overlaps(self, row: IndicatorRow, key: str) -> bool:
        """Tell whether a further row of an indicator gives a value that an earlier one gave."""
        return any(slot is not None and (key, *slot) in self._filled for slot in row.slots)

    def _adds_years(self, row: IndicatorRow, met: _Met) -> bool:
        """Tell whether a further row of an indicator holds other years only, as a second page."""
        if met.sheet.columns.is_long:
            return False
        given = self._given.setdefault(met.key, _slots_of(met.row))
        own = _slots_of(row)
        if not own or own & given:
            return False
        given |= own
        return True

    def _find(self, row: IndicatorRow) -> tuple[Element, Indicator | None] | None:
        """Return the measure and the indicator a row means, or say why it is uncertain."""
        if self._guidance.decisions:
            said = self._decided_indicator(self._sheet.name_spot(row), row)
            if said is not None:
                return self._plan.element(said.element_id), said
        if not row.measure_code and not row.measure_name:
            return self._find_by_name_alone(row)
        match = self._measures.find(row.measure_code, row.measure_name)
        element = match.element or self._decided_element(row) or self._alias_of_element(row)
        if element is None:
            self.findings.append(uncertain_measure(self._sheet.measure_spot(row), match))
            return None
        old, alike = self._indicators.find(row.name, element.id)
        old = old or self._alias_of_indicator(row, element)
        if old or not alike:
            return element, old
        place = self._sheet.name_spot(row)
        if self._guidance.on(place.sheet, place.cell) == NEW:
            return element, None
        self._perhaps_present.update(indicator.id for indicator in alike)
        self.findings.append(uncertain_indicator(place, alike))
        return None

    def _find_by_name_alone(self, row: IndicatorRow) -> tuple[Element, Indicator | None] | None:
        old, alike = self._indicators.find(row.name, None)
        place = self._sheet.name_spot(row)
        old = old or self._alias_of_indicator(row)
        if old is not None:
            return self._plan.element(old.element_id), old
        element = self._chosen_element(place)
        if element is not None:
            return element, None
        self.findings.append(
            uncertain_indicator(place, alike)
            if alike
            else uncertain_measure(place, MeasureMatch(None, (), "unknown"))
        )
        return None

    def _decided_element(self, row: IndicatorRow) -> Element | None:
        chosen = self._chosen_element(self._sheet.measure_spot(row))
        if chosen is not None:
            self.learned[measure_alias(row.measure_code, row.measure_name)] = chosen.id
        return chosen

    def _decided_indicator(self, place: Spot, row: IndicatorRow) -> Indicator | None:
        """Return the indicator that a person said a row is of, any of the plan."""
        said = self._guidance.indicator_id(place.sheet, place.cell)
        if said is None:
            return None
        chosen = next((one for one in self._plan.indicators if one.id == said), None)
        if chosen is not None:
            self.learned[indicator_alias(row.name)] = chosen.id
        return chosen

    def _alias_of_element(self, row: IndicatorRow) -> Element | None:
        if not self._guidance.aliases:
            return None
        alias = measure_alias(row.measure_code, row.measure_name)
        known = self._guidance.aliases.get(alias)
        return next((one for one in self._plan.elements if one.id == known), None)

    def _alias_of_indicator(
        self, row: IndicatorRow, element: Element | None = None
    ) -> Indicator | None:
        if not self._guidance.aliases:
            return None
        known = self._guidance.aliases.get(indicator_alias(row.name))
        among = self._plan.indicators_of(element.id) if element else self._plan.indicators
        return next((one for one in among if one.id == known), None)

    def _chosen_element(self, place: Spot) -> Element | None:
        chosen = self._guidance.element_id(place.sheet, place.cell)
        return next((one for one in self._plan.elements if one.id == chosen), None)

    def _add_values(self, row: IndicatorRow, key: str, old_indicator: Indicator | None) -> None:
        held = self._held.get(old_indicator.id) if old_indicator else None
        if row.slots is not self._fixed:
            self._fixed = row.slots
            self._slots.update(slot for slot in row.slots if slot)
        if self._is_long:
            self._filled.update((key, *slot) for slot in row.slots if slot)
        unit = in_unit_of = row.unit
        converted = False
        if old_indicator and old_indicator.unit:
            in_unit_of = old_indicator.unit
            converted = bool(unit) and fold_unit(unit) != fold_unit(in_unit_of)
        if not (row.findings or row.readings or held or converted):
            if self._is_long or may_jump(row.figures):
                for index, slot, figure in zip(self._columns, row.slots, row.figures, strict=True):
                    self._note(row.row, index, key, slot, figure, Results({}, unit))
            size = len(row.figures) - row.figures.count(None)
            if None in row.slots:
                pairs = zip(row.slots, row.figures, strict=True)
                size = sum(slot is not None and figure is not None for slot, figure in pairs)
            self.values.append(
                NewRow(key, row.slots, self._columns, row.figures, self._places, row.row, size)
            )
            return
        held = held or {}
        numbers = [one.value.number for one in held.values()]
        # Most rows hold nothing that could jump, which is quickly told.
        noted = self._is_long or bool(row.readings) or may_jump([*row.figures, *numbers])
        results = Results(held, in_unit_of)
        for index, slot, new in self._compare_values(row, key, held, converted, in_unit_of):
            if noted:
                self._note(row.row, index, key, slot, new, results)

    def _compare_values(
        self,
        row: IndicatorRow,
        key: str,
        held: Mapping[tuple[Role, int], IndicatorValue],
        converted: bool,
        in_unit_of: str,
    ) -> Iterator[tuple[int, tuple[Role, int], Value | float | None]]:
        """Compare a row cell by cell: some cells are more than figures, or the plan has some.

        Yields column, slot and value of each cell that is taken.
        """
        kept_out = {
            finding.cell
            for finding in row.findings
            if finding.needs_decision or finding.level is Level.ERROR
        }
        direct = not (converted or kept_out)
        place = self._places
        for index, slot, figure in zip(self._columns, row.slots, row.figures, strict=True):
            if slot is None:
                continue
            reading = row.readings.get(index)
            new: Value | float | None
            if reading is None and direct:
                new = figure  # type: ignore[assignment]  # a figure or a blank
            else:
                reading = reading or self._plain_reading(row, index, figure)
                taken = self._taken(reading, in_unit_of, kept_out)
                if taken is None:
                    continue
                new = taken.value
            old = held.get(slot)
            change = value_change(old, new)
            if change is not None:
                role, year = slot
                entry = Entry(change, key, year, role, old, new, place, row.row, index)
                self.values.append(entry)
            yield index, slot, new

    def _note(  # noqa: PLR0917 - a cell, and whose it is
        self,
        row: int,
        column: int,
        key: str,
        slot: tuple[Role, int] | None,
        figure: object,
        results: Results,
    ) -> None:
        """Remember a figure among its indicator's `results`, to look for jumps at the end."""
        if isinstance(figure, Value):
            figure = figure.number
        if slot is None or not isinstance(figure, int | float):
            return
        place = (self._sheet.table.sheet, row, column)
        self._results.setdefault(key, results).add(slot, figure, place)

    def add_jumps(self) -> None:
        """Say which results lie far from those of the year before."""
        for results in self._results.values():
            self.findings.extend(results.findings())

    def _taken(self, reading: CellReading, unit: str, kept_out: set[str]) -> CellReading | None:
        """Return a cell in the indicator's unit, or None when it is kept out."""
        if reading.spot.cell in kept_out:
            return None
        converted = in_unit(reading, unit)
        self.findings.extend(converted.findings[len(reading.findings) :])
        return converted if converted.value is not None or converted.blank else None

    def _plain_reading(self, row: IndicatorRow, column: int, figure: Cell) -> CellReading:
        place = spot(self._sheet.table.sheet, row.row, column)
        value = number(figure) if isinstance(figure, int | float) else None
        return CellReading(place, value, row.unit, blank=value is None)

    def add_missing(self) -> None:
        """Add what the plan holds for these measures and years and the file lacks."""
        present = self._present | self._perhaps_present
        for element_id in self._elements:
            for indicator in self._plan.indicators_of(element_id):
                if indicator.id in present:
                    continue
                key = f"missing!{indicator.id}"
                self.indicators.append(IndicatorChange(Change.MISSING, key, indicator, None))
                for slot, value in self._held.get(indicator.id, {}).items():
                    if slot in self._slots:
                        role, year = slot
                        self.values.append(
                            Entry(Change.MISSING, key, year, role, value, None, None, 0, 0)
                        )
