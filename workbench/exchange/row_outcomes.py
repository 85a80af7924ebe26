"""What a row of an indicator sheet makes of the indicator and of each value the plan holds."""

from __future__ import annotations

from dataclasses import replace

from workbench.exchange.changes import Change
from workbench.exchange.fields import Field
from workbench.exchange.layouts.indicator_rows import IndicatorRow
from workbench.exchange.layouts.indicator_sheet import IndicatorSheet, read_direction
from workbench.plan.structure import Direction, Element, Indicator, IndicatorValue
from workbench.plan.values import Value


def value_change(old: IndicatorValue | None, new: Value | float | None) -> Change | None:
    """Return what a cell does to the value the plan holds; a blank over nothing does nothing."""
    if new is None:
        return Change.BLANK if old is not None else None
    if old is None:
        return Change.NEW
    same = old.value == new if isinstance(new, Value) else old.value.number == new
    return Change.SAME if same else Change.CHANGED


def indicator_of_row(
    sheet: IndicatorSheet, row: IndicatorRow, element: Element, old: Indicator | None
) -> Indicator:
    """Return the indicator as its row would have it; a blank in the row changes nothing."""
    texts = sheet.texts_of(row)
    direction = read_direction(texts.get(Field.DIRECTION, ""))
    if old is None:
        return Indicator(
            id=0,
            element_id=element.id,
            position=0,
            name=row.name,
            unit=row.unit,
            direction=direction or Direction.MORE,
            definition=texts.get(Field.DEFINITION, ""),
            source_note=texts.get(Field.SOURCE_NOTE, ""),
            department=texts.get(Field.DEPARTMENT, ""),
        )
    changed: dict[str, str | Direction] = {}
    # The plan's unit stands: a figure in another unit is converted, or asked about.
    if row.unit and not old.unit:
        changed["unit"] = row.unit
    if direction and direction is not old.direction:
        changed["direction"] = direction
    for field, name in _REPLACED.items():
        if (text := texts.get(field)) and text != getattr(old, name):
            changed[name] = text
    return replace(old, **changed) if changed else old  # type: ignore[arg-type]


_REPLACED = {
    Field.DEFINITION: "definition",
    Field.SOURCE_NOTE: "source_note",
    Field.DEPARTMENT: "department",
}
