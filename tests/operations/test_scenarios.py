"""Scenarios are kept in the plan file: added, copied, renamed, noted, deleted, and taken back."""

import pytest

from workbench.errors import PersonError
from workbench.operations import history, scenarios
from workbench.store import queries
from workbench.store.planfile import PlanFile


def held(plan_file: PlanFile) -> dict[str, dict[str, object]]:
    return {one.name: dict(one.assumptions) for one in queries.load_scenarios(plan_file.database)}


def scenario_id(plan_file: PlanFile, name: str) -> int:
    found = queries.load_scenarios(plan_file.database)
    return next(one.id for one in found if one.name == name)


def test_a_copy_carries_assumptions_and_note_and_goes_its_own_way(plan_file: PlanFile) -> None:
    database = plan_file.database
    scenarios.add_scenario(database, "試案", {"tfr": 1.8, "families_30s": 30}, "市長説明用")
    scenarios.copy_scenario(database, scenario_id(plan_file, "試案"), "試案2")
    scenarios.set_assumptions(database, scenario_id(plan_file, "試案2"), {"tfr": 1.6})
    assert held(plan_file)["試案"] == {"tfr": 1.8, "families_30s": 30}
    assert held(plan_file)["試案2"] == {"tfr": 1.6, "families_30s": 30}
    assert queries.load_scenarios(database)[-1].note == "市長説明用"


def test_deleting_is_taken_back_with_everything(plan_file: PlanFile) -> None:
    database = plan_file.database
    scenarios.add_scenario(database, "試案", {"tfr": 1.8})
    before = held(plan_file)
    scenarios.delete_scenario(database, scenario_id(plan_file, "試案"))
    assert "試案" not in held(plan_file)
    history.undo(database)
    assert held(plan_file) == before


def test_a_lever_put_back_follows_its_source_again(plan_file: PlanFile) -> None:
    database = plan_file.database
    one = queries.load_scenarios(database)[0].id
    scenarios.set_assumptions(database, one, {"tfr": 1.8})
    scenarios.set_assumptions(database, one, {"tfr": None})
    assert "tfr" not in queries.load_scenarios(database)[0].assumptions


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "scenario.nameless"), ("試案", "scenario.name_taken")]
)
def test_a_name_must_be_there_and_free(plan_file: PlanFile, name: str, code: str) -> None:
    scenarios.add_scenario(plan_file.database, "試案", {})
    with pytest.raises(PersonError) as raised:
        scenarios.add_scenario(plan_file.database, name, {})
    assert raised.value.code == code


def test_the_last_scenario_stays(plan_file: PlanFile) -> None:
    for one in queries.load_scenarios(plan_file.database)[1:]:
        scenarios.delete_scenario(plan_file.database, one.id)
    with pytest.raises(PersonError) as raised:
        scenarios.delete_scenario(
            plan_file.database, queries.load_scenarios(plan_file.database)[0].id
        )
    assert raised.value.code == "scenario.last"


@pytest.mark.parametrize("values", [{"tfr": 9}, {"tfr": float("nan")}, {"no_such_lever": 1}])
def test_values_that_mean_nothing_are_refused_before_anything_is_written(
    plan_file: PlanFile, values: dict[str, object]
) -> None:
    one = queries.load_scenarios(plan_file.database)[0]
    with pytest.raises(PersonError):
        scenarios.set_assumptions(plan_file.database, one.id, values)
    assert queries.load_scenarios(plan_file.database)[0] == one


def test_every_step_is_told_in_words(plan_file: PlanFile) -> None:
    database = plan_file.database
    outcomes = [
        scenarios.add_scenario(database, "試案", {"tfr": 1.8}),
        scenarios.rename_scenario(database, scenario_id(plan_file, "試案"), "素案"),
        scenarios.annotate_scenario(database, scenario_id(plan_file, "素案"), "根拠"),
        scenarios.copy_scenario(database, scenario_id(plan_file, "素案"), "素案2"),
        scenarios.delete_scenario(database, scenario_id(plan_file, "素案2")),
    ]
    told = [history.describe(one.entry) for one in outcomes if one.entry]
    assert told == [
        "シナリオ「試案」を追加",
        "シナリオの名称を「試案」→「素案」",
        "シナリオ「素案」のメモを変更",
        "シナリオ「素案」を「素案2」として複写",
        "シナリオ「素案2」を削除",
    ]
