"""What was noticed in a workbook as a table: how bad, where, the text there, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from workbench.desktop import look
from workbench.desktop.importing.cell_words import finding_words, rule_words
from workbench.desktop.importing.finding_choices import MeasureGroup, can_be_decided, label_of
from workbench.desktop.importing.words import LEVELS
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import fold_name
from workbench.language import tr

LEVEL, PLACE, TEXT, WHAT, RULE, DECISION = range(6)
FINDING_ROLE = Qt.ItemDataRole.UserRole

#: The filter that shows what a person has to decide, beside the levels.
TO_DECIDE = "to decide"
_GRAVITY = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True)
class Decided:
    """A finding with what a person decided on it."""

    finding: Finding
    key: str


def place_of(finding: Finding) -> tuple[str, str]:
    """Return sheet and cell, by which a decision is kept."""
    return finding.sheet, finding.cell


class FindingModel(HeadedModel):
    """Findings, those to be decided first, then the gravest; what was decided stands at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (
            tr("Finding"),
            tr("Cell"),
            tr("Text there"),
            tr("What to do"),
            tr("Rule"),
            tr("Decision"),
        )
        super().__init__(headings, parent=parent)
        self._all: list[Finding] = []
        self.findings: list[Finding] = []
        self._decided: Mapping[tuple[str, str], Decided] = {}
        #: The measures of the plan, which may be decided for a row whose measure is in doubt.
        self.measures: Sequence[MeasureGroup] = ()
        self._only: Level | str | None = None
        self._words = ""

    def show_findings(
        self,
        findings: Sequence[Finding],
        decided: Mapping[tuple[str, str], Decided] | None = None,
    ) -> None:
        """Show these findings, and those that a person has decided on."""
        self.beginResetModel()
        self._decided = decided or {}
        settled = {(*place, one.finding.code) for place, one in self._decided.items()}
        open_ones = [
            finding for finding in findings if (*place_of(finding), finding.code) not in settled
        ]
        open_ones.sort(key=lambda one: (not one.needs_decision, _GRAVITY[one.level]))
        self._all = [*open_ones, *(one.finding for one in self._decided.values())]
        self._filter()
        self.endResetModel()

    def show_only(self, only: Level | str | None, words: str) -> None:
        """Show the findings of one level, or `TO_DECIDE`, in which all of `words` stand."""
        self.beginResetModel()
        self._only, self._words = only, fold_name(words)
        self._filter()
        self.endResetModel()

    def _filter(self) -> None:
        self.findings = [finding for finding in self._all if self._is_shown(finding)]

    def _is_shown(self, finding: Finding) -> bool:
        if self._only == TO_DECIDE and not self.is_open(finding):
            return False
        if isinstance(self._only, Level) and finding.level is not self._only:
            return False
        if not self._words:
            return True
        parts = (finding.sheet, finding.cell, finding.original, finding_words(finding))
        return self._words in fold_name(" ".join(parts))

    def count(self, only: Level | str | None) -> int:
        """Return how many findings there are of a level, to be decided, or at all."""
        if only is None:
            return len(self._all)
        if only == TO_DECIDE:
            return sum(map(self.is_open, self._all))
        return sum(finding.level is only for finding in self._all)

    def is_open(self, finding: Finding) -> bool:
        """Tell whether a finding waits for a decision."""
        return finding.needs_decision and place_of(finding) not in self._decided

    def decision(self, finding: Finding) -> Decided | None:
        """Return what was decided on a finding."""
        decided = self._decided.get(place_of(finding))
        return decided if decided and decided.finding.code == finding.code else None

    def alike(self, finding: Finding) -> list[Finding]:
        """Return the findings of the same kind that may be decided in the same way."""
        keys = {choice.key for choice in finding.choices}
        return [
            one
            for one in self._all
            if one.code == finding.code
            and can_be_decided(one)
            and {choice.key for choice in one.choices} == keys
        ]

    def of_same_text(self, finding: Finding) -> list[Finding]:
        """Return the findings of the same kind on cells with the same text."""
        return [
            one
            for one in self._all
            if one.code == finding.code and fold_name(one.original) == fold_name(finding.original)
        ]

    def row_of(self, finding: Finding) -> int:
        """Return the line of a finding, -1 when it is not shown."""
        return self.findings.index(finding) if finding in self.findings else -1

    def line_count(self) -> int:
        return len(self.findings)

    def answer(self, row: int, column: int, role: int) -> object:
        finding = self.findings[row]
        rule = f"（{rule_words(finding.rule)}）" if finding.rule else ""
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(finding, column),
            Qt.ItemDataRole.ToolTipRole: lambda: f"{finding}{rule}",
            FINDING_ROLE: lambda: finding,
            Qt.ItemDataRole.ForegroundRole: lambda: self._colour(finding, column),
            Qt.ItemDataRole.FontRole: lambda: (
                look.text_font(bold=True) if column == DECISION and self.is_open(finding) else None
            ),
        }
        return answers[role]() if role in answers else None

    def _colour(self, finding: Finding, column: int) -> QColor | None:
        colours = look.current_colours()
        is_decided = self.decision(finding) is not None
        if column == DECISION:
            return QColor(colours.good if is_decided else colours.accent)
        if is_decided or column == RULE:
            return QColor(colours.muted)
        if column == LEVEL:
            colour = {Level.ERROR: colours.bad, Level.WARNING: colours.caution}
            return QColor(colour.get(finding.level, colours.muted))
        return None

    def _text(self, finding: Finding, column: int) -> str:
        if column == LEVEL:
            sign, word = LEVELS[finding.level]
            return f"{sign} {word}"
        if column == PLACE:
            return "　".join(part for part in (finding.cell, finding.sheet) if part)
        if column == TEXT:
            return _shortened(" ".join(finding.original.split()))
        if column == RULE:
            return finding.rule
        if column == DECISION:
            return self._decision_words(finding)
        what = str(finding.what)
        if self.is_open(finding):
            what = tr("Left out: {what}", what=what)
        return f"{what} {finding.remedy}" if finding.remedy else what

    def _decision_words(self, finding: Finding) -> str:
        decision = self.decision(finding)
        if decision is not None:
            return f"✓ {label_of(finding, decision.key, self.measures)}"
        if not can_be_decided(finding):
            return ""
        return tr("Choose… ▾")


#: So many characters of a cell's text are shown in the list; the sheet shows all of it.
_LONGEST = 18


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
