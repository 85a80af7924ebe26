"""What was noticed in a workbook as a table: how bad, where, the text there, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from workbench.desktop import look
from workbench.desktop.importing.words import LEVELS
from workbench.exchange.findings import Finding, Level
from workbench.language import tr

Index = QModelIndex | QPersistentModelIndex

LEVEL, PLACE, TEXT, WHAT = range(4)
FINDING_ROLE = Qt.ItemDataRole.UserRole


class FindingModel(QAbstractTableModel):
    """Findings, the gravest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        gravity = {level: place for place, level in enumerate(Level)}
        self.beginResetModel()
        self._findings = sorted(
            findings, key=lambda finding: (not finding.needs_decision, gravity[finding.level])
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHAT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Finding"), tr("Cell"), tr("Text there"), tr("What to do"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding, column = self._findings[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(finding, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(finding)
        if role == FINDING_ROLE:
            return finding
        if role == Qt.ItemDataRole.ForegroundRole and column == LEVEL:
            colours = look.current_colours()
            colour = {Level.ERROR: colours.bad, Level.WARNING: colours.caution}
            return QColor(colour.get(finding.level, colours.muted))
        return None


def _text(finding: Finding, column: int) -> str:
    if column == LEVEL:
        sign, word = LEVELS[finding.level]
        return f"{sign} {word}"
    if column == PLACE:
        return "　".join(part for part in (finding.cell, finding.sheet) if part)
    if column == TEXT:
        return finding.original
    what = str(finding.what)
    if finding.needs_decision:
        what = tr("Left out: {what}", what=what)
    return f"{what} {finding.remedy}" if finding.remedy else what
