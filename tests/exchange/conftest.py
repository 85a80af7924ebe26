"""A small plan to import into."""

import pytest

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
