"""The sample begins with the scenarios a planner expects, found from the plan's own figures."""

import pytest

from workbench.operations.population import load_population
from workbench.population.city import project_city
from workbench.store.planfile import PlanFile


def test_the_sample_holds_the_expected_scenarios(plan_file: PlanFile) -> None:
    names = [one.name for one in load_population(plan_file.database).scenarios]
    assert names == ["検討案", "現状継続", "目標", "シミュレーション1", "シミュレーション2"]


def test_the_target_scenario_meets_the_plans_86000_in_2040(plan_file: PlanFile) -> None:
    data = load_population(plan_file.database)
    target = next(one for one in data.scenarios if one.name == "目標")
    result = project_city(data.inputs, [data.assumptions(target)], until=2040)
    assert result.total[-1, 0] == pytest.approx(86_000, abs=1)
    assert data.assumptions(target).tfr > data.inputs.tfr
    assert data.assumptions(target).families_30s > 0
    assert "計画に定めはない" in target.note


def test_the_draft_begins_as_the_continuation(plan_file: PlanFile) -> None:
    data = load_population(plan_file.database)
    draft, continuation = (data.assumptions(one) for one in data.scenarios[:2])
    assert draft == continuation
