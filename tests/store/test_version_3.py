"""Version 3 takes what older files hold into its tables, and their steps still come back."""

import shutil
import sqlite3
from pathlib import Path

import sqlite_utils

from workbench.plan.structure import Accumulation
from workbench.store import journal, queries
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile
from workbench.store.schema import SCHEMA_VERSION, migrations

EXAMPLE = Path(__file__).resolve().parents[1] / "files" / "version_1.plandb"


def test_a_file_of_version_1_opens_and_holds_what_it_held(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path / "old.plandb"))
    with PlanFile.open(path) as opened:
        version = opened.database.rows("PRAGMA user_version")[0][0]
        plan = queries.load_plan(opened.database)
        values = queries.load_indicator_values(opened.database)
    assert version == SCHEMA_VERSION
    assert [element.name for element in plan.elements] == ["記入例の目標", "記入例の施策（改）"]
    assert plan.indicators[0].accumulation is Accumulation.EACH
    assert plan.indicators[0].survey_interval is None
    assert values[0].value.number == 120


def test_steps_of_version_1_can_be_taken_back_and_done_again(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path / "old.plandb"))
    with PlanFile.open(path) as opened:
        journal.redo(opened.database)
        assert queries.load_plan(opened.database).elements[1].name == "記入例の施策（再改）"
        journal.undo(opened.database)
        journal.undo(opened.database)
        assert "改" not in queries.load_plan(opened.database).elements[1].name
        assert journal.next_undo(opened.database) is None


def test_departments_written_on_elements_and_indicators_become_a_list(tmp_path: Path) -> None:
    path = tmp_path / "before.plandb"
    with sqlite3.connect(path) as made:
        before = sqlite_utils.Database(made, execute_plugins=False)
        migrations().apply(before, stop_before="version_3")
        made.execute("INSERT INTO level VALUES (1, 0, '目標', '{n}')")
        rows = [(1, "政策経営課"), (2, ""), (3, "健康推進課")]
        made.executemany(
            "INSERT INTO element (id, level_id, position, code, name, department)"
            " VALUES (?1, 1, ?1, '', '', ?2)",
            rows,
        )
        made.execute(
            "INSERT INTO indicator (element_id, position, name, department)"
            " VALUES (1, 1, '指標', '政策経営課')"
        )
    made.close()
    database = open_database(path)
    names = {department.name for department in queries.load_departments(database)}
    database.close()
    assert names == {"政策経営課", "健康推進課"}
