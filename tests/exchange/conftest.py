"""A small plan to import into."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange.proposing import Propose, Rows
from workbench.exchange.importing import propose
from workbench.exchange.proposals import ImportProposal
from workbench.plan.structure import (
    Element,
    Indicator,
    IndicatorValue,
    Level,
    Plan,
    Profile,
    Role,
)
from workbench.plan.values import number

from .template_plan import Filling, written


def plan_with(*indicators: Indicator) -> Plan:
    """Return a plan of 記入例: one goal, three measures."""
    return Plan(
        profile=Profile("記入例市", "20220", "総合計画", "記入例", 2023, 2027, ""),
        levels=(Level(1, 0, "目標", "{n}"), Level(2, 1, "施策", "{parent}-{n}")),
        elements=(
            Element(1, None, 1, 1, "1", "健やかに暮らす"),
            Element(2, 1, 2, 1, "1-1", "健康づくりの推進"),
            Element(3, 1, 2, 2, "1-2", "子育て支援の充実"),
            Element(4, 1, 2, 3, "1-3", "防災体制の強化"),
        ),
        themes=(),
        theme_links=(),
        indicators=indicators,
    )


@pytest.fixture
def plan() -> Plan:
    return plan_with(
        Indicator(11, 2, 1, "特定健診受診率", "％"),
        Indicator(12, 3, 1, "保育所待機児童数", "人"),
    )


@pytest.fixture
def held_values() -> tuple[IndicatorValue, ...]:
    return (
        IndicatorValue(101, 11, 2023, Role.ACTUAL, number(45.2)),
        IndicatorValue(102, 12, 2023, Role.ACTUAL, number(3)),
    )


@pytest.fixture
def propose_rows(tmp_path: Path, plan: Plan, held_values: tuple[IndicatorValue, ...]) -> Propose:
    """Write a workbook of these rows and return what importing it would do."""

    def write(rows: Rows) -> ImportProposal:
        path = tmp_path / "調査票.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("実績")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell)
        return propose(path, plan, held_values, (), "20220")

    return write


@pytest.fixture
def template(tmp_path: Path) -> Filling:
    return Filling(written(tmp_path / "様式.xlsx"))
