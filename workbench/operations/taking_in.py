"""Taking in workbooks without a window: what was found in words or as JSON, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.proposals import ImportProposal, Line
from workbench.language import message, tr
from workbench.operations import importing
from workbench.store.database import Database

#: What each kind of difference is called.
CHANGE_NAMES = {
    Change.NEW: message("new"),
    Change.CHANGED: message("changed"),
    Change.SAME: message("same"),
    Change.MISSING: message("missing in the file"),
    Change.BLANK: message("blank in the file"),
}


@dataclass(frozen=True)
class Report:
    """What became of one workbook.

    `exit_code` is 0 when it was applied, or could be on a dry run; 1 when it was read but not
    applied; 2 when it was refused, and `refused` then says why.
    """

    workbook: str
    exit_code: int
    applied: bool = False
    dry_run: bool = False
    refused: str = ""
    proposal: ImportProposal | None = None
    lines: tuple[Line, ...] = ()

    def as_text(self) -> Iterator[str]:
        """Yield the lines for a terminal: counts, differences that write, findings."""
        if self.proposal is None:
            return
        counts = ", ".join(
            f"{CHANGE_NAMES[change]} {count}" for change, count in self.proposal.counts.items()
        )
        yield f"{self.workbook}: {counts}"
        for line in self.lines:
            if line.change in WRITING:
                yield (
                    f"  [{CHANGE_NAMES[line.change]}] {line.subject} {line.name} {line.year}"
                    f" {line.role}: {line.old} → {line.new} ({line.sheet} {line.cell})"
                )
        for finding in self.proposal.findings:
            yield f"  {finding.level}: {finding}"
        yield self._ending()

    def _ending(self) -> str:
        if self.applied:
            return tr("Taken in. `workbench undo` takes it back.")
        if self.exit_code == 0 and self.dry_run:
            return tr("Dry run: nothing was changed.")
        if self.exit_code == 0:
            return tr("The plan holds all of this already; nothing was changed.")
        if self.proposal is not None and self.proposal.needs_decision:
            return tr(
                "Not taken in: something needs a decision. Correct the sheet, or leave those"
                " rows out with --skip-bad."
            )
        return tr("Not taken in: nothing in the workbook was recognised.")

    def as_json(self) -> Mapping[str, object]:
        """Return everything as plain objects that JSON can hold."""
        report: dict[str, object] = {
            "workbook": self.workbook,
            "exit_code": self.exit_code,
            "applied": self.applied,
        }
        if self.proposal is None:
            return {**report, "refused": self.refused}
        return {
            **report,
            "sha256": self.proposal.sha256,
            "layouts": list(self.proposal.layouts),
            "counts": {change.value: count for change, count in self.proposal.counts.items()},
            "differences": [asdict(line) for line in self.lines],
            "findings": [
                {
                    "code": finding.code,
                    "level": finding.level.value,
                    "sheet": finding.sheet,
                    "cell": finding.cell,
                    "original": finding.original,
                    "what": str(finding.what),
                    "remedy": str(finding.remedy) if finding.remedy else "",
                    "rule": finding.rule,
                    "needs_decision": finding.needs_decision,
                }
                for finding in self.proposal.findings
            ],
        }


@dataclass(frozen=True)
class TakingIn:
    """Reads workbooks one after the other and applies what can be applied.

    `area` is the code or name of the area of the plan they are read for, if not the municipality.
    """

    database: Database
    dry_run: bool = False
    skip_bad: bool = False
    password: str | None = None
    area: str = ""

    def take_in(self, path: Path) -> Report:
        """Read one workbook and apply it, unless this is a dry run or a decision is needed."""
        try:
            proposal = importing.propose(
                self.database, path, password=self.password, area=self.area
            )
            lines = tuple(importing.lines(self.database, proposal))
            if not proposal.recognised or (proposal.needs_decision and not self.skip_bad):
                return Report(path.name, 1, proposal=proposal, lines=lines)
            applied = False
            if not self.dry_run:
                applied = importing.apply(self.database, proposal).entry is not None
        except PersonError as error:
            return Report(path.name, 2, refused=str(error))
        return Report(path.name, 0, applied, self.dry_run, proposal=proposal, lines=lines)
