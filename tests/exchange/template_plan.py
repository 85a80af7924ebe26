"""A plan of 記入例 to be asked about, and what a department does to the template it gets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from workbench.exchange.answers import Running
from workbench.exchange.gathering import Held
from workbench.exchange.importing import propose_workbook
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.reading import read_workbook
from workbench.exchange.templates import TemplateContent, write_template
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.grading import Band, Comparison, Measure, Scheme
from workbench.plan.initiatives import Cost, CostKind, Initiative
from workbench.plan.recorded import Recorded
from workbench.plan.structure import (
    Accumulation,
    Direction,
    Element,
    Indicator,
    IndicatorValue,
    Level,
    Plan,
    Profile,
    Role,
)
from workbench.plan.values import Kind, Value, number, words

YEAR = 2025
MADE_AT = datetime.datetime(2026, 4, 1, 9, 30, tzinfo=datetime.UTC)
PLAN_ID = "6c1c-記入例"
HEALTH, CHILDREN = "健康推進課", "子ども家庭支援課"

SCHEME = Scheme(
    "abc",
    "3段階（記入例）",
    (
        Band("A", Measure.PROGRESS, Comparison.AT_LEAST, 1.0, points=3),
        Band("B", Measure.PROGRESS, Comparison.AT_LEAST, 0.5, points=2),
        Band("C", Measure.PROGRESS, Comparison.REST, points=1),
    ),
)

INDICATORS = (
    Indicator(11, 2, 1, "特定健診受診率", "％", decimals=1),
    Indicator(12, 2, 2, "自主防災組織の設置", "", direction=Direction.WORD),
    Indicator(13, 3, 1, "保育所待機児童数", "人", direction=Direction.LESS, decimals=0),
    Indicator(14, 3, 2, "子育て相談の満足度", "％", survey_interval=2),
    Indicator(15, 4, 1, "自然増減", "人", department=CHILDREN),
    Indicator(16, 4, 2, "累計の植樹", "本", accumulation=Accumulation.YEARLY),
)
VALUES = (
    IndicatorValue(101, 11, 2022, Role.BASELINE, number(41.3)),
    IndicatorValue(102, 11, 2027, Role.TARGET, number(60)),
    IndicatorValue(103, 11, 2024, Role.ACTUAL, number(45.25)),
    IndicatorValue(104, 12, 2022, Role.BASELINE, words("未設置")),
    IndicatorValue(105, 12, 2027, Role.TARGET, words("設置")),
    IndicatorValue(106, 13, 2024, Role.ACTUAL, Value(Kind.PENDING)),
    IndicatorValue(107, 14, 2022, Role.BASELINE, number(70)),
    IndicatorValue(108, 15, 2024, Role.ACTUAL, number(-582)),
    IndicatorValue(109, 15, YEAR, Role.ACTUAL, number(-600)),
)


def plan_of(indicators: Sequence[Indicator] = INDICATORS, **names: str) -> Plan:
    """Return the plan; `names` replaces those of measures, as e2="…"."""
    return Plan(
        profile=Profile(
            "記入例市", "20220", "総合計画", "後期基本計画（記入例）", 2023, 2027, "", "政策経営課"
        ),
        levels=(Level(1, 0, "目標", "{n}"), Level(2, 1, "施策", "{parent}-{n}")),
        elements=(
            Element(1, None, 1, 1, "1", "健やかに暮らす"),
            Element(2, 1, 2, 1, "1-1", names.get("e2", "健康づくりの推進"), department=HEALTH),
            Element(3, 1, 2, 2, "1-2", names.get("e3", "子育て支援の充実"),
                    department=f"{CHILDREN}、教育課"),
            Element(4, 1, 2, 3, "1-3", names.get("e4", "移住の推進")),
        ),
        themes=(),
        theme_links=(),
        indicators=tuple(indicators),
    )  # fmt: skip


EVALUATIONS = (
    Evaluation(1, 2, 2024, "順調である。", "若い世代の受診が少ない。", "", "休日に健診を行う。",
               Course.CONTINUE, "B", "市民の声による"),
    Evaluation(2, 2, YEAR),
)  # fmt: skip
INITIATIVES = (
    Initiative(31, 2, 1, "001-1", "健康教室（記入例）", first_year=2023),
    Initiative(32, 3, 1, "002-1", "子育て広場（記入例）"),
    Initiative(33, 3, 2, "002-2", "終わった事業（記入例）", last_year=2024),
)
COSTS = (
    Cost(1, 31, 2024, CostKind.SETTLEMENT, 100, 50, 0, 0, 850, None, 300),
    Cost(2, 31, YEAR, CostKind.SETTLEMENT, 100, None, None, None, None),
)


def content(**changes: Any) -> TemplateContent:
    """Return what the template of the year is made from."""
    made: dict[str, Any] = {
        "plan": plan_of(),
        "plan_id": PLAN_ID,
        "fiscal_year": YEAR,
        "values": recorded_of(changes.pop("indicator_values", VALUES)),
        "made_at": MADE_AT,
        "revision": 7,
        "evaluations": EVALUATIONS,
        "initiatives": INITIATIVES,
        "costs": COSTS,
        "scheme": SCHEME,
    }
    return TemplateContent(**{**made, **changes})


def recorded_of(values: Sequence[IndicatorValue]) -> dict[int, Recorded]:
    """Return values sorted by indicator, role and year."""
    held: dict[int, list[IndicatorValue]] = {}
    for value in values:
        held.setdefault(value.indicator_id, []).append(value)
    return {one: Recorded.of(found) for one, found in held.items()}


def written(path: Path, **changes: Any) -> Path:
    """Write the template to `path` and return it."""
    write_template(content(**changes), path)
    return path


def returned(path: Path, **changes: Any) -> ImportProposal:
    """Return what a template that came back would do to the plan it was made from."""
    asked = content(**{k: v for k, v in changes.items() if k not in ("plan_id", "closed_years")})
    running = Running(
        changes.get("plan_id", PLAN_ID),
        asked.evaluations,
        asked.initiatives,
        asked.costs,
        {YEAR: SCHEME.grades},
        changes.get("closed_years", frozenset()),
    )
    values = changes.get("indicator_values", VALUES)
    held = Held(asked.plan, values, (), "20220", running=running)
    return propose_workbook(read_workbook(path), held)


class Filling:
    """A template opened as a script does it, through openpyxl."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.workbook = openpyxl.load_workbook(path)

    def sheet(self, name: str) -> Any:
        return self.workbook[name]

    def marks_row(self, name: str) -> int:
        """Return the hidden row of column marks."""
        sheet = self.sheet(name)
        return next(
            row for row in range(1, 20)
            if any(cell.value == "#row" for cell in sheet[row])
        )  # fmt: skip

    def column(self, name: str, field: str) -> int:
        """Return the column of a field, as `actual`, or of the row marks, as `row`."""
        sheet = self.sheet(name)
        for cell in sheet[self.marks_row(name)]:
            if str(cell.value or "").removeprefix("#").partition(".")[0] == field:
                return int(cell.column)
        raise KeyError(field)

    def width(self, name: str, column: int) -> float:
        """Return the width of a column; neighbours of one width stand together in the file."""
        for held in self.sheet(name).column_dimensions.values():
            if held.min <= column <= held.max:
                return float(held.width)
        raise KeyError(column)

    def rows(self, name: str) -> range:
        return range(self.marks_row(name) + 2, self.sheet(name).max_row + 1)

    def find(self, name: str, *texts: str) -> int:
        """Return the row that holds all of these texts."""
        sheet = self.sheet(name)
        for row in self.rows(name):
            held = [cell.value for cell in sheet[row]]
            if all(text in held for text in texts):
                return row
        raise KeyError(texts)

    def fill(self, name: str, field: str, row: int, value: object) -> None:
        """Put a value into a cell as a text or a figure, never as a formula."""
        cell = self.sheet(name).cell(row, self.column(name, field))
        cell.value = value
        if isinstance(value, str) and cell.data_type == "f":
            cell.data_type = "s"

    def sort(self, name: str, order: Callable[[int], Any]) -> None:
        """Sort whole rows, as a person does who has unprotected the sheet."""
        sheet = self.sheet(name)
        rows = list(self.rows(name))
        held = [[(cell.value, cell.data_type) for cell in sheet[row]] for row in rows]
        for row, index in zip(rows, sorted(range(len(rows)), key=order), strict=True):
            for cell, (value, kind) in zip(sheet[row], held[index], strict=True):
                cell.value = value
                if kind == "s" and value is not None:
                    cell.data_type = kind

    def save(self, path: Path | None = None) -> Path:
        path = path or self.path
        self.workbook.save(path)
        return path
