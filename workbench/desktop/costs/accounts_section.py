"""決算 below the totals of the implementation plan: the 決算カード that were imported."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from workbench.desktop import look
from workbench.desktop.costs.accounts_model import AccountsModel, account_lines
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import ChoiceBox, Choices
from workbench.desktop.plan.indicator_model import origin
from workbench.desktop.plan.section import Section
from workbench.desktop.progress.reading_table import ReadingTable
from workbench.language import tr
from workbench.plan.names import year_name
from workbench.plan.settlements import KEY_FIGURES, PARTS, Settlement
from workbench.store.queries import load_settlements

_ROW_HEIGHT = 4 * SPACING
_FIGURE_WIDTH = 16 * SPACING


class AccountsSection(Section):
    """The accounts of one body and year, part by part, searched by words and copied to Excel."""

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Settled accounts"))
        self._document = document
        self._held: dict[object, Settlement] = {}
        self._part: object = PARTS[0]
        self.show_empty_words(
            tr("No settlement card has been imported yet."),
            tr("Import a workbook of 決算カード, and revenue and expenditure stand here by year."),
        )
        self.which = ChoiceBox(tr("Body and fiscal year"))
        self.part = Choices(tr("Part of the accounts"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find an item"))
        self.search.setAccessibleName(tr("Find an item"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(24 * SPACING)
        self.copy = self.add_link(tr("Copy the table"))
        self.copy.setToolTip(tr("Copy the table (for Excel)"))
        self.model = AccountsModel(self)
        self.table = ReadingTable(self.model, tr("Settled accounts"), _ROW_HEIGHT)
        self.table.set_widths([None, _FIGURE_WIDTH, _FIGURE_WIDTH])
        self.source = look.label(size=look.SMALL, muted=True)
        self.source.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(SPACING)
        head.addWidget(self.which)
        head.addWidget(self.part)
        head.addStretch(1)
        head.addWidget(self.search)
        self.body.addLayout(head)
        self.body.addWidget(self.table)
        self.body.addWidget(self.source)
        self.which.chosen.connect(self._choose)
        self.part.chosen.connect(self._choose_part)
        self.search.textChanged.connect(self._show)
        self.copy.clicked.connect(self.table.copy_all)

    def refresh(self) -> None:
        """Show the accounts that the plan file holds now; the newest ones first."""
        own = self._document.plan.profile.municipality
        held = sorted(
            load_settlements(self._document.database),
            key=lambda one: (one.name != own, one.name, -one.fiscal_year),
        )
        self._held = {(one.name, one.fiscal_year): one for one in held}
        self.which.set_options(
            [(key, f"{one.name}　{year_name(one.fiscal_year)}") for key, one in self._held.items()]
        )
        if held and self.which.key not in self._held:
            self.which.show_choice((held[0].name, held[0].fiscal_year))
        words = {
            "revenue": tr("Revenue"),
            "by_nature": tr("Expenditure by nature"),
            "by_purpose": tr("Expenditure by purpose"),
            KEY_FIGURES: tr("State of finances"),
        }
        self.part.set_options(list(words.items()))
        self.part.show_choice(self._part)
        self.show_filled(bool(held))
        self._show()

    def _choose(self, _key: object) -> None:
        self._show()

    def _choose_part(self, part: object) -> None:
        if part is not None:
            self._part = part
        self.part.show_choice(self._part)
        self._show()

    def _show(self) -> None:
        one = self._held.get(self.which.key)
        lines = account_lines(one, str(self._part)) if one else []
        are_figures = self._part == KEY_FIGURES
        self.model.show(lines, self.search.text(), are_key_figures=are_figures)
        said = origin(one) if one else ""
        if lines and not self.model.lines:
            said = tr("No item of this part has these words in its name.")
        self.source.setText(said)
