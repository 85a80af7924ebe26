"""Compares what was read with what the plan holds: new, changed, same, missing, blank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.exchange.cells import in_unit
from workbench.exchange.changes import Change
from workbench.exchange.fields import Field
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import fold_unit
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.layouts.indicator_sheet import IndicatorRow, ReadYearValue
from workbench.exchange.layouts.register_dynamics import RegisterFigure
from workbench.exchange.matching import MeasureFinder, MeasureMatch, find_indicator
from workbench.exchange.proposals import IndicatorChange, ValueChange, VitalEventChange
from workbench.language import Message, message
from workbench.plan.structure import (
    Direction,
    Element,
    Indicator,
    IndicatorValue,
    Plan,
    Provenance,
    Role,
)
from workbench.plan.vital_events import VitalEvent


@dataclass(frozen=True)
class Origin:
    """The workbook that everything in a proposal comes from."""

    title: str
    sha256: str

    def at(self, place: Spot) -> Provenance:
        """Return the provenance of a cell; the source's id is given when it is written."""
        return Provenance(0, self.title, self.sha256, place.sheet, place.cell, place.original)


@dataclass(frozen=True)
class IndicatorDifferences:
    """What a sheet of indicators would do."""

    indicators: tuple[IndicatorChange, ...]
    values: tuple[ValueChange, ...]
    findings: tuple[Finding, ...]


def compare_indicators(
    rows: Sequence[IndicatorRow],
    plan: Plan,
    held_values: Iterable[IndicatorValue],
    origin: Origin,
) -> IndicatorDifferences:
    """Return what the rows change in the plan.

    A row whose measure or indicator is uncertain is left out and stands as a finding that
    needs a decision.
    """
    comparison = _Comparison(plan, held_values, origin)
    for row in rows:
        comparison.add(row)
    comparison.values.extend(comparison.missing())
    return IndicatorDifferences(
        tuple(comparison.indicators), tuple(comparison.values), tuple(comparison.findings)
    )


class _Comparison:
    """Goes through the rows and gathers what they change."""

    def __init__(self, plan: Plan, held_values: Iterable[IndicatorValue], origin: Origin) -> None:
        self._plan = plan
        self._origin = origin
        self._measures = MeasureFinder(plan)
        self._held: dict[int, dict[tuple[Role, int], IndicatorValue]] = defaultdict(dict)
        for value in held_values:
            self._held[value.indicator_id][value.role, value.fiscal_year] = value
        self._seen: dict[tuple[int, str], IndicatorRow] = {}
        self._columns: set[tuple[Role, int]] = set()
        self._elements: dict[int, Element] = {}
        self._perhaps_present: set[int] = set()
        self.indicators: list[IndicatorChange] = []
        self.values: list[ValueChange] = []
        self.findings: list[Finding] = []

    def add(self, row: IndicatorRow) -> None:
        self.findings.extend(row.findings)
        if not row.name:
            return
        found = self._find(row)
        if found is None:
            return
        element, old = found
        known = (element.id, old.name if old else row.name)
        if known in self._seen:
            self.findings.append(_repeated(row, self._seen[known]))
            return
        self._seen[known] = row
        self._elements[element.id] = element
        new = _indicator(row, element, old)
        change = Change.NEW if old is None else Change.SAME if new == old else Change.CHANGED
        key = f"{row.spot.sheet}!{row.row + 1}"
        provenance = self._origin.at(row.spot)
        self.indicators.append(IndicatorChange(change, key, old, new, provenance))
        self._add_values(row, key, new)

    def _find(self, row: IndicatorRow) -> tuple[Element, Indicator | None] | None:
        """Return the measure and the indicator a row means, or say why it is uncertain."""
        if not row.measure_code and not row.measure_name:
            return self._find_by_name_alone(row)
        match = self._measures.find(row.measure_code, row.measure_name)
        if match.element is None:
            self.findings.append(_uncertain_measure(row, match))
            return None
        old, alike = find_indicator(row.name, self._plan.indicators_of(match.element.id))
        if alike:
            self._perhaps_present.update(indicator.id for indicator in alike)
            self.findings.append(_uncertain_indicator(row, alike))
            return None
        return match.element, old

    def _find_by_name_alone(self, row: IndicatorRow) -> tuple[Element, Indicator] | None:
        old, alike = find_indicator(row.name, self._plan.indicators)
        if old is not None:
            return self._plan.element(old.element_id), old
        self.findings.append(
            _uncertain_indicator(row, alike)
            if alike
            else _uncertain_measure(row, MeasureMatch(None, (), "unknown"))
        )
        return None

    def _add_values(self, row: IndicatorRow, key: str, indicator: Indicator) -> None:
        kept_out = {
            finding.cell
            for finding in row.findings
            if finding.needs_decision or finding.level is Level.ERROR
        }
        held = self._held.get(indicator.id, {}) if indicator.id else {}
        for read in row.values:
            self._columns.add((read.role, read.fiscal_year))
            if read.reading.spot.cell in kept_out:
                continue
            change = self._value(read, key, indicator, held.get((read.role, read.fiscal_year)))
            if change:
                self.values.append(change)

    def _value(
        self, read: ReadYearValue, key: str, indicator: Indicator, old: IndicatorValue | None
    ) -> ValueChange | None:
        provenance = self._origin.at(read.reading.spot)
        if read.reading.blank:
            if old is None:
                return None
            return ValueChange(
                Change.BLANK, key, read.fiscal_year, read.role, old, None, provenance
            )
        reading = in_unit(read.reading, indicator.unit)
        if reading.value is None:
            self.findings.extend(reading.findings[len(read.reading.findings) :])
            return None
        change = (
            Change.NEW
            if old is None
            else Change.SAME
            if old.value == reading.value
            else Change.CHANGED
        )
        return ValueChange(change, key, read.fiscal_year, read.role, old, reading.value, provenance)

    def missing(self) -> Iterator[ValueChange]:
        """Yield what the plan holds for these measures and years and the file lacks."""
        present = {change.old.id for change in self.indicators if change.old}
        for element_id in self._elements:
            for indicator in self._plan.indicators_of(element_id):
                if indicator.id in present | self._perhaps_present:
                    continue
                key = f"missing!{indicator.id}"
                self.indicators.append(IndicatorChange(Change.MISSING, key, indicator, None))
                for place, value in self._held.get(indicator.id, {}).items():
                    if place in self._columns:
                        yield ValueChange(
                            Change.MISSING, key, value.fiscal_year, value.role, value, None
                        )


def _indicator(row: IndicatorRow, element: Element, old: Indicator | None) -> Indicator:
    """Return the indicator as the row would have it; a blank in the row changes nothing."""
    texts: Mapping[Field, str] = row.texts
    unit = texts.get(Field.UNIT, "")
    if old is None:
        return Indicator(
            id=0,
            element_id=element.id,
            position=0,
            name=row.name,
            unit=unit,
            direction=row.direction or Direction.MORE,
            definition=texts.get(Field.DEFINITION, ""),
            source_note=texts.get(Field.SOURCE_NOTE, ""),
            department=texts.get(Field.DEPARTMENT, ""),
        )
    return replace(
        old,
        # The plan's unit stands: a figure in another unit is converted, or asked about.
        unit=old.unit or unit if not unit or fold_unit(unit) == fold_unit(old.unit) else old.unit,
        direction=row.direction or old.direction,
        definition=texts.get(Field.DEFINITION) or old.definition,
        source_note=texts.get(Field.SOURCE_NOTE) or old.source_note,
        department=texts.get(Field.DEPARTMENT) or old.department,
    )


_WHY_UNCERTAIN: Mapping[str, Message] = {
    "unknown": message("The plan has no such measure."),
    "contradiction": message("The measure's number and its name do not belong together."),
    "ambiguous": message("Several measures of the plan bear this name."),
    "alike": message("The plan has no measure of exactly this name."),
}


def _uncertain_measure(row: IndicatorRow, match: MeasureMatch) -> Finding:
    candidates = "、".join(f"{element.code} {element.name}" for element in match.candidates)
    return finding_at(
        row.measure_spot,
        f"measure.{match.reason}",
        Level.ERROR,
        _WHY_UNCERTAIN[match.reason],
        message("Say which measure is meant: {candidates}.", candidates=candidates)
        if candidates
        else message("Write the measure's number as the plan has it."),
        needs_decision=True,
    )


def _uncertain_indicator(row: IndicatorRow, alike: tuple[Indicator, ...]) -> Finding:
    return finding_at(
        row.spot,
        "indicator.alike",
        Level.ERROR,
        message("The plan has no indicator of exactly this name."),
        message(
            "Say whether it is new or one of these: {candidates}.",
            candidates="、".join(indicator.name for indicator in alike),
        ),
        needs_decision=True,
    )


def _repeated(row: IndicatorRow, first: IndicatorRow) -> Finding:
    return finding_at(
        row.spot,
        "indicator.repeated",
        Level.ERROR,
        message("The indicator stands in row {row} already.", row=first.row + 1),
        message("Delete one of the two rows, or tell them apart by name."),
        needs_decision=True,
    )


def compare_vital_events(
    figures: Sequence[RegisterFigure],
    held: Iterable[VitalEvent],
    code: str,
    origin: Origin,
) -> tuple[VitalEventChange, ...]:
    """Return what figures of the register change in the plan."""
    known = {
        (event.calendar_year, event.quantity): event for event in held if event.area_code == code
    }
    changes: list[VitalEventChange] = []
    for figure in figures:
        old = known.get((figure.calendar_year, figure.quantity))
        new = VitalEvent(
            code, figure.calendar_year, figure.quantity, figure.number, origin.at(figure.spot)
        )
        same = old is not None and old.number == new.number
        change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
        changes.append(VitalEventChange(change, old, new))
    return tuple(changes)
