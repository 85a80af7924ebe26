"""The totals of the implementation plan as a table: a line for each part, budget and settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.places import Place, element_place, theme_place
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.language import tr
from workbench.operations.initiatives import CostTable
from workbench.plan.fiscal_years import short_year
from workbench.plan.initiatives import CostKind, CostTotal
from workbench.plan.names import COST_KIND_NAMES
from workbench.plan.structure import Plan
from workbench.plan.values import format_number

#: A year, and whether it is its budget or its settlement.
Column = tuple[int, CostKind]

#: What marks a sum that lacks what nobody knows yet.
PARTIAL = "＊"

_NOTHING = CostTotal(0, 0, 0)


class By(StrEnum):
    """What the totals are of."""

    ELEMENT = "element"
    THEME = "theme"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class CostLine:
    """A line: where it leads, how deep it stands, its totals by column."""

    words: str
    place: Place | None
    depth: int
    totals: tuple[CostTotal, ...]
    is_sum: bool = False


def cost_lines(plan: Plan, tables: Mapping[Column, CostTable], by: By) -> list[CostLine]:
    """Return the lines of the totals; parts without an initiative in these years are left out."""
    held = list(tables.values())
    lines: list[CostLine] = []
    if by is By.ELEMENT:
        for element in plan.elements:
            totals = tuple(table.by_element.get(element.id, _NOTHING) for table in held)
            depth = plan.level_of(element).depth
            words = f"{element.code}　{element.name}"
            lines.append(CostLine(words, element_place(element.id), depth, totals))
    elif by is By.THEME:
        for theme in plan.themes:
            totals = tuple(table.by_theme.get(theme.id, _NOTHING) for table in held)
            lines.append(CostLine(theme.name, theme_place(theme.id), 0, totals))
    else:
        for name in sorted({name for table in held for name in table.by_department}):
            totals = tuple(table.by_department.get(name, _NOTHING) for table in held)
            lines.append(CostLine(name, None, 0, totals))
    lines = [line for line in lines if any(one.counted or one.unknown for one in line.totals)]
    whole = tuple(table.whole for table in held)
    return [*lines, CostLine(tr("Sum of all"), None, 0, whole, is_sum=True)] if lines else []


class CostModel(HeadedModel):
    """Read only; thousand yen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.lines: list[CostLine] = []
        self.columns: tuple[Column, ...] = ()

    def show(self, lines: list[CostLine], columns: Sequence[Column]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines, self.columns = lines, tuple(columns)
        self.headings = ("", *map(_heading, self.columns))
        self.figures = range(1, len(self.headings))
        self.endResetModel()

    @property
    def is_partial(self) -> bool:
        """Tell whether some cost is not known and so not in a sum."""
        return any(total.unknown for line in self.lines for total in line.totals)

    def line_count(self) -> int:
        return len(self.lines)

    def answer(self, row: int, column: int, role: int) -> object:
        line = self.lines[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{'　' * line.depth}{line.words}" if not column else _shown(line, column - 1)
        if role == Qt.ItemDataRole.FontRole:
            is_bold = line.is_sum or (line.depth == 0 and line.place is not None)
            return look.number_font(bold=is_bold) if column else look.text_font(bold=is_bold)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(line.totals[column - 1]) if column else line.words
        return None

    def place(self, row: int) -> Place | None:
        """Return the part of the plan that a line is about."""
        return self.lines[row].place

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return these lines as they are copied: sums as numbers, nothing for none."""
        chosen = self.lines if rows is None else [self.lines[row] for row in rows]
        copied = tuple(
            (line.words, *(total.amount if total.counted else None for total in line.totals))
            for line in chosen
        )
        return Table(tuple(self.headings), copied, (None, *(0 for _ in self.columns)))


def _heading(column: Column) -> str:
    year, kind = column
    return f"{short_year(year)} {COST_KIND_NAMES[kind]}"


def _shown(line: CostLine, at: int) -> str:
    total = line.totals[at]
    if not total.counted:
        return "…" if total.unknown else "－"
    return f"{PARTIAL if total.unknown else ''}{format_number(total.amount, 0)}"


def _told(total: CostTotal) -> str:
    if not total.unknown:
        return tr("{count} initiatives", count=total.counted)
    return tr(
        "{count} initiatives; the cost of {unknown} more is not known",
        count=total.counted,
        unknown=total.unknown,
    )
