"""Which of a proposal's changes are taken in: by kind, by row, by column, by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workbench.exchange.changes import WRITING, Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.headship_changes import whole_years_of
from workbench.exchange.indicator_changes import IndicatorChange, IndicatorChanges, IndicatorPart
from workbench.exchange.proposals import ImportProposal, Line
from workbench.exchange.value_changes import Entry, NewRow, Part, ValueChange, ValueChanges
from workbench.exchange.workbooks import position
from workbench.plan.structure import Provenance


@dataclass(frozen=True)
class Choosing:
    """What of a proposal a person takes in.

    Parameters
    ----------
    kinds
        The kinds of change that are taken in.
    rows_left_out, columns_left_out
        Pairs of a sheet's name and a row or column of it, counted from 0.
    cells_left_out
        Pairs of a sheet's name and a cell's address.
    clear_blanks
        Whether a blank in the file clears the value that the plan holds; else it is kept.
    skip_bad_rows
        Whether a row with an error, or with something undecided, is left out as a whole.
    """

    kinds: frozenset[Change] = WRITING
    rows_left_out: frozenset[tuple[str, int]] = frozenset()
    columns_left_out: frozenset[tuple[str, int]] = frozenset()
    cells_left_out: frozenset[tuple[str, str]] = frozenset()
    clear_blanks: bool = False
    skip_bad_rows: bool = False

    def takes(self, change: Change, sheet: str, cell: str) -> bool:
        """Tell whether a change of a cell is taken in; one without a cell goes by its kind."""
        if not cell:
            return self._takes_kind(change)
        row, column = position(cell)
        return self.takes_at(change, sheet, row, column, cell)

    def takes_at(
        self, change: Change, sheet: str, row: int, column: int, cell: str | None = None
    ) -> bool:
        """Tell whether a change at a row and a column is taken in."""
        return (
            self._takes_kind(change)
            and (sheet, row) not in self.rows_left_out
            and (sheet, column) not in self.columns_left_out
            and not (self.cells_left_out and (sheet, cell) in self.cells_left_out)
        )

    def _takes_kind(self, change: Change) -> bool:
        if change is Change.BLANK:
            return self.clear_blanks
        # What is the same may still learn the cell it stands in.
        return change in self.kinds or change is Change.SAME


#: Everything that is new or changed; blanks keep what the plan holds.
EVERYTHING = Choosing()


def place_of(line: Line) -> tuple[str, int, int] | None:
    """Return sheet, row and column (from 0) of a line of differences; None without a cell."""
    return (line.sheet, *position(line.cell)) if line.cell else None


def choose(proposal: ImportProposal, choosing: Choosing) -> ImportProposal:
    """Return the proposal with only those changes that are taken in."""
    if choosing.skip_bad_rows:
        bad = frozenset(bad_rows(proposal.findings))
        choosing = replace(choosing, rows_left_out=choosing.rows_left_out | bad)

    def takes(change: Change, place: Provenance | None) -> bool:
        sheet, cell = (place.sheet, place.cell) if place else ("", "")
        return choosing.takes(change, sheet, cell)

    values = ValueChanges(_values(proposal, choosing))
    filled = {part.key for part in values.parts()}
    all_keys = _keys_with_values(proposal)
    indicators = IndicatorChanges(
        part
        for one in _indicator_parts(proposal)
        if (part := _indicator(one, choosing, filled, all_keys)) is not None
    )
    years = tuple(one for one in proposal.project_years if takes(one.change, one.new.provenance))
    return replace(
        proposal,
        indicators=indicators,
        values=values,
        vital_events=tuple(
            one for one in proposal.vital_events if takes(one.change, one.new.provenance)
        ),
        projects=tuple(one for one in proposal.projects if takes(one.change, one.new.provenance)),
        project_years=years,
        population_sets=tuple(
            one for one in proposal.population_sets if takes(one.change, one.provenances[0])
        ),
        settlements=tuple(
            one for one in proposal.settlements if takes(one.change, one.new.provenance)
        ),
        headship=whole_years_of(proposal.headship, lambda one: takes(one.change, one.provenance)),
        answers=tuple(one for one in proposal.answers if takes(one.change, one.provenance)),
        clears=choosing.clear_blanks,
    )


def bad_rows(findings: Iterable[Finding]) -> Iterator[tuple[str, int]]:
    """Yield sheet and row (from 0) of each cell with an error or something undecided."""
    for finding in findings:
        if finding.cell and (finding.level is Level.ERROR or finding.needs_decision):
            yield finding.sheet, position(finding.cell)[0]


def _values(proposal: ImportProposal, choosing: Choosing) -> Iterator[Part]:
    parts = (
        proposal.values.parts() if isinstance(proposal.values, ValueChanges) else proposal.values
    )
    for part in parts:
        if isinstance(part, NewRow):
            yield from _of_new_row(part, choosing)
        elif _takes_value(part, choosing):
            yield part


def _of_new_row(row: NewRow, choosing: Choosing) -> Iterator[Part]:
    """Yield the row whole where nothing in it is left out, which most rows are."""
    sheet = row.place.sheet.name
    if Change.NEW not in choosing.kinds or (sheet, row.row) in choosing.rows_left_out:
        return
    if not choosing.columns_left_out and not choosing.cells_left_out:
        yield row
        return
    yield from (entry for entry in row.entries() if _takes_value(entry, choosing))


def _takes_value(value: Entry | ValueChange, choosing: Choosing) -> bool:
    if isinstance(value, ValueChange):
        place = value.provenance
        return choosing.takes(
            value.change, place.sheet if place else "", place.cell if place else ""
        )
    if value.place is None:
        return choosing.takes(value.change, "", "")
    cell = value.place.address(value.row, value.column) if choosing.cells_left_out else None
    return choosing.takes_at(value.change, value.place.sheet.name, value.row, value.column, cell)


def _indicator_parts(proposal: ImportProposal) -> Iterable[IndicatorPart]:
    held = proposal.indicators
    return held.parts if isinstance(held, IndicatorChanges) else held


def _keys_with_values(proposal: ImportProposal) -> frozenset[str]:
    held = proposal.values
    parts: Iterable[Part] = held.parts() if isinstance(held, ValueChanges) else held
    return frozenset(part.key for part in parts)


def _indicator(
    part: IndicatorPart, choosing: Choosing, filled: set[str], with_values: frozenset[str]
) -> IndicatorPart | None:
    """Return what becomes of an indicator; a new one comes with one of its values at least."""
    if part.change is Change.SAME or part.change is Change.MISSING:
        return part
    whole = part.made()
    place = whole.provenance
    taken = choosing.takes(part.change, place.sheet if place else "", "") and not (
        place and (place.sheet, position(place.cell)[0]) in choosing.rows_left_out
    )
    if part.change is Change.NEW:
        return part if part.key in filled or (taken and part.key not in with_values) else None
    if taken:
        return part
    return IndicatorChange(Change.SAME, whole.key, whole.old, whole.old, place)
