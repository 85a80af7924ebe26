"""The accounts of a year as a table: its items with their share, or its key figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.places import Place
from workbench.desktop.plan.indicator_model import origin
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.exchange.japanese import fold_name
from workbench.language import tr
from workbench.plan.settlements import KEY_FIGURES, AccountItem, KeyFigure, Settlement
from workbench.plan.values import format_number


@dataclass(frozen=True)
class AccountLine:
    """A line: an item with its share of the total in per cent, or a figure with last year's."""

    held: AccountItem | KeyFigure
    figures: tuple[float | None, float | None]
    depth: int = 0
    is_sum: bool = False


def account_lines(settlement: Settlement, part: str) -> list[AccountLine]:
    """Return the lines of one part of the accounts, the total last."""
    if part == KEY_FIGURES:
        figures = settlement.key_figures
        return [AccountLine(one, (one.this_year, one.last_year)) for one in figures]
    items: tuple[AccountItem, ...] = getattr(settlement, part)
    total = items[-1].amount if items else 0.0
    return [
        AccountLine(
            one,
            (one.amount, 100 * one.amount / total if total else None),
            one.depth,
            one is items[-1],
        )
        for one in items
    ]


class AccountsModel(HeadedModel):
    """Read only; amounts in thousand yen, shares in per cent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_headings(are_key_figures=False), figures=(1, 2), parent=parent)
        self.lines: list[AccountLine] = []
        self._are_key_figures = False

    def show(self, lines: Sequence[AccountLine], words: str, *, are_key_figures: bool) -> None:
        """Show those of the lines in whose name the words stand."""
        sought = fold_name(words)
        self.beginResetModel()
        self.lines = [line for line in lines if sought in fold_name(line.held.name)]
        self._are_key_figures = are_key_figures
        self.headings = _headings(are_key_figures=are_key_figures)
        self.endResetModel()

    def line_count(self) -> int:
        return len(self.lines)

    def answer(self, row: int, column: int, role: int) -> object:
        line = self.lines[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self._shown(line, column - 1) if column else f"{'　' * line.depth}{line.held.name}"
            )
        if role == Qt.ItemDataRole.FontRole:
            return (look.number_font if column else look.text_font)(bold=line.is_sum)
        if role == Qt.ItemDataRole.ToolTipRole:
            return origin(line.held) if column else line.held.name
        return None

    def _shown(self, line: AccountLine, at: int) -> str:
        figure = line.figures[at]
        if figure is None:
            return "－"
        if self._are_key_figures:
            # 財政力指数 is 0.51, 歳入総額 has eight digits: each as its card has it.
            return format_number(figure)
        return format_number(figure, at)

    def place(self, row: int) -> Place | None:
        """Return where a line leads: accounts are no part of the plan."""
        return None

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return these lines as they are copied."""
        chosen = self.lines if rows is None else [self.lines[row] for row in rows]
        copied = tuple((f"{'　' * line.depth}{line.held.name}", *line.figures) for line in chosen)
        decimals = (None, None, None) if self._are_key_figures else (None, 0, 1)
        return Table(tuple(self.headings), copied, decimals)


def _headings(*, are_key_figures: bool) -> tuple[str, str, str]:
    if are_key_figures:
        return tr("Figure"), tr("This year"), tr("The year before")
    return tr("Item"), tr("Amount (thousand yen)"), tr("Share (%)")
