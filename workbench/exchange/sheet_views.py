"""What was made of each sheet of a workbook, for a person to look at and to put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.fields import ColumnMeaning, meanings_of
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.layouts import indicator_sheet
from workbench.exchange.layouts.base import Match
from workbench.exchange.mapping import (
    RESEMBLING,
    SheetMapping,
    Suggestion,
    confidence_of,
    fingerprint,
    is_complete,
    mapped_table,
    recalled,
    remembered_for,
    resemblance,
    suggest,
)
from workbench.exchange.personal import without_personal
from workbench.exchange.tables import Table, find_table, shown_area
from workbench.exchange.workbooks import Sheet
from workbench.plan.structure import Plan


@dataclass(frozen=True)
class SheetView:
    """One sheet and what was made of it.

    Parameters
    ----------
    sheet
        The grid as it was read.
    layout
        The key of the layout that read it; empty where none did.
    tables
        The tables found, from the top, with the meaning of each column. Layouts other than the
        indicator sheet give their columns no meaning a person could change.
    """

    sheet: Sheet
    layout: str
    tables: tuple[Suggestion, ...]

    @property
    def remembered(self) -> bool:
        """Tell whether a mapping confirmed on an earlier sheet was used."""
        return any(table.remembered for table in self.tables)


def view_of(
    sheet: Sheet, matches: Sequence[Match], plan: Plan, guidance: Guidance = NO_GUIDANCE
) -> SheetView:
    """Return what was made of a sheet; for one that nothing recognises, what is suggested.

    Where a person has begun to say what the columns mean, that is what is suggested.
    """
    if matches:
        tables = tuple(
            Suggestion(match.table, _meanings(match), match.confidence, match.remembered)
            for match in matches
            if match.table
        )
        return SheetView(sheet, matches[0].layout, tables)
    mapping = guidance.mappings.get(sheet.name)
    table = _mapped_table(mapping, sheet, guidance) if mapping else None
    if mapping is not None and table is not None:
        meanings = recalled(mapping, table)
        return SheetView(sheet, "", (Suggestion(table, meanings, confidence_of(meanings)),))
    suggestion = suggest(sheet, plan) if sheet.visible else None
    return SheetView(sheet, "", (suggestion,) if suggestion else ())


def _meanings(match: Match) -> tuple[ColumnMeaning | None, ...]:
    columns = match.table.columns if match.table else ()
    if match.layout != indicator_sheet.KEY or match.table is None:
        return (None,) * len(columns)
    known = match.meanings
    if known is None:
        known = without_personal(match.table, meanings_of(columns))
    by_index = {meaning.column.index: meaning for meaning in known}
    return tuple(by_index.get(column.index) for column in columns)


def guided(sheet: Sheet, guidance: Guidance) -> tuple[Match, ...]:
    """Return the sheet's tables as a person said; nothing when nobody said enough."""
    mapping = guidance.mappings.get(sheet.name)
    table = _mapped_table(mapping, sheet, guidance) if mapping else None
    if mapping is None or table is None or not is_complete(recalled(mapping, table)):
        return ()
    return (_mapped(mapping, table), *_further(mapping, table))


def _mapped_table(mapping: SheetMapping, sheet: Sheet, guidance: Guidance) -> Table | None:
    """Return the table that a person's mapping is about."""
    return find_table(sheet) if sheet.name in guidance.areas else mapped_table(mapping, sheet)


def recalled_match(sheet: Sheet, guidance: Guidance) -> tuple[Match, ...]:
    """Return the sheet's tables as a mapping has them that was confirmed on an earlier sheet."""
    if not guidance.remembered:
        return ()
    suggestion = remembered_for(sheet, guidance.remembered)
    if suggestion is None or not is_complete(suggestion.meanings):
        return ()
    meanings = tuple(meaning for meaning in suggestion.meanings if meaning)
    return (
        Match(
            indicator_sheet.KEY,
            sheet,
            suggestion.table,
            suggestion.confidence,
            meanings,
            remembered=True,
        ),
    )


def with_area(sheet: Sheet, guidance: Guidance) -> Sheet:
    """Return the sheet with its table where a person showed it."""
    area = guidance.areas.get(sheet.name)
    return shown_area(sheet, area) if area else sheet


def _mapped(mapping: SheetMapping, table: Table) -> Match:
    meanings = tuple(meaning for meaning in recalled(mapping, table) if meaning)
    return Match(indicator_sheet.KEY, table.sheet, table, confidence_of(meanings), meanings)


def _further(mapping: SheetMapping, first: Table) -> Iterator[Match]:
    """Yield the tables below the one that a person said the columns of."""
    if mapping.first_row is not None:
        return
    table = find_table(first.sheet, from_row=first.last_row + 1)
    while table is not None:
        if resemblance(fingerprint(table), mapping.fingerprint) >= RESEMBLING:
            yield _mapped(mapping, table)
        elif match := indicator_sheet.match_of(table):
            yield match
        table = find_table(first.sheet, from_row=table.last_row + 1)
