"""What one workbook would change: counts to filter by, the table, the findings, the button."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.difference_model import (
    CELL,
    CHANGE,
    LINE_ROLE,
    NAME,
    NEW,
    OLD,
    ROLE,
    SUBJECT,
    YEAR,
    DifferenceFilter,
    DifferenceModel,
    Names,
)
from workbench.desktop.importing.files import Reading
from workbench.desktop.importing.finding_model import FINDING_ROLE, FindingModel
from workbench.desktop.importing.words import CHANGES, LAYOUTS
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.rows import calm_table
from workbench.exchange.proposals import WRITING, Change, ImportProposal
from workbench.language import tr
from workbench.operations import importing

_ROW_HEIGHT = 28
_WIDTHS = {CHANGE: 120, SUBJECT: 192, YEAR: 64, ROLE: 96, OLD: 104, NEW: 104, CELL: 144}


class ProposalView(QWidget):
    """Shows a proposal; `apply_wanted` when it is to be taken in."""

    apply_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognised = look.label(muted=True)
        self._recognised.setWordWrap(True)
        self.model = DifferenceModel(self)
        self.filter = DifferenceFilter(self)
        self.filter.setSourceModel(self.model)
        self.table = _table(tr("Differences"), self.filter)
        self.findings_model = FindingModel(self)
        self.findings = _table(tr("Findings"), self.findings_model)
        self.findings.activated.connect(self._go_to_cell)
        self.findings.clicked.connect(self._go_to_cell)
        self._table_box, self._findings_box, self._foot = QWidget(), QWidget(), QWidget()
        self._findings_title = look.label(bold=True)
        self.apply_button = push_button(tr("Nothing to take in"))
        self.apply_button.setDefault(True)
        self.apply_button.clicked.connect(self.apply_wanted)
        self._left_out = look.label(muted=True)
        self.chips: dict[Change | None, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(SPACING // 2)
        group = QButtonGroup(self)
        for change in (None, *Change):
            chip = push_button(tr("All {count}", count=0) if change is None else _chip(change, 0))
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, only=change: self.filter.show_only(only))
            group.addButton(chip)
            self.chips[change] = chip
            chips.addWidget(chip)
        chips.addStretch(1)
        findings = QVBoxLayout(self._findings_box)
        findings.setContentsMargins(0, SPACING, 0, 0)
        findings.setSpacing(SPACING // 2)
        findings.addWidget(self._findings_title)
        findings.addWidget(self.findings, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("import")
        splitter.setChildrenCollapsible(False)
        differences = QVBoxLayout(self._table_box)
        differences.setContentsMargins(0, 0, 0, 0)
        differences.setSpacing(SPACING)
        differences.addLayout(chips)
        differences.addWidget(self.table, 1)
        splitter.addWidget(self._table_box)
        splitter.addWidget(self._findings_box)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(2 * SPACING)
        foot.addWidget(self.apply_button)
        foot.addWidget(self._left_out, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._recognised)
        column.addWidget(splitter, 1)
        column.addWidget(self._foot)

    def show_reading(self, reading: Reading, names: Names, *, read_only: bool) -> None:
        """Show what reading a workbook gave."""
        proposal = reading.proposal
        self._recognised.setText(_recognised(proposal))
        self.model.show_lines(reading.lines, names)
        self._show_chips(proposal)
        self._table_box.setVisible(proposal.recognised)
        self._foot.setVisible(proposal.recognised)
        self.findings_model.show_findings(proposal.findings)
        self._findings_title.setText(tr("What was noticed ({count})", count=len(proposal.findings)))
        self._findings_box.setVisible(bool(proposal.findings))
        self.findings.resizeRowsToContents()
        self.apply_button.setText(_button_words(proposal))
        self.apply_button.setEnabled(importing.writes(proposal) and not read_only)
        left_out = sum(finding.needs_decision for finding in proposal.findings)
        self._left_out.setText(
            tr("{count} left out, because they need a decision", count=left_out) if left_out else ""
        )

    def _show_chips(self, proposal: ImportProposal) -> None:
        counts = proposal.counts
        self.chips[None].setText(tr("All {count}", count=sum(counts.values())))
        for change, count in counts.items():
            self.chips[change].setText(_chip(change, count))
            self.chips[change].setEnabled(count > 0)
        self.chips[None].setChecked(True)
        self.filter.show_only(None)

    def _go_to_cell(self, index: QModelIndex) -> None:
        """Select the difference that comes from a finding's cell, if one does."""
        finding = index.data(FINDING_ROLE)
        if finding is None:
            return
        for row in range(self.filter.rowCount()):
            line = self.filter.index(row, 0).data(LINE_ROLE)
            if (line.sheet, line.cell) == (finding.sheet, finding.cell):
                self.table.setCurrentIndex(self.filter.index(row, 0))
                return


def _chip(change: Change, count: int) -> str:
    sign, word = CHANGES[change]
    return f"{sign} {word} {count}"


def _recognised(proposal: ImportProposal) -> str:
    if not proposal.recognised:
        return tr("Nothing in this workbook was recognised.")
    kinds = dict.fromkeys(str(LAYOUTS.get(key, key)) for key in proposal.layouts)
    return tr("Recognised as: {kinds}", kinds="　".join(kinds))


def _button_words(proposal: ImportProposal) -> str:
    counts = proposal.counts
    figures = sum(counts[change] for change in WRITING)
    if figures:
        return tr("Take in {count} figures", count=figures)
    if proposal.writes:
        return tr("Take in the indicators' descriptions")
    confirmed = importing.confirmed(proposal)
    if confirmed:
        return tr("Note the cells that {count} figures come from", count=confirmed)
    return tr("Nothing to take in")


def _table(name: str, model: DifferenceFilter | FindingModel) -> QTableView:
    table = QTableView()
    table.setAccessibleName(name)
    table.setModel(model)
    calm_table(table)
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    header = table.horizontalHeader()
    if isinstance(model, FindingModel):
        table.setWordWrap(True)
        for column, width in enumerate((88, 144, 144)):
            table.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        return table
    table.setWordWrap(False)
    for column, width in _WIDTHS.items():
        table.setColumnWidth(column, width)
    header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    return table
