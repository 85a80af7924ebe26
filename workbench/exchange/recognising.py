"""What the tables of a sheet are: as a person said, as known by name, as last year's were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from workbench.exchange.days_stated import meanings_in
from workbench.exchange.guidance import Guidance, SaidTable
from workbench.exchange.layouts import (
    headship_table,
    indicator_sheet,
    population_table,
    project_evaluation,
    register_dynamics,
    round_trip,
    settlement_card,
    years_down,
)
from workbench.exchange.layouts.base import Match
from workbench.exchange.mapping import (
    RESEMBLING,
    Suggestion,
    confidence_of,
    fingerprint,
    has_years_down,
    is_complete,
    recalled,
    resemblance,
    suggest_table,
)
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.remembering import remembered_for, remembered_on
from workbench.exchange.sheet_views import SheetView
from workbench.exchange.table_areas import with_tables
from workbench.exchange.tables import Table, find_tables, shown_tables
from workbench.exchange.workbooks import Sheet

#: In the order in which they are tried; the surest match wins.
_LAYOUTS = (
    round_trip,
    settlement_card,
    register_dynamics,
    project_evaluation,
    headship_table,
    population_table,
    indicator_sheet,
)
#: From 0.9 on no other layout is tried.
_SURE_ENOUGH, _SURE = 0.5, 0.9
#: Layouts that read all tables of a sheet together.
_OF_ALL_TABLES = frozenset({population_table.KEY, headship_table.KEY})
#: Of so many tables that nothing reads the columns are looked at, to be shown.
_UNREAD = 12


@dataclass(frozen=True)
class Seen:
    """A sheet with what was made of it: for the window, and for the layouts that read it."""

    view: SheetView
    matches: tuple[Match, ...]


def look_at(sheet: Sheet, measures: MeasureFinder, guidance: Guidance) -> Seen:
    """Return what a sheet is; a hidden one is nothing."""
    if not sheet.visible:
        return Seen(SheetView(sheet, ()), ())
    said = [one for one in guidance.tables.get(sheet.name, ()) if one.area.is_on(sheet)]
    return (
        _as_said(sheet, said, measures, guidance) if said else _as_found(sheet, measures, guidance)
    )


def recognise(sheet: Sheet) -> tuple[Match, ...]:
    """Return what a sheet surely is: one match, or one for each table of indicators on it."""
    best: Match | None = None
    for layout in _LAYOUTS:
        match = layout.recognise(sheet)
        if match and (best is None or match.confidence > best.confidence):
            best = match
        if best and best.confidence >= _SURE:
            break
    if best is None or best.confidence < _SURE_ENOUGH:
        return ()
    if best.layout != indicator_sheet.KEY:
        return (best,)
    tables = indicator_sheet.recognise_tables(sheet)
    return tuple(match for match in tables if match.confidence >= _SURE_ENOUGH)


def _as_found(sheet: Sheet, measures: MeasureFinder, guidance: Guidance) -> Seen:
    """Return a sheet that nobody has said anything about."""
    known = recognise(sheet)
    if known and known[0].layout != indicator_sheet.KEY:
        return _of_fixed_layout(sheet, known)
    recalling = remembered_on(sheet, guidance.remembered, _apart(sheet, known))
    used = [one for one in recalling if one.left_out or is_complete(one.meanings)]
    matches = [_recalled(one) for one in used if not one.left_out]
    named = [
        match
        for match in known
        if match.table and not any(match.table.overlaps(one.table) for one in used)
    ]
    if not matches and not known:
        named = [
            match
            for match in years_down.recognise(sheet, measures)
            if match.table and not any(match.table.overlaps(one.table) for one in used)
        ]
    matches += named
    shown = [
        *(one for one in used if one.left_out),
        *(suggestion for match in matches for suggestion in _read_by(match, measures)),
    ]
    unread = (
        table for table in find_tables(sheet) if not any(table.overlaps(one.table) for one in shown)
    )
    shown += [_unread(table, measures) for table in islice(unread, _UNREAD)]
    shown.sort(key=_place)
    return Seen(SheetView(sheet, tuple(shown)), tuple(sorted(matches, key=_place)))


def _apart(sheet: Sheet, known: Sequence[Match]) -> list[Table]:
    """Return the tables of a sheet, those beside each other one by one."""
    named = [match.table for match in known if match.table]
    others = (
        table for table in find_tables(sheet) if not any(table.overlaps(one) for one in named)
    )
    return [*named, *others]


def _as_said(
    sheet: Sheet, said: Sequence[SaidTable], measures: MeasureFinder, guidance: Guidance
) -> Seen:
    """Return a sheet whose tables a person has named, one by one."""
    whole = with_tables(sheet, [one.area for one in said])
    read = with_tables(sheet, [one.area for one in said if not one.left_out])
    if not any(one.mapping for one in said if not one.left_out):
        known = recognise(read)
        if known and known[0].layout != indicator_sheet.KEY:
            return _said_of_fixed_layout(whole, said, known)
    tables = shown_tables(whole) or ()
    matches = [
        None if one.left_out else _match_of(table, one, said, guidance)
        for one, table in zip(said, tables, strict=True)
    ]
    by_names = any(match for match, one in zip(matches, said, strict=True) if not one.mapping)
    shown: list[Suggestion] = []
    for place, (one, table) in enumerate(zip(said, tables, strict=True)):
        match = matches[place]
        if match is None and not one.mapping and (one.moved or not by_names):
            match = matches[place] = years_down.match_of(table, measures)
        if match is not None:
            shown.extend(_read_by(match, measures))
        elif one.mapping is not None:
            meanings = recalled(one.mapping, table)
            confidence = confidence_of(meanings)
            shown.append(Suggestion(table, meanings, confidence, left_out=one.left_out))
        else:
            shown.append(_unread(table, measures))
    return Seen(SheetView(whole, tuple(shown)), tuple(match for match in matches if match))


def _match_of(
    table: Table, said: SaidTable, beside: Sequence[SaidTable], guidance: Guidance
) -> Match | None:
    """Return what reads a table: what was said of it, or of one like it, or its names."""
    if said.mapping is not None:
        meanings = recalled(said.mapping, table)
        return _mapped(Suggestion(table, meanings, confidence_of(meanings)))
    like = (one.mapping for one in beside if one.mapping and not one.left_out)
    for mapping in like:
        if resemblance(fingerprint(table), mapping.fingerprint) >= RESEMBLING:
            meanings = recalled(mapping, table)
            if is_complete(meanings):
                return _mapped(Suggestion(table, meanings, confidence_of(meanings)))
    recalling = remembered_for(table, (one for one in guidance.remembered if not one.left_out))
    if recalling is not None and is_complete(recalling.meanings):
        return _recalled(recalling)
    match = indicator_sheet.match_of(table)
    return match if match is not None and match.confidence >= _SURE_ENOUGH else None


def _mapped(suggestion: Suggestion) -> Match | None:
    """Return the match of a table whose columns a person has named, if they suffice."""
    return _recalled(suggestion) if is_complete(suggestion.meanings) else None


def _recalled(suggestion: Suggestion) -> Match:
    meanings = tuple(meaning for meaning in suggestion.meanings if meaning)
    return Match(
        years_down.KEY if has_years_down(meanings) else indicator_sheet.KEY,
        suggestion.table.sheet,
        suggestion.table,
        suggestion.confidence,
        meanings,
        remembered=suggestion.remembered,
    )


def _read_by(match: Match, measures: MeasureFinder) -> Iterator[Suggestion]:
    """Yield the table that a match reads, with what its columns were taken for."""
    table = match.table
    if table is None:
        return
    known = match.meanings
    if known is None and match.layout == indicator_sheet.KEY:
        known = meanings_in(table)
    elif known is None and match.layout == years_down.KEY:
        known = years_down.meanings_of(table, measures)
    by_index = {meaning.column.index: meaning for meaning in known or ()}
    meanings = tuple(by_index.get(column.index) for column in table.columns)
    yield Suggestion(table, meanings, match.confidence, match.remembered, match.layout)


def _unread(table: Table, measures: MeasureFinder) -> Suggestion:
    """Return what the columns of a table may mean that nothing reads as it stands."""
    suggestion = suggest_table(table, measures.plan)
    if is_complete(suggestion.meanings):
        return suggestion
    downwards = {one.column.index: one for one in years_down.meanings_of(table, measures)}
    if not downwards:
        return suggestion
    meanings = tuple(downwards.get(column.index) for column in table.columns)
    return replace(suggestion, meanings=meanings, confidence=confidence_of(meanings))


def _of_fixed_layout(sheet: Sheet, matches: tuple[Match, ...]) -> Seen:
    """Return a sheet whose layout says itself what its columns mean."""
    layout = matches[0].layout
    tables = [match.table for match in matches if match.table]
    if layout in _OF_ALL_TABLES:
        tables = list(find_tables(sheet))
    shown = tuple(
        Suggestion(table, (None,) * len(table.columns), matches[0].confidence, layout=layout)
        for table in tables
    )
    return Seen(SheetView(sheet, shown, layout), matches)


def _said_of_fixed_layout(
    sheet: Sheet, said: Sequence[SaidTable], matches: tuple[Match, ...]
) -> Seen:
    layout = matches[0].layout
    own = [match.table for match in matches if match.table]
    shown: list[Suggestion] = []
    for one, table in zip(said, shown_tables(sheet) or (), strict=True):
        is_read = layout in _OF_ALL_TABLES or any(table.overlaps(read) for read in own)
        by = layout if is_read and not one.left_out else ""
        nothing = (None,) * len(table.columns)
        shown.append(Suggestion(table, nothing, 0.0, layout=by, left_out=one.left_out))
    return Seen(SheetView(sheet, tuple(shown), layout), matches)


def _place(one: Suggestion | Match) -> tuple[int, int]:
    table = one.table
    return (table.top, table.span[0] if table.span else 0) if table else (0, 0)
