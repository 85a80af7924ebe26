"""A long journal gives up the rows of its oldest steps, and says so; nothing else changes."""

from pathlib import Path

from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.history import describe
from workbench.store import integrity, journal, planfile, thinning
from workbench.store.planfile import PlanFile
from workbench.store.replaying import Unwinding

THEME = FIELDS["theme.name"]


def name(opened: PlanFile) -> str:
    return str(opened.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"])


def test_only_the_newest_steps_can_be_taken_back_and_the_lines_of_all_stay(
    plan_file: PlanFile,
) -> None:
    for number in range(40):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
    lines = len(journal.entries(plan_file.database))
    thinning.thin(plan_file.database, steps_kept=10)
    newest, *older = journal.entries(plan_file.database)
    assert len(older) == lines
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


def test_the_oldest_lines_go_only_from_a_journal_beyond_any_plan_s_lifetime(
    plan_file: PlanFile,
) -> None:
    for number in range(60):
        edit_text(plan_file.database, THEME, 1, f"名 {number}")
        if number % 7 == 0:
            journal.undo(plan_file.database)
    thinning.thin(plan_file.database, steps_kept=10, lines_kept=30)
    assert 30 <= len(journal.entries(plan_file.database)) <= 32
    assert plan_file.database.rows("PRAGMA foreign_key_check") == []
    assert integrity.contents_problems(plan_file.database.connection) == []


def test_saving_thins_a_long_journal(plan_file: PlanFile, monkeypatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(planfile.thinning, "thin", lambda database: seen.append(database.path))
    plan_file.save()
    assert seen == [plan_file.database.path]
