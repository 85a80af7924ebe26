"""The population page and the plan stay in step: scenarios, levers, undo."""

import pytest

from workbench.desktop.population_host import PopulationHost
from workbench.operations import history
from workbench.population.levers import Assumptions
from workbench.store.queries import load_scenarios


@pytest.fixture
def host(document, qtbot):
    host = PopulationHost(document)
    qtbot.addWidget(host)
    return host


def names(document) -> list[str]:
    return [one.name for one in load_scenarios(document.database)]


def scenario(document, name):
    return next(one for one in load_scenarios(document.database) if one.name == name)


def test_the_page_begins_with_the_draft_and_lists_every_scenario(host, document) -> None:
    listed = [row.scenario.name for row in host.page.scenarios.rows.values()]
    assert listed == names(document)
    assert host.page.assumptions == Assumptions(tfr=1.41)


def test_choosing_a_scenario_moves_the_levers_to_it_and_writes_nothing(host, document) -> None:
    target = scenario(document, "目標")
    host.page.scenarios.chosen.emit(target.id)
    assert host.page.assumptions.tfr == target.assumptions["tfr"]
    assert not document.is_modified


def test_a_move_is_written_to_the_chosen_scenario_only(host, document) -> None:
    second = scenario(document, "シミュレーション2")
    host.page.scenarios.chosen.emit(second.id)
    host.page.assumptions_committed.emit(host.page.assumptions.replace("families_30s", 12))
    assert scenario(document, "シミュレーション2").assumptions["families_30s"] == 12
    assert scenario(document, "検討案").assumptions == {}


def test_a_lever_put_back_follows_its_source_again(host, document) -> None:
    host.page.assumptions_committed.emit(Assumptions(tfr=1.8))
    assert scenario(document, "検討案").assumptions == {"tfr": 1.8}
    host.page.assumptions_committed.emit(Assumptions(tfr=1.41))
    assert scenario(document, "検討案").assumptions == {}


def test_undo_moves_the_levers_back(host, document) -> None:
    host.page.assumptions_committed.emit(Assumptions(tfr=1.8))
    document.undo()
    assert host.page.assumptions.tfr == 1.41


def test_a_copy_is_gone_on_with(host, document) -> None:
    first = load_scenarios(document.database)[0]
    host.page.scenarios.copied.emit(first.id, "写し")
    host.page.assumptions_committed.emit(Assumptions(tfr=1.7))
    assert scenario(document, "写し").assumptions == {"tfr": 1.7}
    assert scenario(document, first.name).assumptions == {}


def test_renaming_noting_and_deleting_are_steps_that_are_taken_back(host, document) -> None:
    before = load_scenarios(document.database)
    wanted = host.page.scenarios
    wanted.renamed.emit(before[1].id, "現状のまま")
    wanted.annotated.emit(before[1].id, "根拠")
    wanted.deleted.emit(before[4].id)
    assert names(document) == ["検討案", "現状のまま", "目標", "シミュレーション1"]
    history.undo(document.database, 3)
    assert load_scenarios(document.database) == before


def test_the_last_scenario_is_kept_and_the_page_says_why(host, document, qtbot) -> None:
    for one in load_scenarios(document.database)[1:]:
        host.page.scenarios.deleted.emit(one.id)
    with qtbot.waitSignal(document.refused):
        host.page.scenarios.deleted.emit(load_scenarios(document.database)[0].id)
    assert len(names(document)) == 1


def test_a_reason_is_written_beside_its_lever_and_taken_back_with_undo(
    host, document, qtbot
) -> None:
    control = host.page.panel.levers["families_30s"]
    assert control.reason.line.isHidden()
    control.box.setValue(30)
    control.let_go.emit()
    control.reason.button.click()
    assert not control.reason.line.isHidden()
    control.reason.line.setText("空き家バンクの実績から（記入例）")
    control.reason.line.editingFinished.emit()
    assert scenario(document, "検討案").notes == {
        "families_30s": "空き家バンクの実績から（記入例）"
    }
    document.undo()
    assert scenario(document, "検討案").notes == {}
    assert control.reason.line.text() == ""
    assert host.page.assumptions.families_30s == 30
    # Back as observed there is nothing to give a reason for.
    control.reset()
    assert control.reason.button.isHidden()


def test_reasons_follow_the_scenario_that_is_chosen(host, document) -> None:
    target = scenario(document, "目標")
    host.page.scenarios.chosen.emit(target.id)
    host.page.panel.noted.emit("tfr", "計画の目標（記入例）")
    assert host.page.panel.levers["tfr"].reason.line.text() == "計画の目標（記入例）"
    host.page.scenarios.chosen.emit(scenario(document, "検討案").id)
    assert host.page.panel.levers["tfr"].reason.line.text() == ""
