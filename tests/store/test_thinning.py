"""A long journal folds its oldest steps into lines, and says so; nothing else changes."""

from pathlib import Path

from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.history import describe
from workbench.operations.scenarios import set_assumptions
from workbench.store import integrity, journal, planfile, thinning
from workbench.store.planfile import PlanFile
from workbench.store.replaying import Unwinding

THEME = FIELDS["theme.name"]


def name(opened: PlanFile) -> str:
    return str(opened.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"])


def test_only_the_newest_steps_can_be_taken_back(
    plan_file: PlanFile,
) -> None:
    for number in range(40):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
    thinning.thin(plan_file.database, steps_kept=10)
    newest = journal.entries(plan_file.database)[0]
    assert newest.action == thinning.ACTION
    assert "元に戻せます" in describe(newest)
    assert integrity.contents_problems(plan_file.database.connection) == []
    taken_back = 0
    while journal.undo(plan_file.database).entry is not None:
        taken_back += 1
    assert taken_back == 10
    assert name(plan_file) == "名 29"
    while journal.redo(plan_file.database).entry is not None:
        taken_back -= 1
    assert taken_back == 0
    assert name(plan_file) == "名 39"
    assert integrity.contents_problems(plan_file.database.connection) == []
    plan_file.save()
    assert integrity.problems(plan_file.path) == []


def test_a_journal_a_little_too_long_is_left_alone(plan_file: PlanFile) -> None:
    for number in range(11):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
    thinning.thin(plan_file.database, steps_kept=10)
    assert journal.entries(plan_file.database, limit=1)[0].action == "text.edit"


def test_thinning_again_leaves_one_line_about_it(plan_file: PlanFile) -> None:
    for _ in range(3):
        for number in range(20):
            edit_text(plan_file.database, THEME, 1, f"名 {number}")
        journal.undo(plan_file.database)
        thinning.thin(plan_file.database, steps_kept=10)
        assert integrity.contents_problems(plan_file.database.connection) == []
    actions = [entry.action for entry in journal.entries(plan_file.database)]
    assert actions.count(thinning.ACTION) == 1
    first_whole = Unwinding.begin(plan_file.database.connection).first_whole
    assert thinning.first_entry_with_rows(plan_file.database) >= first_whole > 10


def test_old_steps_become_one_line_for_each_day_person_and_thing(plan_file: PlanFile) -> None:
    was = name(plan_file)
    for number in range(30):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
        set_assumptions(plan_file.database, 1, {"tfr": 1.5 + number / 100})
        if number == 20:
            edit_text(plan_file.database, THEME, 2, "もう一つの名")
            journal.undo(plan_file.database)
    thinning.thin(plan_file.database, steps_kept=10)
    old = [entry for entry in journal.entries(plan_file.database) if entry.id <= 53]
    edits = [entry for entry in old if entry.action == "text.edit" and entry.kind == "do"]
    folded, other = sorted((entry.details for entry in edits), key=lambda one: one["after"])[::-1]
    assert (folded["before"], folded["after"], folded["steps_folded"]) == (was, "名 24", 25)
    assert other["after"] == "もう一つの名"
    (assumed,) = [entry.details for entry in old if entry.action == "scenario.assume"]
    assert assumed["changes"] == [["tfr", None, 1.74]]
    assert all(describe(entry) for entry in old)
    assert [entry.kind for entry in old if entry.kind == "undo"] == ["undo"]
    assert plan_file.database.rows("PRAGMA foreign_key_check") == []
    assert integrity.contents_problems(plan_file.database.connection) == []


def test_what_was_folded_before_is_folded_with_what_follows(plan_file: PlanFile) -> None:
    was = name(plan_file)
    for number in range(60):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
        if number == 29:
            thinning.thin(plan_file.database, steps_kept=10)
    thinning.thin(plan_file.database, steps_kept=10)
    edits = [one for one in journal.entries(plan_file.database) if one.action == "text.edit"]
    assert len(edits) == 11
    folded = edits[-1].details
    assert (folded["before"], folded["after"], folded["steps_folded"]) == (was, "名 49", 50)


def test_saving_thins_a_long_journal(plan_file: PlanFile, monkeypatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(planfile.thinning, "thin", lambda database: seen.append(database.path))
    plan_file.save()
    assert seen == [plan_file.database.path]
