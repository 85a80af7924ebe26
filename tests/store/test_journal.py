"""Every change is one step; steps are taken back and done again exactly, whatever they were."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from workbench.store import journal, replaying
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the plan's own tables."""
    return {
        table: [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in PLAN_TABLES
    }


def test_an_exception_leaves_nothing_behind(plan_file: PlanFile) -> None:
    before = contents(plan_file.database)
    steps = len(journal.entries(plan_file.database))

    def fail_halfway() -> None:
        with transaction(plan_file.database, "test") as change:
            change.update("theme", 1, {"name": "変更"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert contents(plan_file.database) == before
    assert len(journal.entries(plan_file.database)) == steps


def test_a_change_that_changes_nothing_is_no_step(plan_file: PlanFile) -> None:
    name = plan_file.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"]
    with transaction(plan_file.database, "test") as change:
        change.update("theme", 1, {"name": name})
    assert change.outcome.entry is None
    assert not plan_file.is_modified


def test_the_making_of_a_plan_cannot_be_undone(plan_file: PlanFile) -> None:
    assert journal.next_undo(plan_file.database) is None
    assert journal.undo(plan_file.database).entry is None


def test_deleting_a_goal_takes_everything_below_and_undo_brings_it_back(
    plan_file: PlanFile,
) -> None:
    before = contents(plan_file.database)
    goal = plan_file.database.rows("SELECT id FROM element WHERE code = '2'")[0]["id"]
    with transaction(plan_file.database, "test") as change:
        change.delete("element", goal)
    left = plan_file.database.rows("SELECT code FROM element WHERE code LIKE '2%'")
    assert left == []
    assert len(plan_file.database.rows("SELECT id FROM theme_link")) < 23
    journal.undo(plan_file.database)
    assert contents(plan_file.database) == before
    assert plan_file.database.rows("PRAGMA foreign_key_check") == []


def test_a_new_step_abandons_what_was_undone(plan_file: PlanFile) -> None:
    for name in ("一", "二"):
        with transaction(plan_file.database, "test") as change:
            change.update("theme", 1, {"name": name})
    journal.undo(plan_file.database)
    with transaction(plan_file.database, "test") as change:
        change.update("theme", 1, {"name": "三"})
    assert journal.redo(plan_file.database).entry is None
    journal.undo(plan_file.database)
    assert plan_file.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] == "一"


def test_column_names_from_a_forged_journal_never_reach_sql(plan_file: PlanFile) -> None:
    with transaction(plan_file.database, "test") as change:
        change.update("theme", 1, {"name": "変更"})
    forged = json.dumps({"name = '' WHERE 1=1 --": "x"})
    plan_file.database.connection.execute(
        "UPDATE journal_change SET before = ? WHERE id = (SELECT max(id) FROM journal_change)",
        [forged],
    )
    with pytest.raises(ValueError, match="no columns"):
        journal.undo(plan_file.database)


def test_undo_and_redo_survive_reopening(plan_file: PlanFile) -> None:
    with transaction(plan_file.database, "test") as change:
        change.update("theme", 1, {"name": "変更"})
    plan_file.save()
    plan_file.close()
    with PlanFile.open(plan_file.path) as reopened:
        journal.undo(reopened.database)
        reopened.save()
    with PlanFile.open(plan_file.path) as again:
        assert again.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] != "変更"
        journal.redo(again.database)
        assert again.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] == "変更"


class RandomWork(RuleBasedStateMachine):
    """Random operations; undoing all of them finds the first state, redoing all the last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = open_database(Path(self.folder.name) / "random.plandb")

    @initialize()
    def begin(self) -> None:
        with transaction(self.database, "make", undoable=False) as change:
            level = change.insert("level", {"depth": 0, "name": "目標", "numbering": "{n}"})
            change.insert(
                "element", {"level_id": level, "position": 1, "code": "1", "name": "目標"}
            )
        self.first = contents(self.database)

    def elements(self) -> list[int]:
        return [row["id"] for row in self.database.rows("SELECT id FROM element ORDER BY id")]

    @rule(name=st.text(max_size=8), pick=st.integers(0, 99))
    def add(self, name: str, pick: int) -> None:
        held = self.elements()
        parent = held[pick % len(held)] if held else None
        with transaction(self.database, "add") as change:
            row = {"level_id": 1, "position": pick, "code": name, "name": name}
            change.insert("element", {**row, "parent_id": parent})

    @rule(name=st.text(max_size=8), pick=st.integers(0, 99))
    def rename(self, name: str, pick: int) -> None:
        for element in self.elements()[pick % 5 : pick % 5 + 1]:
            with transaction(self.database, "rename") as change:
                change.update("element", element, {"name": name, "position": pick})

    @rule(pick=st.integers(0, 99))
    def delete(self, pick: int) -> None:
        held = self.elements()
        if held:
            with transaction(self.database, "delete") as change:
                change.delete("element", held[pick % len(held)])

    @rule()
    def undo(self) -> None:
        journal.undo(self.database)

    @rule()
    def redo(self) -> None:
        journal.redo(self.database)

    @precondition(lambda self: hasattr(self, "first"))
    @invariant()
    def all_undone_is_the_first_and_all_redone_is_now(self) -> None:
        while journal.next_redo(self.database):
            journal.redo(self.database)
        last = contents(self.database)
        while journal.next_undo(self.database):
            journal.undo(self.database)
        assert contents(self.database) == self.first
        while journal.next_redo(self.database):
            journal.redo(self.database)
        assert contents(self.database) == last
        assert self.database.rows("PRAGMA foreign_key_check") == []
        assert list(replaying.problems(self.database.connection)) == []

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


TestRandomWork = RandomWork.TestCase
TestRandomWork.settings = settings(
    max_examples=25,
    stateful_step_count=12,
)
