"""Taking in workbooks without a window: what was found in words or as JSON, and an exit code."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.choosing import Choosing
from workbench.exchange.encodings import ENCODINGS
from workbench.exchange.findings import Level
from workbench.exchange.guidance import Guidance, element_choice
from workbench.exchange.project_places import UNPLACED
from workbench.exchange.proposals import ImportProposal, Line
from workbench.language import message, tr
from workbench.operations import importing
from workbench.operations.import_answers import answer_name, write_answer
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
                    "choices": [
                        {"key": one.key, "label": str(one.label)} for one in finding.choices
                    ],
                }
                for finding in self.proposal.findings
            ],
        }


@dataclass(frozen=True)
class Wishes:
    """How workbooks are to be taken in.

    Parameters
    ----------
    dry_run
        Show only what would change.
    skip_bad
        Leave out what needs a decision instead of stopping at it.
    password
        For encrypted files.
    encoding
        What texts (CSV) are in; empty tells it from each text.
    area
        The code or name of the area of the plan they are read for, if not the municipality.
    decisions
        By sheet name and cell of a finding: the key of one of its choices.
    into
        The code of the element under which projects come whose measure the plan does not have.
    clear_blanks
        Whether a blank in a file clears the value that the plan holds.
    answers
        The folder into which the answer to each department is written.
    """

    dry_run: bool = False
    skip_bad: bool = False
    password: str | None = None
    encoding: str = ""
    area: str = ""
    decisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    into: str = ""
    clear_blanks: bool = False
    answers: Path | None = None


def decisions_of(written: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return decisions written as SHEET!CELL=KEY; raise `PersonError` for another shape."""
    decisions: dict[tuple[str, str], str] = {}
    for one in written:
        place, _, key = one.rpartition("=")
        sheet, _, cell = place.rpartition("!")
        if not cell or not key:
            raise PersonError(
                "import.decision",
                message("{text} is no decision.", text=one),
                remedy=message("Write it as SHEET!CELL=KEY, with a key that --json shows."),
            )
        decisions[sheet, cell] = key
    return decisions


def known_encoding(name: str) -> str:
    """Return one of `ENCODINGS` by any of its usual names, empty for none.

    Raises `PersonError` for what is none of them.
    """
    if not name:
        return ""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = ""
    # What offices call Shift_JIS holds ① and ㈱, which only cp932 knows.
    found = {"shift_jis": "cp932", "utf-8-sig": "utf-8"}.get(codec, codec)
    if found not in ENCODINGS:
        raise PersonError(
            "import.encoding",
            message("{name} is no encoding that is read here.", name=name),
            remedy=message("Name one of: {names}.", names=", ".join(ENCODINGS)),
        )
    return found


@dataclass(frozen=True)
class TakingIn:
    """Reads workbooks and applies what can be applied."""

    database: Database
    wishes: Wishes = Wishes()

    def take_in(self, path: Path) -> Report:
        """Read one workbook and apply it, unless this is a dry run or a decision is needed."""
        report = self._read(path)
        proposal = report.proposal
        if report.exit_code or proposal is None or self.wishes.dry_run:
            return report
        try:
            chosen = importing.chosen(proposal, self._choosing)
            applied = importing.apply(self.database, chosen).entry is not None
        except PersonError as error:
            return Report(path.name, 2, refused=str(error))
        return replace(report, applied=applied)

    def take_in_together(self, paths: Sequence[Path]) -> list[Report]:
        """Read several workbooks and apply them as one step, or none of them."""
        reports = [self._read(path) for path in paths]
        proposals = [one.proposal for one in reports if one.proposal is not None]
        if any(one.exit_code for one in reports) or self.wishes.dry_run:
            return reports
        try:
            choices = [self._choosing] * len(proposals)
            outcome = importing.apply_together(self.database, proposals, choices)
        except PersonError as error:
            return [Report(one.workbook, 2, refused=str(error)) for one in reports]
        return [replace(one, applied=outcome.entry is not None) for one in reports]

    def _read(self, path: Path) -> Report:
        """Return what a workbook would do; it is not applied yet."""
        wishes = self.wishes
        try:
            proposal = self._proposed(path)
            if wishes.answers is not None:
                out = wishes.answers / answer_name(proposal)
                write_answer(self.database, proposal, out)
        except PersonError as error:
            return Report(path.name, 2, refused=str(error))
        lines = tuple(importing.lines(self.database, proposal))
        waits = proposal.needs_decision and not wishes.skip_bad
        # A table of other municipalities is recognised, but holds nothing for this plan.
        refused = any(not one.needs_decision for one in proposal.findings_of(Level.ERROR))
        nothing = refused and not any(proposal.counts.values()) and not proposal.needs_decision
        code = 1 if not proposal.recognised or waits or nothing else 0
        return Report(path.name, code, dry_run=wishes.dry_run, proposal=proposal, lines=lines)

    @property
    def _choosing(self) -> Choosing:
        return Choosing(clear_blanks=self.wishes.clear_blanks)

    def _proposed(self, path: Path) -> ImportProposal:
        wishes = self.wishes
        guidance = Guidance(decisions=wishes.decisions, area=wishes.area)
        workbook = importing.read(path, password=wishes.password, encoding=wishes.encoding)
        proposal = importing.propose(self.database, workbook, guidance=guidance)
        if not wishes.into:
            return proposal
        key = self._element_key(wishes.into)
        places = {
            (one.sheet, one.cell): key
            for one in proposal.findings
            if one.needs_decision and one.code in UNPLACED
        }
        if not places:
            return proposal
        decided = replace(guidance, decisions={**places, **wishes.decisions})
        return importing.propose(self.database, workbook, guidance=decided)

    def _element_key(self, code: str) -> str:
        """Return the choice of the element with a code; raise `PersonError` when there is none."""
        row = self.database.row("SELECT id, name FROM element WHERE code = ?", [code.strip()])
        if row is None:
            raise PersonError(
                "import.unknown_place",
                message("The plan has nothing with the code {code}.", code=code),
                remedy=message("Give the code of a goal or a measure, as 1-1."),
            )
        return element_choice(row["id"], row["name"]).key
