"""What an import would do to the plan: everything needed to show it, and to write it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.exchange.answers import Answer
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.population_sets import PopulationSetChange
from workbench.exchange.projects import ProjectChange, ProjectYearChange
from workbench.exchange.settlements import SettlementChange
from workbench.exchange.value_changes import ValueChange, ValueChanges
from workbench.plan.structure import Indicator, Provenance
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
class IndicatorChange:
    """An indicator that the file adds, changes or leaves as it is.

    Parameters
    ----------
    key
        Names the indicator inside the proposal; its values carry the same key.
    old
        The indicator in the plan; None for a new one.
    new
        The indicator as it would be; its id is 0 for a new one. None when the file lacks it.
    provenance
        The row it comes from; `source_id` is 0 until it is written.
    """

    change: Change
    key: str
    old: Indicator | None
    new: Indicator | None
    provenance: Provenance | None = None

    @property
    def indicator(self) -> Indicator:
        """Return the indicator as it would be, or as it is when the file lacks it."""
        held = self.new or self.old
        if held is None:
            raise ValueError(self.key)
        return held


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
    indicators, values, vital_events, projects, project_years, population_sets, settlements
        The changes; only `Change.NEW` and `Change.CHANGED` write anything.
    answers
        The changes of evaluations and costs, as a template brings them back.
    """

    workbook: str
    sha256: str
    layouts: tuple[str, ...]
    findings: tuple[Finding, ...]
    indicators: tuple[IndicatorChange, ...] = ()
    values: Sequence[ValueChange] = ()
    vital_events: tuple[VitalEventChange, ...] = ()
    projects: tuple[ProjectChange, ...] = ()
    project_years: tuple[ProjectYearChange, ...] = ()
    population_sets: tuple[PopulationSetChange, ...] = ()
    settlements: tuple[SettlementChange, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def counts(self) -> Mapping[Change, int]:
        """Return how many figures are new, changed, the same, missing and blank."""
        counted = _counted(self.values)
        for changes in (
            self.vital_events,
            self.project_years,
            self.population_sets,
            self.settlements,
            self.answers,
        ):
            counted.update(change.change for change in changes)
        return {change: counted.get(change, 0) for change in Change}

    @property
    def needs_decision(self) -> bool:
        """Tell whether a person has to decide something, or leave rows out, before applying."""
        return any(finding.needs_decision for finding in self.findings)

    @property
    def writes(self) -> bool:
        """Tell whether applying would change the plan."""
        changes = (
            self.indicators,
            self.vital_events,
            self.projects,
            self.project_years,
            self.population_sets,
            self.settlements,
            self.answers,
        )
        return any(_counted(self.values)[kind] for kind in WRITING) or any(
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
    def _by_key(self) -> Mapping[str, IndicatorChange]:
        return {change.key: change for change in self.indicators}

    def indicator_of(self, value: ValueChange) -> Indicator:
        """Return the indicator a value belongs to."""
        return self._by_key[value.key].indicator

    def lines(self, element_names: Mapping[int, str]) -> Iterator[Line]:
        """Yield the table of differences.

        Parameters
        ----------
        element_names
            What to call each element: its code and name by id.
        """
        for value in self.values:
            indicator = self.indicator_of(value)
            cell = value.provenance
            yield Line(
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
