"""A zoo of department sheets: one truth, written in the many ways in which offices write it.

`specimen(seed)` draws a sheet and says what a person reads in it. Names and figures are 記入例.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.exchange.workbooks import Cell, MergedRange, Sheet
from workbench.plan.structure import Role

Value = tuple[str, Role, int]

#: Code and name of the measure, name and unit of the indicator; as `plan_with` has the measures.
TRUTH: tuple[tuple[str, str, str, str], ...] = (
    ("1-1", "健康づくりの推進", "健康教室の参加者数（記入例）", "人"),
    ("1-1", "健康づくりの推進", "検診の受診率（記入例）", "％"),
    ("1-2", "子育て支援の充実", "子育て広場の利用者数（記入例）", "人"),
    ("1-2", "子育て支援の充実", "相談の件数（記入例）", "件"),
    ("1-3", "防災体制の強化", "防災訓練の回数（記入例）", "回"),
)


@dataclass(frozen=True)
class Specimen:
    """A sheet, what it says, and how it was made."""

    sheet: Sheet
    says: dict[Value, float]
    made: dict[str, object]


@dataclass
class Grid:
    """A sheet being written; cells that were never written are blank."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, cell: Cell) -> None:
        if cell is not None:
            self.cells[row, column] = cell

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        if (row, column) != (last_row, last_column):
            self.merged.append(MergedRange(row, column, last_row, last_column))

    def sheet(self) -> Sheet:
        height = max(row for row, _ in self.cells) + 1
        width = max(column for _, column in self.cells) + 1
        rows = tuple(
            tuple(self.cells.get((row, column)) for column in range(width)) for row in range(height)
        )
        return Sheet("様式", True, rows, tuple(self.merged), formats=dict(self.formats))


def era(year: int) -> str:
    return f"令和{year - 2018}" if year > 2019 else "令和元"


def full(text: str) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789RH"})


YEAR_SPELLINGS: dict[str, Callable[[int], Cell]] = {
    "令和5年度": lambda year: f"{era(year)}年度",
    "R5": lambda year: f"R{year - 2018}",
    "Ｒ５": lambda year: full(f"R{year - 2018}"),
    "R5年度": lambda year: f"R{year - 2018}年度",
    "2023年度": lambda year: f"{year}年度",
    "2023": float,
    "令和５": lambda year: full(era(year)),
    "令和5年度（2023年度）": lambda year: f"{era(year)}年度（{year}年度）",
    "2023（R5）年度": lambda year: f"{year}（R{year - 2018}）年度",
    "令和\n5年度": lambda year: f"令和\n{year - 2018}年度",
    "５年度": lambda year: f"{era(year)}年度" if year == 2022 else full(f"{year - 2018}年度"),
    "令和 5 年度": lambda year: f"令和 {year - 2018} 年度",
}
FIGURE_SPELLINGS: dict[str, Callable[[float], Cell]] = {
    "number": lambda figure: figure,
    "text": lambda figure: f"{figure:,g}" if abs(figure) < 1e5 else f"{figure:,.0f}",
    "full width": lambda figure: full(f"{figure:g}"),
    "with unit": lambda figure: figure,
}
TITLES = (
    "令和6年度 指標の実績報告（記入例）",
    "○○課",
    "提出日：令和7年5月30日",
    "第2次総合計画　進捗管理シート",
)
NOTES = (
    "※ 実績値は年度末の値",
    "（注）　小数第2位を四捨五入",
    "資料：○○課調べ",
    "作成：政策課 内線2213",
)
GUARD = "この行は調整用です。削除しないでください"


def specimen(seed: int) -> Specimen:
    """Draw a sheet; the same seed gives the same one."""
    chance = random.Random(seed)
    made: dict[str, object] = {
        "seed": seed,
        "shape": chance.choice(("flat", "grouped", "grouped", "three rows", "long", "two rows")),
        "year": chance.choice(list(YEAR_SPELLINGS)),
        "figure": chance.choice(list(FIGURE_SPELLINGS)),
        "unit": chance.choice(("column", "column", "header", "name", "format", "none")),
        "titles": chance.randrange(4),
        "blank columns": chance.randrange(3),
        "guard": chance.random() < 0.15,
        "notes": chance.randrange(3),
        "sections": chance.random() < 0.25,
        "merged measures": chance.random() < 0.3,
        "totals": chance.random() < 0.2,
        "blank rows": chance.random() < 0.2,
        "remarks": chance.random() < 0.3,
        "number": chance.random() < 0.3,
        "repeated header": chance.random() < 0.15,
        "gaps": chance.random() < 0.3,
    }
    return Writer(chance, made).specimen()


class Writer:
    """Writes one specimen."""

    def __init__(self, chance: random.Random, made: dict[str, object]) -> None:
        self.chance, self.made = chance, made
        self.grid = Grid()
        self.says: dict[Value, float] = {}
        first = chance.choice((2021, 2022, 2023))
        self.years = list(range(first, first + chance.choice((2, 3, 4))))
        if made["year"] == "５年度":
            self.years = list(range(2022, 2022 + len(self.years)))
        self.units = self.made["unit"]
        self.truth = [row for row in TRUTH if made["unit"] != "header" or row[3] == "人"]

    def specimen(self) -> Specimen:
        row = self.preamble()
        row = self.long(row) if self.made["shape"] == "long" else self.wide(row)
        for note in self.chance.sample(NOTES, int(str(self.made["notes"]))):
            row += self.chance.randrange(2)
            self.grid.put(row, self.left, note)
            row += 1
        return Specimen(self.grid.sheet(), self.says, self.made)

    @property
    def left(self) -> int:
        return int(str(self.made["blank columns"]))

    def preamble(self) -> int:
        row = 0
        for title in self.chance.sample(TITLES, int(str(self.made["titles"]))):
            self.grid.put(row, self.left + (3 if title.startswith("提出") else 0), title)
            row += 1 + self.chance.randrange(2)
        if self.made["guard"]:
            for column in range(self.left, self.left + 9):
                self.grid.put(row, column, GUARD)
            row += 1
        return row

    def year(self, year: int) -> Cell:
        return YEAR_SPELLINGS[str(self.made["year"])](year)

    def figure(self, row: int, column: int, figure: float, unit: str) -> None:
        spelled = FIGURE_SPELLINGS[str(self.made["figure"])](figure)
        if self.made["figure"] == "with unit":
            spelled = f"{figure:,g}{unit}"
        elif self.units == "format" and isinstance(spelled, float) and unit != "％":
            self.grid.formats[row, column] = f'#,##0"{unit}"'
        self.grid.put(row, column, spelled)

    def value(self, unit: str) -> float:
        if unit == "％":
            return round(self.chance.uniform(20, 90), 1)
        return float(self.chance.randrange(10, 3000))

    def name(self, name: str, unit: str) -> str:
        return f"{name}（{unit}）" if self.units == "name" else name

    def labels(self) -> list[str]:
        labels = ["No."] if self.made["number"] else []
        labels += [self.chance.choice(("施策番号", "施策コード", "施策No.")), "施策名"]
        labels.append(self.chance.choice(("指標名", "成果指標", "指標")))
        if self.units == "column":
            labels.append("単位")
        return labels

    def row_labels(self, number: int, row: tuple[str, str, str, str]) -> list[Cell]:
        code, measure, name, unit = row
        cells: list[Cell] = [float(number)] if self.made["number"] else []
        cells += [code, measure, self.name(name, unit)]
        if self.units == "column":
            cells.append(unit)
        return cells

    def slots(self) -> list[tuple[Role, int]]:
        slots = [(Role.ACTUAL, year) for year in self.years]
        if self.made["shape"] != "two rows":
            slots.insert(0, (Role.BASELINE, self.years[0] - 1))
            slots.append((Role.TARGET, 2027))
        return slots

    def wide(self, row: int) -> int:
        labels, slots, shape = self.labels(), self.slots(), self.made["shape"]
        left, first = self.left, self.left + len(labels)
        words = {Role.BASELINE: "現状値", Role.ACTUAL: "実績値", Role.TARGET: "目標値"}
        unit = "（人）" if self.units == "header" else ""
        header = row
        if shape == "flat":
            for column, label in enumerate(labels, left):
                self.grid.put(row, column, label)
            for column, (role, year) in enumerate(slots, first):
                self.grid.put(row, column, f"{words[role]}{unit}\n{self._text(year)}")
        else:
            depth = {"grouped": 2, "two rows": 2, "three rows": 3}[str(shape)]
            for column, label in enumerate(labels, left):
                self.grid.put(row, column, label)
                self.grid.merge(row, column, row + depth - 1, column)
            if shape == "three rows":
                self.grid.put(row, first, "指標の推移")
                self.grid.merge(row, first, row, first + len(slots) - 1)
            top = row + depth - 2
            groups: list[tuple[Role, int, int]] = []
            for column, (role, _) in enumerate(slots, first):
                if groups and groups[-1][0] == role:
                    groups[-1] = (role, groups[-1][1], column)
                else:
                    groups.append((role, column, column))
            for role, start, end in groups:
                self.grid.put(top, start, words[role] + unit)
                self.grid.merge(top, start, top, end)
            for column, (_, year) in enumerate(slots, first):
                self.grid.put(row + depth - 1, column, self.year(year))
            row += depth - 1
        remarks = first + len(slots)
        if self.made["remarks"]:
            self.grid.put(header, remarks, "備考")
            self.grid.merge(header, remarks, row, remarks)
        heading = {
            column: self.grid.cells.get((row, column)) for column in range(left, remarks + 1)
        }
        return self.rows(row + 1, slots, heading)

    def _text(self, year: int) -> str:
        spelled = self.year(year)
        return f"{spelled:g}年度" if isinstance(spelled, float) else str(spelled)

    def rows(  # noqa: C901 - one way of writing after the other
        self, row: int, slots: Sequence[tuple[Role, int]], heading: dict[int, Cell]
    ) -> int:
        left = self.left
        column_of_measure = left + (1 if self.made["number"] else 0)
        before = ""
        began = row
        for number, one in enumerate(self.truth, 1):
            code, _, name, unit = one
            labels = self.row_labels(number, one)
            if code != before:
                self._close_measure(began, row, column_of_measure)
                began = row
                if self.made["sections"] and number > 1:
                    self.grid.put(row, left, f"基本目標{number}　記入例の目標")
                    row += 1
                    began = row
                if self.made["repeated header"] and number > 2 and self.made["shape"] == "flat":
                    for column, cell in heading.items():
                        self.grid.put(row, column, cell)
                    row += 1
                    began = row
                if self.made["blank rows"] and number > 1:
                    row += 1
                    began = row
            elif self.made["merged measures"]:
                labels[column_of_measure - left] = None
                labels[column_of_measure - left + 1] = None
            before = code
            for column, cell in enumerate(labels, left):
                self.grid.put(row, column, cell)
            for column, (role, year) in enumerate(slots, left + len(labels)):
                if self.made["gaps"] and self.chance.random() < 0.15:
                    continue
                figure = self.value(unit)
                self.figure(row, column, figure, unit)
                self.says[name, role, year] = figure
            if self.made["remarks"] and self.chance.random() < 0.5:
                self.grid.put(row, left + len(labels) + len(slots), "記入例")
            row += 1
        self._close_measure(began, row, column_of_measure)
        if self.made["totals"]:
            self.grid.put(row, left, "合計")
            for column in range(left + len(labels), left + len(labels) + len(slots)):
                self.grid.put(row, column, 99.0)
            row += 1
        return row

    def _close_measure(self, began: int, row: int, column: int) -> None:
        if self.made["merged measures"] and row - began > 1:
            self.grid.merge(began, column, row - 1, column)
            self.grid.merge(began, column + 1, row - 1, column + 1)

    def long(self, row: int) -> int:
        labels = [*self.labels(), "年度", "区分", "値"]
        for column, label in enumerate(labels, self.left):
            self.grid.put(row, column, label)
        row += 1
        words = {Role.BASELINE: "現状値", Role.ACTUAL: "実績", Role.TARGET: "目標"}
        self.made["year"] = self.made["year"] if self.made["year"] != "５年度" else "令和5年度"
        for number, one in enumerate(self.truth, 1):
            for role, year in self.slots():
                cells = [*self.row_labels(number, one), self.year(year), words[role]]
                for column, cell in enumerate(cells, self.left):
                    self.grid.put(row, column, cell)
                figure = self.value(one[3])
                self.figure(row, self.left + len(cells), figure, one[3])
                self.says[one[2], role, year] = figure
                row += 1
        return row
