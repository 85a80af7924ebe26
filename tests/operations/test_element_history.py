"""The history of an element holds what happened to it and to everything that hangs on it."""

from workbench.operations import history
from workbench.operations.editing import ELEMENT_NAME, THEME_AIMS, edit_text
from workbench.operations.element_history import entries_about, people
from workbench.operations.evaluations import write_evaluation
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.indicators import delete_indicators, move_indicators
from workbench.operations.initiatives import set_cost
from workbench.plan.initiatives import CostKind
from workbench.plan.structure import Role
from workbench.plan.values import number
from workbench.store.database import Database
from workbench.store.journal import Entry, person


def actions(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.action, entry.kind) for entry in entries]


def test_it_holds_the_element_and_what_hangs_on_it(small: Database) -> None:
    edit_text(small, ELEMENT_NAME, 3, "新しい名称")
    edit_text(small, ELEMENT_NAME, 4, "別の施策")
    edit_text(small, THEME_AIMS, 1, "別のもの")
    set_value(small, Slot(1, Role.TARGET, 2027), number(200))
    set_value(small, Slot(2, Role.TARGET, 2027), number(1))
    set_cost(small, 1, 2024, CostKind.BUDGET, {"general": 5})
    write_evaluation(small, 3, 2024, {"state": "記入例"})
    assert actions(entries_about(small, 3)) == [
        ("evaluation.write", "do"),
        ("cost.set", "do"),
        ("value.set", "do"),
        ("text.edit", "do"),
    ]


def test_undoing_belongs_to_it_and_so_does_what_is_gone(small: Database) -> None:
    set_value(small, Slot(1, Role.ACTUAL, 2024), number(120))
    delete_indicators(small, [1])
    history.undo(small)
    history.redo(small)
    assert actions(entries_about(small, 3)) == [
        ("indicator.delete", "redo"),
        ("indicator.delete", "undo"),
        ("indicator.delete", "do"),
        ("value.set", "do"),
    ]


def test_an_indicator_that_moved_on_stays_in_the_history_of_both(small: Database) -> None:
    move_indicators(small, [1], 5, None)
    assert actions(entries_about(small, 3)) == [("indicator.move", "do")]
    assert actions(entries_about(small, 5)) == [("indicator.move", "do")]


def test_everybody_who_changed_the_plan_is_named(small: Database) -> None:
    edit_text(small, ELEMENT_NAME, 3, "新しい名称")
    assert people(small) == [person()]
