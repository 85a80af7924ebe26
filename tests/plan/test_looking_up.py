"""Looking things up in a plan, before and after a part of it has been replaced."""

from dataclasses import replace

import pytest

from workbench.plan.structure import Element, Indicator, Level, Plan, Profile


@pytest.fixture
def plan() -> Plan:
    """Return a plan of 記入例 whose elements and indicators have been looked up already."""
    held = Plan(
        profile=Profile("記入例市", "20220", "総合計画", "記入例", 2023, 2027, ""),
        levels=(Level(1, 0, "目標", "{n}"), Level(2, 1, "施策", "{parent}-{n}")),
        elements=(
            Element(1, None, 1, 1, "1", "健やかに暮らす"),
            Element(2, 1, 2, 1, "1-1", "健康づくりの推進"),
        ),
        themes=(),
        theme_links=(),
        indicators=(Indicator(11, 2, 1, "受診率（記入例）", "％"),),
    )
    assert held.element(2).name == "健康づくりの推進"
    assert [one.id for one in held.children(1)] == [2]
    assert [one.id for one in held.indicators_of(2)] == [11]
    return held


def test_other_elements_are_found_at_once(plan: Plan) -> None:
    renamed = replace(plan.element(2), name="こころの健康（記入例）")
    added = Element(3, 1, 2, 2, "1-2", "子育て支援の充実")
    after = plan.changed(elements=(plan.element(1), renamed, added))
    assert after.element(2).name == "こころの健康（記入例）"
    assert [one.id for one in after.children(1)] == [2, 3]
    assert [one.id for one in after.indicators_of(2)] == [11]


def test_other_indicators_are_found_at_once(plan: Plan) -> None:
    after = plan.changed(indicators=(Indicator(12, 2, 1, "歩数（記入例）", "歩"),))
    assert [one.id for one in after.indicators_of(2)] == [12]
    assert after.element(2) == plan.element(2)


def test_nothing_is_replaced_where_nothing_is_given(plan: Plan) -> None:
    assert plan.changed() is plan


def test_what_has_been_looked_up_of_the_other_parts_is_not_looked_up_again(plan: Plan) -> None:
    """A large plan is followed at the pace of typing."""
    known, after = vars(plan), vars(plan.changed(indicators=()))
    assert after["_by_id"] is known["_by_id"]
    assert after["_by_parent"] is known["_by_parent"]
    assert "_indicators_by_element" not in after
    after = vars(plan.changed(elements=()))
    assert after["_indicators_by_element"] is known["_indicators_by_element"]
    assert not {"_by_id", "_by_parent"} & after.keys()
