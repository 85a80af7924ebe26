"""Whatever is done to a plan: undoing all of it finds the first file, redoing all the last."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from workbench.errors import PersonError
from workbench.operations.copying import copy_branch
from workbench.operations.departments import (
    delete_department,
    merge_departments,
    move_departments,
    rename_department,
)
from workbench.operations.editing import ELEMENT_DEPARTMENT, ELEMENT_NAME, edit_text
from workbench.operations.evaluations import set_course, write_evaluation
from workbench.operations.grades import choose_scheme, override_grade
from workbench.operations.indicator_values import Grid, Slot, paste, type_value
from workbench.operations.indicators import (
    IndicatorFields,
    add_indicator,
    delete_indicators,
    move_indicators,
    update_indicator,
)
from workbench.operations.initiatives import add_initiative, delete_initiatives, set_cost
from workbench.operations.levels import add_level, delete_level, insert_level
from workbench.operations.structure import (
    add_element,
    delete_elements,
    move_elements,
    renumber,
    set_code,
)
from workbench.operations.themes import add_theme, delete_theme, set_link
from workbench.operations.years import close_year, open_year, reopen_year
from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind
from workbench.plan.structure import Accumulation, Direction, Role
from workbench.store import integrity, journal
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, refreshed
from workbench.store.schema import PLAN_TABLES

from .conftest import fill_small

NAMES = st.text("移住定住ＤＸ児童 '\"%;-－=", max_size=6)
PICK = st.integers(0, 50)
YEARS = st.sampled_from([2023, 2024])
TEXTS = st.sampled_from(["", "12", "△3", "(集計中)", "－", "設置", "0"])


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the plan's own tables."""
    return {
        table: [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in PLAN_TABLES
    }


class RandomOperations(RuleBasedStateMachine):
    """Random operations on a small plan, by a person who also closes and reopens the file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = os.environ.get("WORKBENCH_HOME")
        os.environ["WORKBENCH_HOME"] = str(Path(self.folder.name) / "home")
        self.file = PlanFile.create(Path(self.folder.name) / "random.plandb")

    @initialize()
    def begin(self) -> None:
        fill_small(self.database)
        self.file.save()
        self.first = contents(self.database)
        self.plan = load_plan(self.database)

    @property
    def database(self) -> Database:
        return self.file.database

    def some(self, table: str, pick: int) -> int | None:
        ids = [row["id"] for row in self.database.rows(f"SELECT id FROM {table} ORDER BY id")]
        return ids[pick % len(ids)] if ids else None

    def attempt(
        self, operation: Callable[..., Outcome], *arguments: object, **named: object
    ) -> None:
        """Run an operation; one that is refused leaves everything as it was."""
        if None in arguments[:1]:
            return
        before = contents(self.database)
        try:
            outcome = operation(self.database, *arguments, **named)
        except PersonError:
            assert contents(self.database) == before
            return
        self.follow(outcome)

    def follow(self, outcome: Outcome) -> None:
        """Refresh the plan from what a step says it touched: that is the plan in the file."""
        self.plan = refreshed(self.plan, self.database, outcome.touched)
        assert self.plan == load_plan(self.database)

    @rule(name=NAMES, pick=PICK, at=st.none() | st.integers(0, 3))
    def add(self, name: str, pick: int, at: int | None) -> None:
        self.attempt(add_element, self.some("element", pick), name, position=at)

    @rule(first=PICK, second=PICK, to=PICK, at=st.none() | st.integers(0, 3))
    def move(self, first: int, second: int, to: int, at: int | None) -> None:
        moved = [self.some("element", first), self.some("element", second)]
        if None not in moved:
            self.attempt(move_elements, moved, self.some("element", to), at)

    @rule(pick=PICK)
    def copy(self, pick: int) -> None:
        self.attempt(copy_branch, self.some("element", pick))

    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        element = self.some("element", pick)
        if element is not None:
            self.attempt(delete_elements, [element])

    @rule(pick=PICK, name=NAMES)
    def name_and_code(self, pick: int, name: str) -> None:
        self.attempt(name_element, self.some("element", pick), name)
        self.attempt(set_code, self.some("element", pick), name)

    @rule()
    def renumber(self) -> None:
        self.attempt(renumber_all)

    @rule(pick=PICK, name=NAMES, kind=st.sampled_from(Direction), way=st.sampled_from(Accumulation))
    def indicator(self, pick: int, name: str, kind: Direction, way: Accumulation) -> None:
        given = IndicatorFields("件", kind, department=name, accumulation=way, decimals=pick % 9)
        self.attempt(add_indicator, self.some("element", pick), name, given)
        self.attempt(update_indicator, self.some("indicator", pick), {"direction": kind})

    @rule(pick=PICK, to=PICK)
    def move_indicator(self, pick: int, to: int) -> None:
        indicator, element = self.some("indicator", pick), self.some("element", to)
        if indicator is not None and element is not None:
            self.attempt(move_indicators, [indicator], element, to % 3)

    @rule(pick=PICK)
    def delete_indicator(self, pick: int) -> None:
        indicator = self.some("indicator", pick)
        if indicator is not None:
            self.attempt(delete_indicators, [indicator])

    @rule(pick=PICK, role=st.sampled_from(Role), year=YEARS, text=TEXTS)
    def value(self, pick: int, role: Role, year: int, text: str) -> None:
        indicator = self.some("indicator", pick)
        if indicator is not None:
            self.attempt(type_value, Slot(indicator, role, year), text)

    @rule(
        pick=PICK, block=st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=2)
    )
    def paste(self, pick: int, block: list[list[str]]) -> None:
        indicator = self.some("indicator", pick)
        if indicator is not None:
            grid = Grid(((indicator, Role.ACTUAL), (indicator, Role.TARGET)), (2023, 2024))
            self.attempt(paste, grid, 0, 0, "\n".join("\t".join(cells) for cells in block))

    @rule(pick=PICK, year=YEARS, amount=st.none() | st.integers(-5, 999))
    def initiative(self, pick: int, year: int, amount: int | None) -> None:
        self.attempt(add_initiative, self.some("element", pick), "事業", first_year=year)
        amounts = {"national": amount, "stated_total": 500}
        initiative = self.some("initiative", pick)
        self.attempt(set_cost, initiative, year, CostKind.BUDGET, amounts)
        if amount == 0 and initiative is not None:
            self.attempt(delete_initiatives, [initiative])

    @rule(pick=PICK, year=YEARS, text=NAMES, course=st.none() | st.sampled_from(Course))
    def evaluate(self, pick: int, year: int, text: str, course: Course | None) -> None:
        self.attempt(write_evaluation, self.some("element", pick), year, {"issue": text})
        self.attempt(set_course, self.some("element", pick), year, course)
        self.attempt(override_grade, self.some("indicator", pick), year, "S", text)

    @rule(year=YEARS, key=st.sampled_from(["sabc", "seven", "abc"]))
    def turn_of_the_year(self, year: int, key: str) -> None:
        self.attempt(open_year, year)
        self.attempt(choose_scheme, key)
        self.attempt(close_year, year)

    @rule(year=YEARS)
    def reopen(self, year: int) -> None:
        self.attempt(reopen_year, year, "訂正")

    @rule(pick=PICK, text=st.none() | NAMES)
    def themes(self, pick: int, text: str | None) -> None:
        self.attempt(add_theme, f"テーマ{pick}")
        self.attempt(link, self.some("element", pick), self.some("theme", pick), text)
        if text == "":
            self.attempt(delete_theme, self.some("theme", pick))

    @rule(pick=PICK, name=NAMES)
    def departments(self, pick: int, name: str) -> None:
        self.attempt(charge, self.some("element", pick), name)
        self.attempt(rename_department, self.some("department", pick), name)
        self.attempt(delete_department, self.some("department", pick))
        chosen = {self.some("department", pick), self.some("department", pick + 1)} - {None}
        self.attempt(move_departments, sorted(chosen), pick % 3)
        self.attempt(merge_departments, sorted(chosen), name)

    @rule(pick=PICK)
    def levels(self, pick: int) -> None:
        self.attempt(add_level, f"階層{pick}")
        self.attempt(delete_level, self.some("level", pick))
        if pick % 4 == 0:
            self.attempt(insert_level, self.some("level", pick), f"中間{pick}")

    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.follow(journal.undo(self.database))

    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.follow(journal.redo(self.database))

    @rule()
    def close_and_open(self) -> None:
        path = self.file.path
        self.file.save()
        self.file.close()
        self.file = PlanFile.open(path)
        assert self.plan == load_plan(self.database)

    def teardown(self) -> None:
        try:
            if hasattr(self, "first"):
                self.undo_all_and_redo_all()
        finally:
            self.file.close()
            self.folder.cleanup()
            os.environ.pop("WORKBENCH_HOME", None)
            if self.home is not None:
                os.environ["WORKBENCH_HOME"] = self.home

    def undo_all_and_redo_all(self) -> None:
        while journal.redo(self.database).entry:
            pass
        last = contents(self.database)
        while journal.undo(self.database).entry:
            pass
        assert contents(self.database) == self.first
        self.close_after_following()
        while journal.redo(self.database).entry:
            pass
        assert contents(self.database) == last
        self.file.save()
        assert integrity.problems(self.file.path) == []

    def close_after_following(self) -> None:
        """Close and open the file in between, so that redoing starts from what was saved."""
        self.plan = load_plan(self.database)
        self.close_and_open()


def name_element(database: Database, element_id: int, name: str) -> Outcome:
    return edit_text(database, ELEMENT_NAME, element_id, name)


def charge(database: Database, element_id: int, department: str) -> Outcome:
    return edit_text(database, ELEMENT_DEPARTMENT, element_id, department)


def renumber_all(database: Database) -> Outcome:
    return renumber(database, until_year=2024)


def link(database: Database, element_id: int, theme_id: int | None, text: str | None) -> Outcome:
    if theme_id is None:
        return Outcome(None)
    return set_link(database, element_id, theme_id, text)


TestRandomOperations = RandomOperations.TestCase
TestRandomOperations.settings = settings(
    max_examples=15,
    stateful_step_count=16,
)
