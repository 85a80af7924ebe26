"""Finds the tables of a sheet that resemble those whose columns a person confirmed before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from workbench.exchange.mapping import (
    RESEMBLING,
    SheetMapping,
    Suggestion,
    confidence_of,
    fingerprint,
    recalled,
    resemblance,
)
from workbench.exchange.table_areas import TableArea, shown_table
from workbench.exchange.tables import Table, find_tables
from workbench.exchange.workbooks import Sheet


def remembered_on(
    sheet: Sheet, remembered: Iterable[SheetMapping], found: Sequence[Table] | None = None
) -> tuple[Suggestion, ...]:
    """Return the tables of a sheet that resemble one of a mapping, as the likest mapping has them.

    Tables lie where they were `found`, or where a person had to show them last time; of two that
    overlap the one counts that is more like its mapping, and of equals the one that was shown.
    """
    mappings = tuple(remembered)
    if not mappings:
        return ()
    tables = list(find_tables(sheet) if found is None else found)
    prints = [fingerprint(table) for table in tables]
    candidates: list[tuple[float, SheetMapping, Table]] = []
    for mapping in mappings:
        shown = _where_it_was(mapping, sheet)
        if shown is not None:
            likeness = resemblance(fingerprint(shown), mapping.fingerprint)
            candidates.append((likeness, mapping, shown))
        candidates.extend(
            (resemblance(own, mapping.fingerprint), mapping, table)
            for own, table in zip(prints, tables, strict=True)
        )
    chosen: list[Suggestion] = []
    for likeness, mapping, table in sorted(candidates, key=lambda one: -one[0]):
        if likeness < RESEMBLING or any(table.overlaps(one.table) for one in chosen):
            continue
        meanings = recalled(mapping, table)
        chosen.append(
            Suggestion(
                table,
                meanings,
                min(likeness, confidence_of(meanings)),
                remembered=True,
                left_out=mapping.left_out,
            )
        )
    return tuple(sorted(chosen, key=lambda one: (one.table.top, one.table.span or (0, 0))))


def remembered_for(table: Table, remembered: Iterable[SheetMapping]) -> Suggestion | None:
    """Return one table as the mapping has it that it resembles most, if enough."""
    own = fingerprint(table)
    likeness, mapping = max(
        ((resemblance(own, one.fingerprint), one) for one in remembered),
        key=itemgetter(0),
        default=(0.0, None),
    )
    if mapping is None or likeness < RESEMBLING:
        return None
    meanings = recalled(mapping, table)
    return Suggestion(
        table,
        meanings,
        min(likeness, confidence_of(meanings)),
        remembered=True,
        left_out=mapping.left_out,
    )


def _where_it_was(mapping: SheetMapping, sheet: Sheet) -> Table | None:
    """Return the table under the header that a person had to show last time; it may be longer."""
    if mapping.first_row is None:
        return None
    area = TableArea(mapping.header_rows, mapping.first_row, None, mapping.span)
    return shown_table(sheet, area) if area.is_on(sheet) else None
