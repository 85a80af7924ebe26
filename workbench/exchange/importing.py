"""The one entry to importing: from a file to what it would do to the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from workbench.collector import collection_paused
from workbench.exchange.answers import NOTHING_RUNNING, Running
from workbench.exchange.area_codes import area_code as five_digits
from workbench.exchange.findings import Finding, Level
from workbench.exchange.gathering import Gathered, Held, finish, gather
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, settled
from workbench.exchange.indicator_changes import IndicatorChanges
from workbench.exchange.layouts import (
    indicator_sheet,
    project_evaluation,
    round_trip,
    years_down,
)
from workbench.exchange.layouts.base import Match, finding_at, spot
from workbench.exchange.mapping import Suggestion
from workbench.exchange.origins import Origin
from workbench.exchange.personal import personal_findings
from workbench.exchange.projects import Project
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.reading import Limits, ReadingCancelled, read_workbook
from workbench.exchange.recognising import look_at
from workbench.exchange.sheet_views import SheetView
from workbench.exchange.tables import find_table
from workbench.exchange.unread_columns import unread_columns
from workbench.exchange.value_changes import ValueChanges
from workbench.exchange.workbooks import Sheet, Workbook, address
from workbench.language import message
from workbench.plan.settlements import Settlement
from workbench.plan.statistics import PopulationSet
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent
from workbench.population.headship import HeadshipRates

#: Layouts of sheets that departments write, where people may be named.
_ABOUT_DEPARTMENTS = frozenset({indicator_sheet.KEY, years_down.KEY, project_evaluation.KEY})
#: Layouts whose columns are taken by their names, unless a person says what they mean.
_NAMED_BY_COLUMNS = frozenset({indicator_sheet.KEY, years_down.KEY})


def propose(
    file: Path | str | Workbook,
    plan: Plan,
    indicator_values: Sequence[IndicatorValue],
    vital_events: Sequence[VitalEvent],
    area_code: str,
    *,
    password: str | None = None,
    encoding: str = "",
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
    projects: Sequence[Project] | None = None,
    population_sets: Sequence[PopulationSet] | None = None,
    settlements: Sequence[Settlement] | None = None,
    running: Running = NOTHING_RUNNING,
    guidance: Guidance = NO_GUIDANCE,
    headship: HeadshipRates | None = None,
) -> ImportProposal:
    """Return what importing a workbook would do; the plan stays as it is.

    Parameters
    ----------
    file
        Where the workbook lies, or the workbook if it has been read already.
    plan, indicator_values, vital_events
        What the plan holds now.
    area_code
        The municipality's code, five digits or six.
    password, encoding, limits, cancelled
        For reading; see `read_workbook`.
    projects, population_sets, settlements
        What else the plan holds now. None says that the caller has no place for them: they are
        then read and checked, but not proposed, and a finding says so.
    running
        What the plan holds of its running years: templates that come back are compared with it.
    guidance
        What a person said about the columns and the doubts of an earlier proposal.
    headship
        The headship rates the plan holds, if any.

    Raises
    ------
    PersonError
        When the file is refused: damaged, encrypted, too large, not a spreadsheet.
    """
    workbook = (
        file
        if isinstance(file, Workbook)
        else read_workbook(
            file, password=password, encoding=encoding, limits=limits, cancelled=cancelled
        )
    )
    code = five_digits(area_code) or area_code
    held = Held(
        plan,
        indicator_values,
        vital_events,
        code,
        projects,
        population_sets,
        settlements,
        running,
        guidance,
        headship,
    )
    with collection_paused():
        return propose_workbook(workbook, held, cancelled)


def propose_workbook(
    workbook: Workbook, held: Held, cancelled: Callable[[], bool] | None = None
) -> ImportProposal:
    """Return what a workbook that has been read would do to the plan.

    Raises `ReadingCancelled` when `cancelled` says so between two sheets.
    """
    origin = Origin(workbook.name, workbook.sha256)
    layouts: list[str] = []
    findings = [note for note in workbook.notes if not round_trip.is_of_template(note)]
    gathered = Gathered()
    read: list[Sheet] = []
    views: list[SheetView] = []
    for sheet in workbook.sheets:
        if cancelled and cancelled():
            raise ReadingCancelled
        seen = look_at(sheet, held.measures, held.guidance)
        matches = seen.matches
        views.append(seen.view)
        findings.extend(
            _left_out_again(one) for one in seen.view.tables if one.left_out and one.remembered
        )
        layouts.extend(match.layout for match in matches[:1])
        for match in matches:
            findings.extend(gather(match, held, origin, gathered))
            if match.remembered:
                findings.append(_remembered(match))
            if match.table is not None and match.layout in _ABOUT_DEPARTMENTS:
                findings.extend(personal_findings(match.table, match.meanings))
            if match.meanings is None and match.layout in _NAMED_BY_COLUMNS:
                findings.extend(_unread_columns(match, seen.view))
        if matches and matches[0].layout != round_trip.KEY:
            read.append(sheet)
    if round_trip.KEY in layouts:
        findings.extend(round_trip.file_findings(workbook))
    findings.extend(finish(gathered, held, origin))
    for sheet in read:
        findings.extend(_unread_cells(sheet, findings))
    if not layouts and not any(table.left_out for view in views for table in view.tables):
        findings.append(_nothing_recognised(workbook))
    return ImportProposal(
        workbook=workbook.name,
        sha256=workbook.sha256,
        layouts=tuple(layouts),
        findings=tuple(_placed(findings, workbook.name, held.guidance)),
        indicators=IndicatorChanges(gathered.indicators),
        values=ValueChanges(gathered.values),
        vital_events=tuple(gathered.vital_events),
        projects=tuple(gathered.projects),
        project_years=tuple(gathered.project_years),
        population_sets=tuple(gathered.population_sets),
        settlements=tuple(gathered.settlements),
        headship=tuple(gathered.headship),
        answers=tuple(gathered.answers),
        book=workbook,
        views=tuple(views),
        guidance=held.guidance,
        learned=dict(gathered.learned),
    )


def _unread_columns(match: Match, view: SheetView) -> tuple[Finding, ...]:
    """Say which columns of figures nothing took for values; whoever named them all knows it."""
    shown = (one for one in view.tables if one.table is match.table)
    return tuple(note for one in shown for note in unread_columns(one.table, one.meanings))


def _remembered(match: Match) -> Finding:
    """Say that the columns were taken for what a person said of an earlier sheet."""
    table = match.table
    assert table is not None
    return finding_at(
        spot(match.sheet, table.names_row, table.columns[0].index if table.columns else 0),
        "mapping.remembered",
        Level.NOTE,
        message("The columns were read as was confirmed on an earlier sheet like this one."),
        message("Look at what the columns mean, and change it where this sheet differs."),
    )


def _left_out_again(suggestion: Suggestion) -> Finding:
    """Say that a table was left out since one like it was on an earlier sheet."""
    table = suggestion.table
    return finding_at(
        spot(table.sheet, table.names_row, table.columns[0].index if table.columns else 0),
        "table.left_out",
        Level.NOTE,
        message("The table was left out, as one like it was on an earlier sheet."),
        message("Let it be read beside the sheet if its figures count this time."),
    )


def _placed(findings: Iterable[Finding], name: str, guidance: Guidance) -> Iterator[Finding]:
    """Put the workbook's name into each finding; leave out what was said already."""
    seen: set[tuple[str, str, str]] = set()
    for finding in findings:
        key = (finding.code, finding.sheet, finding.cell)
        if not finding.cell or key not in seen:
            seen.add(key)
            yield replace(settled(finding, guidance), workbook=name)


def _unread_cells(sheet: Sheet, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Report errors and formulas without result in cells that no layout asked for."""
    reported = {finding.cell for finding in findings if finding.sheet == sheet.name}
    for cells, code, what in (
        (
            sorted(sheet.uncalculated),
            "cell.uncalculated",
            message("Formulas here have no stored result; the cells were not read."),
        ),
        (
            sorted(sheet.errors),
            "cell.error_value",
            message("Cells here show an error instead of a value; they were not read."),
        ),
    ):
        left = [cell for cell in cells if address(*cell) not in reported]
        for column, group in groupby(sorted(left, key=lambda cell: cell[::-1]), key=_column):
            rows = [row for row, _ in group]
            first, last = address(rows[0], column), address(rows[-1], column)
            yield Finding(
                code,
                Level.WARNING,
                "",
                sheet.name,
                first if first == last else f"{first}:{last}",
                sheet.errors.get((rows[0], column), ""),
                what,
                message("Open the file in Excel, save it, and import it again."),
                "L2-06",
            )


def _column(cell: tuple[int, int]) -> int:
    return cell[1]


def _nothing_recognised(workbook: Workbook) -> Finding:
    """Say why nothing was recognised: there is no table, or its columns are not known ones."""
    for sheet in workbook.sheets:
        table = find_table(sheet) if sheet.visible else None
        if table is not None:
            names = "、".join(column.name for column in table.columns if column.parts)
            return Finding(
                "workbook.unknown_table",
                Level.ERROR,
                workbook.name,
                sheet.name,
                address(table.top, table.columns[0].index),
                names[:100],
                message("The table's columns are none that the plan has a place for."),
                message("Name the columns 施策番号, 指標名, 単位 and by fiscal year, or map them."),
            )
    return Finding(
        "workbook.no_table",
        Level.ERROR,
        workbook.name,
        "",
        "",
        "",
        message("The workbook holds no table that can be read."),
        message("Put column names into one row and the figures below it."),
    )
