"""What an import would do to the plan: everything needed to show it, and to write it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.exchange.answers import Answer
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.headship_changes import HeadshipChange
from workbench.exchange.indicator_changes import (
    IndicatorChange,
    IndicatorChanges,
    IndicatorPart,
)
from workbench.exchange.population_sets import PopulationSetChange
from workbench.exchange.projects import ProjectChange, ProjectYearChange
from workbench.exchange.settlements import SettlementChange
from workbench.exchange.sheet_views import SheetView
from workbench.exchange.value_changes import Entry, NewRow, ValueChange, ValueChanges
from workbench.exchange.workbooks import Workbook
from workbench.plan.structure import Indicator
from workbench.plan.vital_events import VitalEvent

__all__ = [
    "WRITING",
    "Change",
    "ImportProposal",
    "IndicatorChange",
    "Line",
    "ValueChange",
    "VitalEventChange",
]


@dataclass(frozen=True)
class VitalEventChange:
    """A figure of the resident register."""

    change: Change
    old: VitalEvent | None
    new: VitalEvent


@dataclass(frozen=True)
class Line:
    """One line of the table of differences, as text."""

    change: Change
    subject: str
    name: str
    year: int
    role: str
    old: str
    new: str
    sheet: str
    cell: str
    #: What goes in whole or not at all: lines of one name are taken in together.
    whole: str = ""


@dataclass(frozen=True)
class ImportProposal:
    """What one workbook would do to the plan.

    Parameters
    ----------
    workbook, sha256
        The file's name and its SHA-256.
    layouts
        What was recognised, one key for each sheet that was read.
    findings
        Everything noticed; those that need a decision stand for cells and rows left out of the
        changes below.
    indicators, values, vital_events, projects, project_years, population_sets, settlements,
    headship
        The changes; only `Change.NEW` and `Change.CHANGED` write anything.
    answers
        The changes of evaluations and costs, as a template brings them back.
    book, views
        The workbook as it was read, and what was made of each of its sheets.
    guidance
        What a person said, by which the workbook was read.
    learned
        What departments call things, as decided on this workbook; kept when it is applied.
    clears
        Whether a blank in the file clears the value that the plan holds.
    """

    workbook: str
    sha256: str
    layouts: tuple[str, ...]
    findings: tuple[Finding, ...]
    indicators: Sequence[IndicatorChange] = ()
    values: Sequence[ValueChange] = ()
    vital_events: tuple[VitalEventChange, ...] = ()
    projects: tuple[ProjectChange, ...] = ()
    project_years: tuple[ProjectYearChange, ...] = ()
    population_sets: tuple[PopulationSetChange, ...] = ()
    settlements: tuple[SettlementChange, ...] = ()
    headship: tuple[HeadshipChange, ...] = ()
    answers: tuple[Answer, ...] = ()
    book: Workbook | None = field(default=None, compare=False, repr=False)
    views: tuple[SheetView, ...] = field(default=(), compare=False, repr=False)
    guidance: Guidance = field(default=NO_GUIDANCE, compare=False, repr=False)
    learned: Mapping[str, int] = field(default_factory=dict)
    clears: bool = False

    @property
    def counts(self) -> Mapping[Change, int]:
        """Return how many figures are new, changed, the same, missing and blank."""
        counted = _counted(self.values)
        for changes in (
            self.vital_events,
            self.project_years,
            self.population_sets,
            self.settlements,
            self.headship,
            self.answers,
        ):
            counted.update(change.change for change in changes)
        return {change: counted.get(change, 0) for change in Change}

    def held_values(self) -> Iterator[Entry | ValueChange]:
        """Yield the changes of values the plan may hold, without making one: no rows of new ones.

        That is all but `NewRow` holds, whose indicators have no value so far.
        """
        values = self.values
        parts = values.parts() if isinstance(values, ValueChanges) else values
        return (part for part in parts if not isinstance(part, NewRow))

    @property
    def needs_decision(self) -> bool:
        """Tell whether a person has to decide something, or leave rows out, before applying."""
        return any(finding.needs_decision for finding in self.findings)

    @property
    def writes(self) -> bool:
        """Tell whether applying would change the plan."""
        changes = (
            self.vital_events,
            self.projects,
            self.project_years,
            self.population_sets,
            self.settlements,
            self.headship,
            self.answers,
        )
        if any(part.change in WRITING for part in _parts(self.indicators)):
            return True
        kinds = (*WRITING, Change.BLANK) if self.clears else WRITING
        return any(_counted(self.values)[kind] for kind in kinds) or any(
            change.change in WRITING for part in changes for change in part
        )

    @property
    def recognised(self) -> bool:
        """Tell whether any sheet was recognised."""
        return bool(self.layouts)

    def findings_of(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @cached_property
    def _by_key(self) -> Mapping[str, IndicatorPart]:
        return {part.key: part for part in _parts(self.indicators)}

    @cached_property
    def _made(self) -> dict[str, Indicator]:
        return {}

    def indicator_of(self, value: ValueChange) -> Indicator:
        """Return the indicator a value belongs to."""
        if value.key not in self._made:
            self._made[value.key] = self._by_key[value.key].made().indicator
        return self._made[value.key]

    def lines(self, element_names: Mapping[int, str]) -> Iterator[Line]:
        """Yield the table of differences.

        Parameters
        ----------
        element_names
            What to call each element: its code and name by id.
        """
        for value in self.values:
            yield self.line_of(value, element_names)
        yield from self.other_lines()

    def line_of(self, value: ValueChange, element_names: Mapping[int, str]) -> Line:
        """Return the line of an indicator's value; see `lines`."""
        indicator = self.indicator_of(value)
        cell = value.provenance
        return Line(
            value.change,
            element_names.get(indicator.element_id, ""),
            indicator.name,
            value.fiscal_year,
            value.role.value,
            value.old.value.display(indicator.decimals) if value.old else "",
            value.new.display(indicator.decimals) if value.new else "",
            cell.sheet if cell else "",
            cell.cell if cell else "",
        )

    def other_lines(self) -> Iterator[Line]:
        """Yield the lines of all that is no value of an indicator."""
        for event in self.vital_events:
            cell = event.new.provenance
            yield Line(
                event.change,
                event.new.area_code,
                event.new.quantity,
                event.new.calendar_year,
                "",
                f"{event.old.number:,.0f}" if event.old else "",
                f"{event.new.number:,.0f}",
                cell.sheet if cell else "",
                cell.cell if cell else "",
            )
        for answer in self.answers:
            yield Line(
                answer.change,
                answer.subject,
                answer.name,
                answer.fiscal_year,
                "",
                answer.shown_old,
                answer.shown_new,
                answer.provenance.sheet,
                answer.provenance.cell,
            )


def _counted(values: Sequence[ValueChange]) -> Counter[Change]:
    """Count the changes without making those that are not made yet."""
    if isinstance(values, ValueChanges):
        return values.counts()
    return Counter(value.change for value in values)


def _parts(indicators: Sequence[IndicatorChange]) -> Iterable[IndicatorPart]:
    """Return the changes of indicators without making those that are not made yet."""
    return indicators.parts if isinstance(indicators, IndicatorChanges) else indicators
