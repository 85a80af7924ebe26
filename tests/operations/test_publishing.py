"""A copy for publication holds the plan and nothing of how it came about."""

from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.look_texts import FOOTER, THEME_TITLE
from workbench.operations.looks import set_look_text
from workbench.operations.publishing import (
    KEPT_IN,
    PUBLISHED,
    export_for_publication,
    is_internal,
    mark_internal,
)
from workbench.operations.schemes import SETTING
from workbench.store import integrity, journal
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, load_settings
from workbench.store.schema import PLAN_TABLES

SECRETS = ("佐藤花子", "内線2345", "極秘の検討案", "C:/Users/sato/指標.xlsx", "シート様式", "AB12",
           "約120人", "f00dfeed", "前の名称", "職員4711")  # fmt: skip


@pytest.fixture
def plan(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> PlanFile:
    """Return the sample with figures from a workbook, a mark, a secret and a history."""
    monkeypatch.setenv("LOGNAME", "職員4711")
    database = plan_file.database
    with transaction(database, "import.apply", {"workbook": "C:/Users/sato/指標.xlsx"}) as change:
        source = change.insert(
            "source",
            {"kind": "workbook", "title": "C:/Users/sato/指標.xlsx", "sha256": "f00dfeed",
             "recorded_by": "佐藤花子", "note": "内線2345"},
        )  # fmt: skip
        indicator = change.insert(
            "indicator", {"element_id": 10, "position": 1, "name": "移住者数"}
        )
        change.insert(
            "indicator_value",
            {"indicator_id": indicator, "fiscal_year": 2023, "role": "actual", "kind": "number",
             "number": 120.0, "source_id": source, "sheet": "シート様式", "cell": "AB12",
             "original": "約120人"},
        )  # fmt: skip
        hidden = change.insert("scenario", {"position": 9, "name": "極秘の検討案"})
        change.insert("assumption", {"scenario_id": hidden, "name": "tfr", "value": "9"})
        change.insert("setting", {"key": "import", "value": "C:/Users/sato/指標.xlsx"})
        change.insert("evaluation", {"element_id": 10, "fiscal_year": 2023, "state": "順調",
                                     "who": "佐藤花子"})  # fmt: skip
    edit_text(database, FIELDS["theme.name"], 1, "前の名称")
    edit_text(database, FIELDS["theme.name"], 1, "公開する名称")
    mark_internal(database, "scenario", hidden)
    return plan_file


def test_a_published_copy_holds_none_of_what_is_internal(plan: PlanFile, tmp_path: Path) -> None:
    path = tmp_path / "公開用.plandb"
    export_for_publication(plan, path)
    assert journal.entries(plan.database)[0].who == "職員4711"
    content = path.read_bytes()
    assert [word for word in SECRETS if word.encode() in content] == []
    assert integrity.problems(path) == []
    with PlanFile.open(path) as opened:
        assert load_plan(opened.database).elements == load_plan(plan.database).elements
        (entry,) = journal.entries(opened.database)
        assert (entry.action, entry.who) == ("plan.publish", "")
        assert journal.next_undo(opened.database) is None
        (value,) = opened.database.rows("SELECT * FROM indicator_value")
        assert (value["number"], value["cell"]) == (120.0, "")
        (evaluation,) = opened.database.rows("SELECT state, who FROM evaluation")
        assert tuple(evaluation) == ("順調", "")
        titles = [row[0] for row in opened.database.rows("SELECT title FROM source ORDER BY id")]
        assert titles[-1] == "庁内資料"
        assert any("国勢調査" in title for title in titles)


def test_a_published_copy_looks_and_grades_as_the_plan_does(plan: PlanFile, tmp_path: Path) -> None:
    set_look_text(plan.database, FOOTER, "記入例の欄外")
    with transaction(plan.database, "scheme.chosen", {}) as change:
        change.insert("setting", {"key": SETTING, "value": "sevenths"})
    path = tmp_path / "公開用.plandb"
    export_for_publication(plan, path)
    with PlanFile.open(path, read_only=True) as opened:
        held = dict(map(tuple, opened.database.rows("SELECT key, value FROM setting")))
    assert held.pop("plan_id") != load_settings(plan.database)["plan_id"]
    assert held == {
        FOOTER: "記入例の欄外",
        THEME_TITLE: "価値創出プロジェクト",
        SETTING: "sevenths",
    }


def test_publishing_leaves_the_plan_as_it_is(plan: PlanFile, tmp_path: Path) -> None:
    before = list(plan.database.connection.iterdump())
    export_for_publication(plan, tmp_path / "公開用.plandb")
    assert list(plan.database.connection.iterdump()) == before
    with pytest.raises(PersonError):
        export_for_publication(plan, plan.path)


def test_a_mark_covers_what_hangs_below_and_can_be_taken_away(
    plan: PlanFile, tmp_path: Path
) -> None:
    mark_internal(plan.database, "element", 10)
    assert is_internal(plan.database, "element", 10)
    mark_internal(plan.database, "element", 11)
    mark_internal(plan.database, "element", 11, internal=False)
    assert not is_internal(plan.database, "element", 11)
    export_for_publication(plan, tmp_path / "公開用.plandb")
    with PlanFile.open(tmp_path / "公開用.plandb", read_only=True) as opened:
        assert opened.database.rows("SELECT id FROM element WHERE id = 10") == []
        assert opened.database.rows("SELECT id FROM element WHERE id = 11") != []
        assert opened.database.rows("SELECT id FROM indicator_value") == []
    journal.undo(plan.database)
    assert is_internal(plan.database, "element", 11)
    with pytest.raises(PersonError):
        mark_internal(plan.database, "element", 9999)


def test_of_every_table_it_has_been_decided_whether_it_is_published() -> None:
    assert sorted((*PUBLISHED, *KEPT_IN)) == sorted(PLAN_TABLES)
